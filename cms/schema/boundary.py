"""The edge of the GraphQL endpoint: whatever answers there, Django's own pages too, is JSON without cookies."""

import json
from collections.abc import Callable
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import patch_vary_headers

from cms.schema import errors

PREFIX = "/graphql"
UNVARIED = {"accept-language", "cookie"}
"""What other parts of the CMS vary by; here nothing depends on them."""
CODES = {
    HTTPStatus.NOT_FOUND: errors.NOT_FOUND,
    HTTPStatus.FORBIDDEN: errors.FORBIDDEN,
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: errors.PAYLOAD_TOO_LARGE,
}
OF_PAGES = ("X-Frame-Options", "Referrer-Policy", "Cross-Origin-Opener-Policy")
"""What Django says of pages. JSON is none: it is never framed, opens nothing and leads nowhere."""
INERT = "default-src 'none'; frame-ancestors 'none'"
KEPT_HEADERS = ("Allow", "Retry-After", "WWW-Authenticate")

Answer = Callable[[HttpRequest], HttpResponseBase]


def graphql_boundary(get_response: Answer) -> Answer:
    """The outermost middleware, so that a refused Host or a broken middleware is covered as well."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        path = request.path_info
        if not is_within(path):
            return get_response(request)
        # Anything else below would be looked for among the pages, and led away to their languages.
        is_endpoint = path.removeprefix(PREFIX) in ("", "/")
        return bounded(get_response(request) if is_endpoint else HttpResponse(status=404))

    return answer


def is_within(path: str) -> bool:
    return path == PREFIX or path.startswith(PREFIX + "/")


def bounded(response: HttpResponseBase) -> HttpResponseBase:
    if response.status_code >= HTTPStatus.BAD_REQUEST:
        if "json" not in response.get("Content-Type", ""):
            response = told_as_json(response)
        # An error is over when its reason is: nobody keeps it.
        response["Cache-Control"] = "no-store"
    response.cookies.clear()
    del response["Content-Language"]
    if "json" in response.get("Content-Type", ""):
        say_no_more_than_json_needs(response)
    vary_by_what_counts(response)
    return response


def say_no_more_than_json_needs(response: HttpResponseBase) -> None:
    for name in OF_PAGES:
        del response[name]
    response["Content-Security-Policy"] = INERT


def vary_by_what_counts(response: HttpResponseBase) -> None:
    names = [name.strip() for name in response.get("Vary", "").split(",")]
    kept = [name for name in names if name and name.lower() not in UNVARIED]
    del response["Vary"]
    patch_vary_headers(response, [*kept, "Accept"])


def told_as_json(response: HttpResponseBase) -> HttpResponseBase:
    status = HTTPStatus(response.status_code)
    default = errors.INTERNAL if status >= HTTPStatus.INTERNAL_SERVER_ERROR else errors.BAD_REQUEST
    error = {
        "message": f"{status.phrase}.",
        "extensions": {"code": CODES.get(status, default)},
    }
    told = HttpResponse(
        json.dumps({"errors": [error]}), status=status, content_type="application/json"
    )
    for name in (*KEPT_HEADERS, "Vary"):
        if name in response:
            told[name] = response[name]
    return told
