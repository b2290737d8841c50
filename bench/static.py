"""A static answer from memory on the same server, before Django: `/<bytes>`. What no application can beat."""

from collections.abc import Callable, Iterable
from functools import cache
from typing import Any

from cms.scheduling import take_short_turns

take_short_turns()


@cache
def body(size: int) -> bytes:
    return b"x" * size


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    size = environ["PATH_INFO"].strip("/")
    answer = body(int(size) if size.isdecimal() else 0)
    headers = [("Content-Type", "application/json"), ("Content-Length", str(len(answer)))]
    start_response("200 OK", headers)
    return [answer]
