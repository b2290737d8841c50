"""Threat 15: whatever address is named, nothing of the inside is asked."""

import gzip
import socket
import threading
import time
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
import requests
from wagtail.embeds.embeds import get_embed
from wagtail.embeds.exceptions import EmbedException
from wagtail.embeds.finders import get_finders

from outbound import fetching
from outbound.embeds import SafeOEmbedFinder

INSIDE = [
    "http://127.0.0.1/",
    "http://127.1/",
    "http://2130706433/",
    "http://0x7f000001/",
    "http://0/",
    "http://localhost/",
    "http://[::1]/",
    "http://[::ffff:127.0.0.1]/",
    "http://[::ffff:10.0.0.1]/",
    "http://10.0.0.1/",
    "http://172.16.0.1/",
    "http://192.168.1.1/",
    "http://169.254.169.254/latest/meta-data/",
    "http://[fe80::1]/",
    "http://[fd00::1]/",
    "http://100.64.0.1/",
    "http://[64:ff9b::7f00:1]/",
    "http://224.0.0.1/",
    "http://0.0.0.0/",
    "http://255.255.255.255/",
    "http://[::]/",
    "http://[2002:7f00:1::]/",
    "http://[ff02::1]/",
    "http://127\N{IDEOGRAPHIC FULL STOP}0\N{IDEOGRAPHIC FULL STOP}0\N{IDEOGRAPHIC FULL STOP}1/",
]
NO_WEB = [
    "ftp://example.org/",
    "file:///etc/passwd",
    "gopher://example.org/",
    "http://",
    "//x/",
    "",
]
NO_WEB += ["http://user:secret@example.org/", "http://example.org:22/", "http://example.org:6379/"]


@pytest.mark.parametrize("url", INSIDE)
def test_addresses_of_the_inside_are_refused(url):
    with pytest.raises(requests.RequestException) as caught:
        fetching.fetch(url)

    assert not isinstance(caught.value, requests.Timeout)
    assert type(caught.value).__name__ in {"InvalidIPAddress", "Refused", "InvalidURL"}


@pytest.mark.parametrize("url", NO_WEB)
def test_what_is_no_public_web_address_is_refused(url):
    with pytest.raises(requests.RequestException):
        fetching.fetch(url)


@pytest.mark.parametrize(
    "url",
    ["ftp://example.org/", "http://user:secret@example.org/", "http://example.org:22/"],
)
def test_no_name_is_even_looked_up_of_what_is_no_web_address(url, monkeypatch):
    """Threat 15: the form of the address is enough."""
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: pytest.fail("it was asked"))

    with pytest.raises(fetching.Refused):
        fetching.fetch(url)


class Site(BaseHTTPRequestHandler):
    """Counts who asks, and answers as the path says."""

    def do_GET(self):
        self.server.asked.append(self.path)
        if self.path.startswith("/to?"):
            self.send_response(302)
            self.send_header("Location", self.path.partition("?")[2])
            self.end_headers()
            return
        if self.path == "/slow-headers":
            self.drip(b"HTTP/1.1 200 OK\r\nX-Long: ")
            return
        self.send_response(200)
        if self.path == "/packed":
            self.send_header("Content-Encoding", "gzip")
        self.end_headers()
        if self.path == "/slow":
            self.drip(b"{")
            return
        if self.path == "/packed":
            self.wfile.write(gzip.compress(b" " * 50_000_000))
            return
        size = int(self.path.partition("?")[2] or 2)
        self.wfile.write(b"{" + b" " * (size - 2) + b"}")

    def drip(self, start):
        """One byte after the other, each long before a socket would give up."""
        self.wfile.write(start)
        with suppress(OSError):
            for _ in range(200):
                self.wfile.write(b"a")
                time.sleep(0.05)

    def log_message(self, *args):
        pass


@pytest.fixture
def site(settings):
    """A site of the outside, which for this test stands on this machine."""
    settings.OUTBOUND_ALLOWS_LOOPBACK = True
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    server.asked = []
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    server.url = f"http://127.0.0.1:{server.server_port}"
    yield server
    server.shutdown()
    server.server_close()


def test_an_outer_site_is_asked(site):
    assert fetching.fetch(f"{site.url}/").json() == {}


@pytest.mark.parametrize(
    "inside", ["http://10.0.0.1/", "http://169.254.169.254/", "file:///etc/passwd"]
)
def test_redirect_to_the_inside_is_refused(site, inside):
    with pytest.raises(requests.RequestException):
        fetching.fetch(f"{site.url}/to?{inside}")

    assert len(site.asked) == 1


def test_redirect_is_judged_like_the_first_address(site):
    with pytest.raises(fetching.Refused):
        fetching.fetch(f"{site.url}/to?{site.url.replace('//', '//user:secret@')}/")

    assert len(site.asked) == 1


def test_redirects_are_followed_a_few_times(site):
    assert fetching.fetch(f"{site.url}/to?/to?/").status_code == 200
    with pytest.raises(requests.RequestException):
        fetching.fetch(f"{site.url}/to?/to?/to?/to?/to?/to?/")


@pytest.mark.parametrize("path", ["/?1048577", "/?3000000", "/packed"])
def test_answer_that_is_too_long_is_cut_off(site, path):
    with pytest.raises(fetching.Refused):
        fetching.fetch(f"{site.url}{path}")


def test_answer_of_a_megabyte_is_read_to_its_end(site):
    assert len(fetching.fetch(f"{site.url}/?1048576").content) == fetching.MAX_BYTES == 1_048_576


@pytest.mark.parametrize("path", ["/slow", "/slow-headers"])
def test_answer_that_drips_is_given_up_in_time(site, path, monkeypatch):
    monkeypatch.setattr(fetching, "READ_SECONDS", 1)
    started = time.monotonic()

    with pytest.raises(requests.RequestException):
        fetching.fetch(f"{site.url}{path}")

    assert time.monotonic() - started < 4


def test_name_that_changes_is_asked_at_the_address_that_was_judged(site, monkeypatch):
    """DNS rebinding: the name is outside when it is judged, and inside when it is resolved again."""
    port = site.server_port
    answers = iter([("127.0.0.1", port), ("10.0.0.1", port)])
    asked = []

    def resolve(host, *args, real=socket.getaddrinfo, **options):
        if host != "rebinding.example":
            return real(host, *args, **options)
        asked.append(host)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", next(answers))]

    monkeypatch.setattr(socket, "getaddrinfo", resolve)

    assert fetching.fetch(f"http://rebinding.example:{port}/").status_code == 200
    assert len(asked) == 1


def test_name_that_leads_inside_is_refused(monkeypatch):
    answer = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("192.168.0.7", 80))]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: answer)

    with pytest.raises(requests.RequestException) as caught:
        fetching.fetch("http://harmless.example/")

    assert type(caught.value).__name__ == "InvalidIPAddress"


def test_proxy_of_the_environment_is_not_used(site, monkeypatch):
    for name in ("no_proxy", "NO_PROXY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("http_proxy", "http://10.0.0.1:3128")

    assert fetching.fetch(f"{site.url}/").status_code == 200


def test_embeds_are_fetched_in_this_way(monkeypatch):
    get_finders.cache_clear()
    assert [type(finder) for finder in get_finders()] == [SafeOEmbedFinder]


@pytest.mark.django_db
def test_embed_whose_site_leads_inside_is_not_fetched(monkeypatch):
    answer = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("10.1.2.3", 443))]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: answer)

    with pytest.raises(EmbedException):
        get_embed("https://www.youtube.com/watch?v=abc")
