"""Asks another site whether an address still answers, without being led to a machine of ours (SSRF).

The name is looked up once, every address of it must be public, and the connection goes to just that address:
a name that answers differently the next time leads nowhere else. Redirects go through the same door.
"""

import socket
from dataclasses import dataclass
from ipaddress import ip_address
from urllib.parse import urljoin, urlsplit

import urllib3

CONNECT_SECONDS = 2.0
READ_SECONDS = 10.0
MAX_REDIRECTS = 5
AGENT = "AllianceCMS-link-check/1.0"
DOES_NOT_TAKE_HEAD = {403, 404, 405, 501}
"""Answers to HEAD after which GET is tried: many sites treat the two differently."""
REDIRECTS = {301, 302, 303, 307, 308}
THERE_BUT_NOT_FOR_US = {401, 402, 403, 407, 429}
"""The page stands; it does not like machines, or asks for a name."""


@dataclass(frozen=True, slots=True)
class LinkState:
    """reason is a short code for people who know: an HTTP status, or what went wrong; empty when it answers."""

    answers: bool
    reason: str = ""


class Refused(Exception):
    """The address is none that may be asked."""


def check_link(url: str) -> LinkState:
    """Takes up to a minute; raises nothing."""
    try:
        return follow(url)
    except Refused as refused:
        return LinkState(False, str(refused))
    except socket.gaierror:
        return LinkState(False, "no such host")
    except (urllib3.exceptions.HTTPError, OSError, ValueError) as error:
        return LinkState(False, type(error).__name__[:40])


def follow(url: str) -> LinkState:
    for _hop in range(MAX_REDIRECTS + 1):
        status, location = ask(url, "HEAD")
        if status in DOES_NOT_TAKE_HEAD:
            status, location = ask(url, "GET")
        if status not in REDIRECTS or not location:
            answers = status < 400 or status in THERE_BUT_NOT_FOR_US
            return LinkState(answers, "" if answers else str(status))
        url = urljoin(url, location)
    return LinkState(False, "too many redirects")


def ask(url: str, method: str) -> tuple[int, str]:
    """Status and Location. Nothing of the body is read."""
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise Refused("no web address")
    port = parts.port or (443 if parts.scheme == "https" else 80)
    address = public_address(parts.hostname, port)
    pool = pool_for(parts.scheme, address, port, parts.hostname)
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    headers = {"Host": parts.netloc.rpartition("@")[2], "User-Agent": AGENT, "Accept": "*/*"}
    response = pool.urlopen(
        method, path, headers=headers, redirect=False, retries=False, preload_content=False
    )
    try:
        return response.status, response.headers.get("Location", "")
    finally:
        response.close()
        pool.close()


def pool_for(scheme: str, address: str, port: int, host: str) -> urllib3.HTTPConnectionPool:
    timeout = urllib3.Timeout(connect=CONNECT_SECONDS, read=READ_SECONDS)
    if scheme == "https":
        return urllib3.HTTPSConnectionPool(
            address, port, timeout=timeout, server_hostname=host, assert_hostname=host
        )
    return urllib3.HTTPConnectionPool(address, port, timeout=timeout)


def public_address(host: str, port: int) -> str:
    """Raises Refused when any address of the host is not a public one, and socket.gaierror."""
    found = [str(info[4][0]) for info in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    if not found or not all(is_public(address) for address in found):
        raise Refused("private address")
    return found[0]


def is_public(address: str) -> bool:
    parsed = ip_address(address.partition("%")[0])
    mapped = getattr(parsed, "ipv4_mapped", None) or getattr(parsed, "sixtofour", None)
    parsed = mapped or parsed
    return parsed.is_global and not parsed.is_multicast
