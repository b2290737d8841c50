"""Gives out drawn pictures, and nothing else of the media folder: originals and documents have other doors.

The proxy in front passes /media/ on to here and may keep what is public: who may see a picture changes with
its collection, which only the database knows.
"""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponseBase
from django.views.decorators.http import require_safe
from django.views.static import serve

from media.models import Picture, PictureRendition

PUBLIC_FOR = 3600
"""Seconds that a proxy may keep a picture. A name never comes to show another file."""
INERT = "default-src 'none'; sandbox"
"""The content security policy of a file that is only to be looked at."""


@require_safe
def serve_picture(request: HttpRequest, path: str) -> HttpResponseBase:
    """A drawn picture for whoever may see it; an original for those who work in the admin."""
    picture = picture_at(request, path)
    restrictions = picture.collection.get_view_restrictions()
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


def picture_at(request: HttpRequest, path: str) -> Picture:
    """Raises Http404 where there is none that this reader may know of."""
    if path.startswith("images/"):
        drawn = PictureRendition.objects.filter(file=path).select_related("image__collection")
        found = next((rendition.image for rendition in drawn[:1]), None)
    elif request.user.has_perm("wagtailadmin.access_admin"):
        found = Picture.objects.filter(file=path).select_related("collection").first()
    else:
        found = None
    if found is None:
        raise Http404
    return found
