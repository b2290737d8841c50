"""What counts as an answer of another site, asked over the network. Hosts of the inside: tests/outbound."""

import socket
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from django.utils import translation

from desk import answering
from desk.answering import LinkState, Reason, check_link, in_words


class Site(BaseHTTPRequestHandler):
    """Answers /200/404 with 200 to HEAD and 404 to GET; /to/... leads on to what follows."""

    def do_HEAD(self):
        self.answer(0)

    def do_GET(self):
        self.answer(1)

    def answer(self, position):
        self.server.asked.append(f"{self.command} {self.path}")
        if self.path.startswith("/to/"):
            self.send_response(302)
            self.send_header("Location", self.path.removeprefix("/to"))
        else:
            self.send_response(int(self.path.split("/")[1 + position]))
        # More than anybody would read.
        self.send_header("Content-Length", "50000000")
        self.end_headers()

    def log_message(self, *args):
        pass


@pytest.fixture
def site(settings):
    """A site of the outside, which for this test stands on this machine."""
    settings.OUTBOUND_ALLOWS_LOOPBACK = True
    server = HTTPServer(("127.0.0.1", 0), Site)
    server.asked = []
    threading.Thread(target=server.serve_forever, daemon=True).start()
    server.url = f"http://127.0.0.1:{server.server_port}"
    yield server
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize(
    ("path", "state", "asked"),
    [
        ("/200/500", LinkState(True), ["HEAD"]),
        ("/to/200/500", LinkState(True), ["HEAD", "HEAD"]),
        ("/405/200", LinkState(True), ["HEAD", "GET"]),
        ("/404/404", LinkState(False, "404"), ["HEAD", "GET"]),
        ("/404/200", LinkState(True), ["HEAD", "GET"]),
        ("/500/200", LinkState(False, "500"), ["HEAD"]),
        ("/403/403", LinkState(True), ["HEAD", "GET"]),
        ("/429/500", LinkState(True), ["HEAD"]),
        ("/410/200", LinkState(False, "410"), ["HEAD"]),
        ("/to" * 6 + "/200/200", LinkState(False, Reason.NO_WEB), ["HEAD"] * 6),
    ],
)
def test_answers_are_judged_and_no_body_is_read(site, path, state, asked):
    assert check_link(f"{site.url}{path}") == state
    assert [line.split()[0] for line in site.asked] == asked


def test_redirect_to_the_inside_is_refused(site):
    class Inward(Site):
        def answer(self, position):
            self.send_response(302)
            self.send_header("Location", "http://169.254.169.254/latest/")
            self.end_headers()

    site.RequestHandlerClass = Inward

    assert check_link(site.url) == LinkState(False, Reason.INSIDE)


@pytest.mark.parametrize("url", ["http://127.0.0.1/", "http://[::1]/", "http://10.0.0.1/"])
def test_inside_is_never_asked(url):
    assert check_link(url) == LinkState(False, Reason.INSIDE)


@pytest.mark.parametrize("url", ["ftp://a.example.org", "http://", "http://a:b@example.org", "x:1"])
def test_only_the_web_is_asked(url):
    assert check_link(url) == LinkState(False, Reason.NO_WEB)


def test_port_that_nobody_asks_is_not_called_broken():
    assert check_link("https://name.example.org:10443/") == LinkState(True)


def test_host_that_does_not_exist_is_told(monkeypatch):
    def lookup(*_args, **_options):
        raise socket.gaierror

    monkeypatch.setattr(socket, "getaddrinfo", lookup)

    assert check_link("https://gone.example.org/") == LinkState(False, Reason.NO_HOST)


def test_closed_port_is_told(site):
    site.server_close()

    assert check_link(site.url) == LinkState(False, Reason.SILENT)


def test_site_that_hangs_is_told(site, monkeypatch):
    class Hanging(Site):
        def answer(self, position):
            self.server.held.wait(5)

    site.held, site.RequestHandlerClass = threading.Event(), Hanging
    monkeypatch.setattr("outbound.fetching.READ_SECONDS", 0.2)

    assert check_link(site.url) == LinkState(False, Reason.TOO_SLOW)
    site.held.set()


def test_reasons_are_told_in_the_language_of_the_admin():
    with translation.override("fr"):
        assert in_words(Reason.NO_HOST.value) == "cet hôte n’existe pas"
        assert in_words("404") == "404"


def test_other_hosts_are_asked_by_outbound_alone():
    assert answering.fetch.__module__ == "outbound.fetching"
