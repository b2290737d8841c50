"""Slow clients (threat 13): 200 half-sent requests stand open, and others are answered.

Behind the documented proxy stands the worst of servers: one thread, that answers one request after the other. `make slow-clients`.
"""

import http.client
import json
import shutil
import socket
import subprocess
import threading
import time
from pathlib import Path
from wsgiref.simple_server import WSGIRequestHandler, make_server

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.db import connections

CONFIGURATION = Path(__file__).parents[2] / "deploy/nginx.conf"
NUMBER = 200
BODY = b'{"query": "{__typename}"}'
HEAD = (
    b"POST /graphql/ HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
    b"Content-Length: %d\r\n" % len(BODY)
)
HALVES = {"half a header": HEAD[:60], "half a body": HEAD + b"\r\n" + BODY[:10]}


class Quiet(WSGIRequestHandler):
    def log_message(self, *_arguments):
        pass


pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def server(transactional_db):
    """The port of the CMS itself, on the tests' database, as each answer belongs to a version of the content."""
    connection = connections["default"]
    if connection.vendor == "sqlite":
        # In memory: its thread asks over the one connection that there is.
        connection.inc_thread_sharing()
    application = over(connection)
    made = make_server("127.0.0.1", 0, application, handler_class=Quiet)
    made.daemon_threads = True
    threading.Thread(target=made.serve_forever, daemon=True).start()
    yield made.server_port
    # A handler that waits for a half-sent request cannot be shut down: it ends with the tests.
    made.socket.close()


def over(connection):
    """The CMS, whose thread uses this connection."""
    handler = WSGIHandler()

    def application(environ, start_response):
        if connection.vendor == "sqlite":
            connections["default"] = connection
        return handler(environ, start_response)

    return application


@pytest.fixture
def proxy(server, tmp_path):
    """The port of nginx as documented."""
    nginx = shutil.which("nginx") or "/usr/sbin/nginx"
    port = free_port()
    text = CONFIGURATION.read_text(encoding="utf-8")
    for name, value in {
        "RUN": tmp_path,
        "CMS": f"127.0.0.1:{server}",
        "LISTEN": f"127.0.0.1:{port}",
    }.items():
        text = text.replace(f"@{name}@", str(value))
    (tmp_path / "nginx.conf").write_text(text, encoding="utf-8")
    process = subprocess.Popen(  # noqa: S603
        [nginx, "-c", tmp_path / "nginx.conf", "-p", tmp_path, "-g", "daemon off;"],
        stderr=subprocess.DEVNULL,
    )
    wait_for(port)
    yield port
    process.terminate()
    process.wait(10)


def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


def wait_for(port):
    for _ in range(100):
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise AssertionError("the server does not start")


def half_sent(port, text):
    connection = socket.create_connection(("127.0.0.1", port), 5)
    connection.sendall(text)
    return connection


def ask(port, body=BODY, timeout=2, **headers):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=timeout)
    headers = {"Host": "localhost", "Content-Type": "application/json"} | headers
    connection.request("POST", "/graphql/", body, headers)
    response = connection.getresponse()
    return response.status, response.getheader("Content-Type"), json.loads(response.read())


@pytest.mark.parametrize("half", HALVES)
def test_others_are_answered_while_half_sent_requests_stand_open(proxy, half):
    waiting = [half_sent(proxy, HALVES[half]) for _ in range(NUMBER)]

    answers = [ask(proxy) for _ in range(20)]

    assert {status for status, _kind, _answer in answers} == {200}
    assert all(connection.fileno() >= 0 for connection in waiting)
    for connection in waiting:
        connection.close()


def test_the_server_alone_would_be_held_up(server):
    """What the proxy is for."""
    waiting = half_sent(server, HALVES["half a body"])

    with pytest.raises(TimeoutError):
        ask(server, timeout=1)
    waiting.close()


def test_body_that_the_proxy_refuses_is_refused_in_json(proxy):
    status, kind, answer = ask(proxy, b" " * 200_000)

    assert (status, kind) == (413, "application/json")
    assert answer["errors"][0]["extensions"]["code"] == "PAYLOAD_TOO_LARGE"


def test_header_that_the_proxy_refuses_is_refused_in_json(proxy):
    status, kind, answer = ask(proxy, **{"X-Long": "a" * 40_000})

    assert (status, kind) == (400, "application/json")
    assert answer["errors"][0]["extensions"]["code"] == "BAD_REQUEST"
