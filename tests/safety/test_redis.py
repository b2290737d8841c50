"""Data loss: Redis down. It is killed and started again while clients ask the production server."""

import http.client
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections import Counter
from contextlib import contextmanager, suppress

import pytest

from tests.databases import ROOT, own_database, run_on
from tests.schema.test_rates import MUTATION

pytestmark = pytest.mark.skipif(
    not shutil.which("redis-server"), reason="redis-server is not installed"
)

CLIENTS = 4
READS = ("{__typename}", '{ members(locale: "fr") { totalCount } }', "{ locales { code } }")
RESTS = 5.0
"""Seconds that the cache is left alone after it failed (rates.RETRY_SECONDS, keeping.REST)."""
SLOWEST = 5.0
"""Seconds of one answer, on a machine that has other work, too."""


def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


def is_open(port):
    with suppress(OSError):
        socket.create_connection(("127.0.0.1", port), 1).close()
        return True
    return False


def wait_for(condition, seconds=60):
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it did not come"
        time.sleep(0.05)


class Redis:
    """A server of our own, which keeps nothing on the disk."""

    def __init__(self, folder):
        self.folder, self.port, self.process = folder, free_port(), None

    def start(self):
        options = ["--port", str(self.port), "--bind", "127.0.0.1", "--save", "", "--dir"]
        self.process = subprocess.Popen(  # noqa: S603
            ["redis-server", *options, str(self.folder)],  # noqa: S607
            stdout=subprocess.DEVNULL,
        )
        wait_for(lambda: is_open(self.port))

    def kill(self):
        if self.process:
            self.process.send_signal(signal.SIGKILL)
            self.process.wait()


@pytest.fixture
def redis(tmp_path):
    made = Redis(tmp_path)
    made.start()
    yield made
    made.kill()


@pytest.fixture
def port(redis, tmp_path):
    """Of the production server, with the cache that processes share."""
    with own_database("redis", tmp_path) as url:
        run_on(url, "manage.py", "migrate", "--verbosity", "0", timeout=900)
        with serving(url, redis, tmp_path) as port:
            yield port


@contextmanager
def serving(url, redis, folder):
    port = free_port()
    values = {
        "ENVIRONMENT": "development",
        "DATABASE_URL": url,
        "REDIS_URL": f"redis://127.0.0.1:{redis.port}/0",
        "VAR_DIR": str(folder),
        "GRAPHQL_LIMITS": "REQUESTS_PER_MINUTE=1000000,BURST=1000000,COST_PER_MINUTE=100000000",
    }
    environment = {k: v for k, v in os.environ.items() if k != "DJANGO_SETTINGS_MODULE"} | values
    options = ["--host", "127.0.0.1", "--port", str(port), "--blocking-threads", "2"]
    server = subprocess.Popen(  # noqa: S603
        [sys.executable, "-m", "granian", "--interface", "wsgi", *options, "cms.wsgi:application"],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        wait_for(lambda: is_open(port))
        yield port
    finally:
        server.terminate()
        server.wait(30)


def ask(port, query, timeout=30):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=timeout)
    headers = {"Host": "localhost", "Content-Type": "application/json"}
    connection.request("POST", "/graphql/", json.dumps({"query": query}), headers)
    response = connection.getresponse()
    return response.status, json.loads(response.read())


class Load:
    """Clients that read all the time, until they are told to stop; answers counts them by phase and status."""

    def __init__(self, port):
        self.port, self.phase, self.is_over = port, "there", False
        self.answers, self.slowest = Counter(), 0.0
        self.threads = [threading.Thread(target=self.read) for _ in range(CLIENTS)]

    def __enter__(self):
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *_):
        self.is_over = True
        for thread in self.threads:
            thread.join()

    def read(self):
        number = 0
        while not self.is_over:
            number += 1
            phase, started = self.phase, time.monotonic()
            # Of the second kind each is another question: no kept answer stands for it.
            query = f"{READS[number % len(READS)]} # {number}"
            try:
                status = ask(self.port, query)[0]
            except OSError as error:
                status = type(error).__name__
            self.answers[phase, status] += 1
            self.slowest = max(self.slowest, time.monotonic() - started)


def test_reading_goes_on_while_redis_is_killed_and_comes_back(redis, port):
    assert ask(port, MUTATION)[0] == 200
    with Load(port) as load:
        time.sleep(1)
        load.phase = "away"
        redis.kill()
        wait_for(lambda: load.answers["away", 200] > 20)
        written = ask(port, MUTATION)
        redis.start()
        load.phase = "back"
        time.sleep(RESTS + 1)

    assert {status for _phase, status in load.answers} == {200}, load.answers
    assert {phase for phase, _status in load.answers} == {"there", "away", "back"}
    assert load.slowest < SLOWEST
    assert written[0] == 503, "a mutation must be counted by all processes together"
    assert ask(port, MUTATION)[0] == 200
