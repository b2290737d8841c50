"""Keeps every answer to a question with a preview token out of all caches."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from preview.showing import NEVER_STORED


class PreviewsAreNotStored:
    """Whatever the token was: right and wrong ones look alike."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if getattr(request, "asks_for_preview", False):
            response["Cache-Control"] = NEVER_STORED
            del response["ETag"]
        return response
