"""Gives the answer that the same question got before, as long as nothing has changed.

A question is its document, operation and variables; its key holds the version of the content as well, so
that an answer can never be stale for its key. Kept are answers without errors to queries that nobody is
logged in for; never previews, mutations or what a transaction sees that is not over yet.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from cms.schema.keeping import Kept, Shared
from content_version import current
from content_version.current import Known

MOST_BYTES = 16 * 1024 * 1024
"""Of answers in one process."""
SECONDS = 24 * 3600
"""How long a shared cache keeps an answer that nobody asks for by its version any more."""
PREVIEW = "previewToken"
VERSION = "cms.answer"
"""The key in a WSGI environ for the layer in front of Django (cms.answered_before)."""
NEVER = "private, no-store"


@dataclass(frozen=True, slots=True)
class KeptBody:
    body: bytes

    @property
    def size(self) -> int:
        return len(self.body)


bodies: Kept[KeptBody] = Kept(MOST_BYTES)
shared = Shared("answer", SECONDS)


class Answer(HttpResponse):
    """Of a GraphQL operation. known is the version that all of it belongs to, if there is one."""

    known: Known | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """What a caller asks; name is the operation's."""

    text: str
    variables: dict[str, Any]
    name: str | None

    def key(self, version: str) -> str:
        """The same for the same question on the same version, and unlike any other."""
        variables = json.dumps(self.variables, sort_keys=True, separators=(",", ":"))
        parts = json.dumps([self.text, variables, self.name, version])
        return sha256(parts.encode()).hexdigest()


def answered(
    request: HttpRequest,
    question: Question,
    content_type: str,
    make: Callable[[], HttpResponse],
) -> HttpResponse:
    """The kept answer, or the one of make(), which is an Answer with its version where it may be kept.

    A GET whose `If-None-Match` names the answer gets 304 before anything is parsed or executed.
    """
    if not may_be_kept(request, question):
        return never_kept(make())
    recent = current.recent()
    key = question.key(recent.version)
    if is_known_to_caller(request, key):
        return with_headers(request, Answer(status=304, content_type=content_type), key, recent)
    body = kept_body(key)
    if body is not None:
        return with_headers(request, Answer(body, content_type=content_type), key, recent)
    made = make()
    if not (isinstance(made, Answer) and made.known and made.status_code == 200):
        return never_kept(made)
    # The version may have moved on since the key was made: the answer belongs to its own.
    key = question.key(made.known.version)
    bodies.keep(key, KeptBody(made.content))
    shared.keep(key, made.content)
    return with_headers(request, made, key, made.known)


def may_be_kept(request: HttpRequest, question: Question) -> bool:
    return (
        settings.RESPONSE_CACHE
        and PREVIEW not in question.text
        and "Authorization" not in request.headers
        and settings.SESSION_COOKIE_NAME not in request.COOKIES
        and current.is_settled()
    )


def kept_body(key: str) -> bytes | None:
    found = bodies.get(key)
    if found:
        return found.body
    body = shared.get(key)
    if body is not None:
        bodies.keep(key, KeptBody(body))
    return body


def etag(key: str) -> str:
    """Weak, as compression in front may change the bytes."""
    return f'W/"{key[:32]}"'


def is_known_to_caller(request: HttpRequest, key: str) -> bool:
    return request.method == "GET" and names(request.headers.get("If-None-Match", ""), etag(key))


def names(header: str, tag: str) -> bool:
    """Whether an If-None-Match header names an entity tag (RFC 9110, 13.1.2)."""
    if header == tag:  # As browsers and CDNs send it.
        return True
    opaque = tag.removeprefix("W/")
    return any(one.strip().removeprefix("W/") == opaque for one in header.split(","))


def with_headers(request: HttpRequest, answer: Answer, key: str, known: Known) -> Answer:
    """What browsers and a CDN need to keep the answer of a GET; a POST is kept by us alone."""
    request.META[VERSION] = known.version
    if request.method == "GET":
        answer["ETag"] = etag(key)
        answer["Cache-Control"] = cache_control(settings.CDN_SECONDS)
        answer["Surrogate-Key"] = answer["Cache-Tag"] = "content"
    return answer


def cache_control(cdn_seconds: int) -> str:
    """Browsers ask again each time, with the ETag; so does a CDN after its seconds."""
    shared_age = f"s-maxage={cdn_seconds}" if cdn_seconds else "must-revalidate"
    return f"public, max-age=0, {shared_age}"


def never_kept(response: HttpResponse) -> HttpResponse:
    response.setdefault("Cache-Control", NEVER)
    return response
