"""Stands before Django: a request that is word for word one that was answered gets the same answer again.

Whatever Django would refuse or redirect was never answered, so that nothing is decided here: not who may
ask, not whether the host is ours. What an answer may be kept for, `cms.schema.response_cache` says.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from typing import Any

from django.conf import settings

from cms.scheduling import Turns
from cms.schema.keeping import Kept
from cms.schema.response_cache import VERSION, names
from content_version import current

Environ = dict[str, Any]
Headers = list[tuple[str, str]]
StartResponse = Callable[..., Any]
Application = Callable[[Environ, StartResponse], Iterable[bytes]]

MOST_BYTES = 16 * 1024 * 1024
"""Of answers in one process."""
LONGEST_BODY = 32 * 1024
"""Bytes of a request; a longer one goes on to Django."""
METHODS = ("GET", "POST")
MATTER = frozenset({"REQUEST_METHOD", "wsgi.url_scheme", "CONTENT_TYPE", "QUERY_STRING"})
"""What an answer depends on besides headers and the body."""
NO_MATTER = frozenset(
    f"HTTP_{name}"
    for name in [
        "ACCEPT_ENCODING",
        "ACCEPT_LANGUAGE",
        "CACHE_CONTROL",
        "CONNECTION",
        "CONTENT_LENGTH",
        "COOKIE",
        "DNT",
        "FORWARDED",
        "IF_NONE_MATCH",
        "KEEP_ALIVE",
        "PRAGMA",
        "PRIORITY",
        "REFERER",
        "TRACEPARENT",
        "TRACESTATE",
        "USER_AGENT",
        "VIA",
        "X_FORWARDED_FOR",
        "X_REAL_IP",
        "X_REQUEST_ID",
    ]
)
"""Headers of a request on which no answer depends."""
NOT_REPEATED = frozenset({"date", "x-request-id", "retry-after", "content-length"})
"""Headers of an answer that belong to one request."""
OF_A_BODY = ("content-", "x-content-")
"""How headers begin that tell of a body: a 304 says nothing of the one that the caller has (RFC 9110, 15.4.5)."""


@dataclass(frozen=True, slots=True)
class KeptAnswer:
    """A whole answer, with the version of the content that it belongs to.

    body is None where callers had the answer already: only its entity tag was asked about.
    """

    version: str
    headers: Headers
    unchanged: Headers
    body: bytes | None
    etag: str
    key_size: int

    @property
    def size(self) -> int:
        return len(self.body or b"") + self.key_size


class AnsweredBefore:
    """The WSGI application in front of another one, for the requests of one path."""

    def __init__(self, application: Application, path: str) -> None:
        self.application = application
        self.path = path
        self.kept: Kept[KeptAnswer] = Kept(MOST_BYTES)
        self.turns = Turns()
        self.session = f"{settings.SESSION_COOKIE_NAME}="

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        key = self.key(environ)
        if key is None:
            return self.application(environ, start_response)
        found = self.kept.get(key)
        if found is None:
            return self.ask(key, environ, start_response)
        # Before the version is looked at: it may change meanwhile.
        self.turns.hand_on()
        known = current.fresh()
        if known is None or found.version != known.version:
            return self.ask(key, environ, start_response)
        known_tags = environ.get("HTTP_IF_NONE_MATCH")
        if known_tags and found.etag and names(known_tags, found.etag):
            start_response("304 Not Modified", list(found.unchanged))
            return []
        if found.body is None:
            return self.ask(key, environ, start_response)
        start_response("200 OK", list(found.headers))
        return [found.body]

    def key(self, environ: Environ) -> tuple[Any, ...] | None:
        """All of a request that an answer may depend on; None when it is not for us."""
        if environ["PATH_INFO"] != self.path or environ["REQUEST_METHOD"] not in METHODS:
            return None
        if "HTTP_AUTHORIZATION" in environ or self.session in environ.get("HTTP_COOKIE", ""):
            return None
        body = b""
        if environ["REQUEST_METHOD"] == "POST":
            read = read_body(environ)
            if read is None:
                return None
            body = read
        matter = that_matter(tuple(environ))
        return body, matter, *map(environ.get, matter)

    def ask(
        self, key: tuple[Any, ...], environ: Environ, start_response: StartResponse
    ) -> Iterable[bytes]:
        """What Django answers, kept where it says that it may be."""
        told: list[Any] = []

        def start(status: str, headers: Headers, *more: Any) -> Any:
            told[:] = [status, headers]
            return start_response(status, headers, *more)

        chunks = self.application(environ, start)
        version = environ.get(VERSION)
        status = told[0][:3] if told else ""
        if version is None or status not in ("200", "304"):
            return chunks
        try:
            body = b"".join(chunks)
        finally:
            close = getattr(chunks, "close", None)
            if close:
                close()
        self.keep(key, version, told[1], body if status == "200" else None)
        return [body]

    def keep(
        self, key: tuple[Any, ...], version: str, headers: Headers, body: bytes | None
    ) -> None:
        names = {name.lower() for name, _value in headers}
        if "set-cookie" in names:
            return
        repeated = [(name, value) for name, value in headers if name.lower() not in NOT_REPEATED]
        unchanged = [one for one in repeated if not one[0].lower().startswith(OF_A_BODY)]
        if body is not None:
            repeated.append(("Content-Length", str(len(body))))
        etag = next((value for name, value in headers if name.lower() == "etag"), "")
        body_asked, matter, *values = key
        size = len(body_asked) + sum(map(len, (*matter, *values)))
        self.kept.keep(key, KeptAnswer(version, repeated, unchanged, body, etag, size))


@lru_cache(maxsize=64)
def that_matter(names: tuple[str, ...]) -> tuple[str, ...]:
    """Those of a request's names on which an answer may depend, sorted: callers of one kind send the same ones."""
    return tuple(
        sorted(
            name
            for name in names
            if name in MATTER or (name.startswith("HTTP_") and name not in NO_MATTER)
        )
    )


def read_body(environ: Environ) -> bytes | None:
    """The body, which Django can then read again; None when it is long or its length is not told."""
    length = environ.get("CONTENT_LENGTH", "")
    if not length.isdecimal() or int(length) > LONGEST_BODY:
        return None
    body: bytes = environ["wsgi.input"].read(int(length))
    environ["wsgi.input"] = BytesIO(body)
    return body
