"""The page on which somebody without an account sees a draft."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_safe

from preview.showing import NEVER_STORED, client_page


@require_safe
@xframe_options_sameorigin
def preview(request: HttpRequest) -> HttpResponse:
    response = client_page(request)
    response["Cache-Control"] = NEVER_STORED
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex"
    return response
