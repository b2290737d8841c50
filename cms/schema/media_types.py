"""Which of the two media types an answer has: GraphQL over HTTP, section 6."""

from functools import lru_cache
from http import HTTPStatus

from django.http import HttpRequest
from django.http.request import MediaType

from cms.schema import errors
from cms.schema.refusals import Refused

LEGACY = "application/json"
GRAPHQL = "application/graphql-response+json"
OFFERED = (LEGACY, GRAPHQL)
"""The first one wins where the client has no preference."""


def answer_type(request: HttpRequest) -> str:
    """Raises Refused when the client takes neither."""
    best = best_offer(request.headers.get("Accept", ""))
    if best is None:
        raise Refused(
            HTTPStatus.NOT_ACCEPTABLE,
            errors.BAD_REQUEST,
            f"Answers are {GRAPHQL} or {LEGACY}, in UTF-8.",
        )
    return best


@lru_cache(100)
def best_offer(accept: str) -> str | None:
    """What an Accept header takes of ours; all callers together send few different ones."""
    if not accept.strip():
        return LEGACY
    entries = [MediaType(entry) for entry in accept.split(",") if entry.strip()]
    best = max(OFFERED, key=lambda offered: quality(entries, offered))
    return best if quality(entries, best) else None


def quality(entries: list[MediaType], offered: str) -> float:
    """0 to 1: what the most specific entry of the Accept header says."""
    main, _slash, sub = offered.partition("/")
    fitting = [
        (entry.main_type != "*", entry.sub_type != "*", entry.quality)
        for entry in entries
        if (entry.main_type, entry.sub_type) in ((main, sub), (main, "*"), ("*", "*"))
        and entry.params.get("charset", "utf-8").lower() in ("utf-8", "utf8")
    ]
    return max(fitting, default=(False, False, 0.0))[2]


def status_of(media_type: str, status: HTTPStatus) -> HTTPStatus:
    """The older media type says 200 wherever there is a GraphQL answer, whatever it says."""
    return status if media_type == GRAPHQL else HTTPStatus.OK
