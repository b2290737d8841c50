"""Shows a draft in the frontend, from wherever Wagtail wants a preview: the panel, a draft, a revision, a task."""

from typing import Any, ClassVar

from csp.decorators import csp_replace
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from wagtail.models import PreviewableMixin

from preview.client_texts import client_texts
from preview.frontends import address_of, facts, frontend_address
from preview.grants import grant_editor

NEVER_STORED = "private, no-store"


class FrontendPreviewMixin(PreviewableMixin):
    """For models with a locale that the frontend shows; put it before Wagtail's own classes."""

    preview_modes: ClassVar[Any] = PreviewableMixin.DEFAULT_PREVIEW_MODES

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        return show(self, request)


def show(draft: Any, request: HttpRequest) -> HttpResponse:
    if draft.locale_id is None:
        # Wagtail's panel for a new record says none.
        draft.locale = draft.get_default_locale()
    grant = grant_editor(draft, request.user if request.user.is_authenticated else None)
    if frontend_address(draft):
        response: HttpResponse = HttpResponseRedirect(address_of(draft, grant))
    else:
        response = client_page(request, facts(draft, grant))
    response["Cache-Control"] = NEVER_STORED
    response["Referrer-Policy"] = "no-referrer"
    return response


# The client stands in a frame of the admin, shows pictures at BASE_URL, and frames embeds. Wagtail asks for it
# by a request of its own, so that the admin's policy is not in the way.
@csp_replace(
    {
        "img-src": ["'self'", "data:", settings.WAGTAILADMIN_BASE_URL],
        "frame-src": ["'self'", "https:"],
        "frame-ancestors": ["'self'"],
    }
)
def client_page(request: HttpRequest, told: dict[str, str] | None = None) -> HttpResponse:
    """The client that the CMS brings along; without facts it takes them from behind the # of its address."""
    shown = {"facts": told or {}, "texts": client_texts(), "source": settings.LANGUAGE_CODE}
    return TemplateResponse(request, "preview/client.html", shown)
