"""Fetches addresses that people or other sites have named, without reaching the inside of our network.

requests-hardened resolves the name once, refuses loopback, private, link-local, shared and other special
ranges, and connects to the very address that it has judged, so that a name cannot change in between. On
top of it: only http and https, few redirects, each judged like the first, no cookies, no proxy of the
environment, and a bounded answer within a bounded time.
"""

import time
from collections.abc import Callable, Mapping
from functools import partial
from queue import Empty, SimpleQueue
from threading import Thread
from typing import TypeVar, cast
from urllib.parse import urljoin, urlsplit

import requests
from django.conf import settings
from requests_hardened import Config, HTTPSession

T = TypeVar("T")

CONNECT_SECONDS = 2
READ_SECONDS = 15
"""Of one request with all its redirects."""
MAX_BYTES = 1024 * 1024
MAX_REDIRECTS = 3
SCHEMES = {"http", "https"}
PORTS = {None, 80, 443, 8080, 8443}
FOLLOWS = {"GET", "HEAD"}
REDIRECTS = {301, 302, 303, 307, 308}


class Refused(requests.RequestException):
    """The address, or one that it led to, is none that we ask."""


class ForeignPort(Refused):
    """It may well be there, at a port that we do not ask."""


def session() -> HTTPSession:
    """One for each request: no cookies are kept. OUTBOUND_ALLOWS_LOOPBACK is for tests only."""
    made = HTTPSession(
        Config(
            ip_filter_enable=True,
            ip_filter_allow_loopback_ips=settings.OUTBOUND_ALLOWS_LOOPBACK,
            never_redirect=True,
            default_timeout=(CONNECT_SECONDS, READ_SECONDS),
            user_agent_override=f"AllianceCMS (+{settings.WAGTAILADMIN_BASE_URL})",
        )
    )
    # Neither a proxy nor a password of the environment: a proxy would resolve the name again.
    made.trust_env = False
    return made


def fetch(
    url: str,
    *,
    method: str = "GET",
    params: Mapping[str, str] | None = None,
    headers: Mapping[str, str] | None = None,
    body: bytes | None = None,
    max_redirects: int = MAX_REDIRECTS,
    reads_body: bool = True,
) -> requests.Response:
    """The answer, read to its end: at most MAX_BYTES within READ_SECONDS, however slowly it drips; without reads_body,
    its head alone.

    Raises requests.RequestException for what is refused (Refused, InvalidIPAddress), does not answer or
    answers too much; any status is an answer. A redirect is followed by GET and HEAD alone.
    """
    target = requests.Request(method, url, params=params).prepare().url or ""
    asked = partial(follow, method, target, headers, body, reads_body=reads_body)
    return within(READ_SECONDS, partial(asked, max_redirects=max_redirects))


def within(seconds: float, work: Callable[[], T]) -> T:
    """What work returns or raises. Raises Timeout once the time is up; the thread ends when the other site lets go.

    The time limit of a socket begins anew with each byte, and http.client reads headers without any other.
    """
    told: SimpleQueue[tuple[T | None, BaseException | None]] = SimpleQueue()

    def run() -> None:
        try:
            told.put((work(), None))
        except BaseException as error:
            told.put((None, error))

    Thread(target=run, daemon=True).start()
    try:
        result, error = told.get(timeout=seconds)
    except Empty:
        raise requests.Timeout("the answer takes too long") from None
    if error is not None:
        raise error
    return cast(T, result)


def follow(
    method: str,
    target: str,
    headers: Mapping[str, str] | None,
    body: bytes | None,
    *,
    reads_body: bool,
    max_redirects: int,
) -> requests.Response:
    deadline = time.monotonic() + READ_SECONDS
    for _ in range(max_redirects + 1):
        check_address(target)
        if time.monotonic() > deadline:
            raise requests.Timeout("too many slow redirects")
        response = ask(method, target, headers, body, deadline if reads_body else None)
        location = response.headers.get("Location")
        if response.status_code not in REDIRECTS or not location or method not in FOLLOWS:
            return response
        target = urljoin(target, location)
    raise Refused("too many redirects")


def ask(
    method: str,
    url: str,
    headers: Mapping[str, str] | None,
    body: bytes | None,
    deadline: float | None,
) -> requests.Response:
    """Without a deadline, nothing of the body is read."""
    with session() as asking:
        response = asking.request(
            method, url, headers=dict(headers or {}), data=body, stream=True, allow_redirects=False
        )
        if deadline is None:
            response.close()
            return response
        content = bytearray()
        # read1 gives what has come; iter_content would wait until its portion is full.
        while chunk := response.raw.read1(16 * 1024, decode_content=True):
            content += chunk
            if len(content) > MAX_BYTES or time.monotonic() > deadline:
                raise Refused("the answer is too long")
        response._content = bytes(content)
        return response


def check_address(url: str) -> None:
    """The form alone; where its name leads is judged when it is resolved. Raises Refused."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise Refused("no address") from None
    if parts.scheme not in SCHEMES or not parts.hostname:
        raise Refused("neither http nor https")
    if parts.username or parts.password:
        raise Refused("an address with a password in it")
    if port not in PORTS and not settings.OUTBOUND_ALLOWS_LOOPBACK:
        raise ForeignPort("no port of the web")
