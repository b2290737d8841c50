"""Gives out drawn pictures; originals to the admin; nothing else of the media folder. Documents have their own door.

The proxy in front passes /media/ on to here and may keep what is public: who may see a picture changes with
its collection, which only the database knows.
"""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponseBase
from django.views.decorators.http import require_safe
from django.views.static import serve
from wagtail.users.models import UserProfile

from media.models import Picture, PictureRendition

PUBLIC_FOR = 3600
"""Seconds that a proxy may keep a picture. A name never comes to show another file."""
INERT = "default-src 'none'; sandbox"
"""The content security policy of a file that is only to be looked at."""


@require_safe
def serve_media(request: HttpRequest, path: str) -> HttpResponseBase:
    """A drawn picture for whoever may see it; originals and portraits for those who work in the admin."""
    restrictions = restrictions_on(request, path)
    if not all(restriction.accept_request(request) for restriction in restrictions):
        raise Http404
    response = serve(request, path, document_root=str(settings.MEDIA_ROOT))
    is_public = not restrictions and path.startswith("images/")
    response["Cache-Control"] = (
        f"public, max-age={PUBLIC_FOR}" if is_public else "private, no-store"
    )
    response["Content-Security-Policy"] = INERT
    response["X-Content-Type-Options"] = "nosniff"
    response["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


def restrictions_on(request: HttpRequest, path: str) -> list[Any]:
    """What the reader must fulfil, too. Raises Http404 where there is nothing that this reader may know of."""
    if path.startswith("images/"):
        drawn = PictureRendition.objects.filter(file=path).select_related("image__collection")
        return restrictions_of(next((rendition.image for rendition in drawn[:1]), None))
    if not request.user.has_perm("wagtailadmin.access_admin"):
        raise Http404
    if UserProfile.objects.filter(avatar=path).exists():
        return []
    return restrictions_of(Picture.objects.filter(file=path).select_related("collection").first())


def restrictions_of(picture: Picture | None) -> list[Any]:
    if picture is None:
        raise Http404
    return list(picture.collection.get_view_restrictions())
