"""Reads a request's body within a bound, and the JSON in it."""

import json
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.http.request import UnreadablePostError

from cms.schema import errors
from cms.schema.refusals import Refused, bad_request

JSON = "application/json"


def json_body(request: HttpRequest) -> Any:
    """Raises Refused. Only UTF-8 JSON: a foreign page cannot send it without asking first (threat 7)."""
    refuse_other_than_json(request)
    try:
        text = body_within_limit(request).decode("utf-8")
    except UnicodeDecodeError:
        raise bad_request("The body is no UTF-8.") from None
    return parsed_json(text)


def refuse_other_than_json(request: HttpRequest) -> None:
    charset = (request.content_params or {}).get("charset", "utf-8").lower()
    if request.content_type != JSON or charset not in ("utf-8", "utf8"):
        raise unsupported("Send the request as application/json in UTF-8.")
    if request.headers.get("Content-Encoding", "identity").strip().lower() != "identity":
        raise unsupported("Send the request without a Content-Encoding.")


def unsupported(message: str) -> Refused:
    return Refused(
        HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
        errors.UNSUPPORTED_MEDIA_TYPE,
        message,
        headers={"Accept-Post": JSON},
    )


def body_within_limit(request: HttpRequest) -> bytes:
    """Never holds more than the limit, whatever length the request tells, or none."""
    limit = settings.GRAPHQL_LIMITS.body_bytes
    told = request.headers.get("Content-Length", "")
    if told.isdecimal() and len(told) < 19 and int(told) > limit:
        raise too_large(limit)
    try:
        body: bytes = source(request).read(limit + 1)
    except (UnreadablePostError, OSError):
        raise bad_request("The body broke off.") from None
    if len(body) > limit:
        raise too_large(limit)
    return body


def source(request: HttpRequest) -> Any:
    """Django reads as much as Content-Length says, and nothing of a chunked body: that one is read from the server."""
    is_chunked = request.headers.get("Transfer-Encoding", "").strip().lower() == "chunked"
    return request.META["wsgi.input"] if is_chunked else request


def too_large(limit: int) -> Refused:
    return Refused(
        HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
        errors.PAYLOAD_TOO_LARGE,
        f"A request's body has at most {limit} bytes.",
    )


def parsed_json(text: str) -> Any:
    """Raises Refused for what is no JSON, also for NaN and the like, which Python takes, and for deep nesting."""
    try:
        value = json.loads(text, parse_constant=refuse_constant)
    except (ValueError, RecursionError):
        raise bad_request("This is no JSON.") from None
    limit = settings.GRAPHQL_LIMITS.json_nesting
    if is_deeper(value, limit):
        raise bad_request(f"JSON may be nested at most {limit} levels deep.")
    return value


def refuse_constant(name: str) -> None:
    raise ValueError(name)


def is_deeper(value: Any, limit: int) -> bool:
    """A list or object in nothing is one level deep."""
    level = [value] if isinstance(value, dict | list) else []
    for _ in range(limit):
        level = [inner for one in level for inner in parts(one) if isinstance(inner, dict | list)]
        if not level:
            return False
    return True


def parts(value: Any) -> list[Any]:
    return [*value.values()] if isinstance(value, dict) else value
