"""What a neighbour notices and what memory is taken while every attack runs: the second part of `make attack-times`.

Against the production server as `make serve` starts it, with a large site on SQLite or on the empty database of
ATTACKED_DATABASE_URL. Each attacking request comes from another address, so that no rate limit shields the server.
Everything goes to 127.0.0.1, from a fixed number of clients, and ends by itself.
"""

import json
import os
import re
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from itertools import count
from pathlib import Path

from bench.servers import NOW, PEAK, ROOT, Server, environment
from tests.schema.attacks import every_attack

CLIENTS = 6
FILLING, ROUNDS = 14, 4
"""Until all caches are full, which are bounded; and afterwards, when memory must stand still."""
SIZE = ("--pages", "300", "--members", "300")
"""Of the site, in each of four languages."""
WARM_REQUESTS = 40
NEIGHBOUR_WAITS = 0.02
"""Seconds between its answer and its next question."""
SECONDS = 120
"""How long a client waits for one answer."""
P99_SECONDS, GROWTH_MB, PEAK_MB = 2.0, 32.0, 300.0
HEAVY = """query Heavy($n: Int) { pages(locale: "fr", first: 100) { totalCount edges { node { __typename title path
    seo { title description } breadcrumbs { title path } translations { title path }
    children(first: $n) { totalCount edges { node { title path } } } } } }
    members(locale: "fr", first: 100) { edges { node { name description { html markdown text } country { code name } } } } }"""

Sent = tuple[str, dict[str, object]]


def one_round(number: int) -> list[Sent]:
    """Every attack in both sizes, and as many heavy questions that no cache knows."""
    attacks: list[Sent] = [
        (text, {}) for size in (4096, 32_768) for text in every_attack(size).values()
    ]
    heavy = [(f"{HEAVY} #{number}.{one}", {"n": one % 10}) for one in range(len(attacks))]
    return [each for pair in zip(attacks, heavy, strict=True) for each in pair]


class Client:
    """One connection after the other; address is what the proxy in front would tell."""

    def __init__(self, port: int) -> None:
        self.port = port

    def ask(self, query: str, variables: dict[str, object], address: str) -> int:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=SECONDS)
        headers = {
            "Host": "localhost",
            "Content-Type": "application/json",
            "X-Forwarded-Proto": "https",
            "X-Forwarded-For": address,
        }
        body = json.dumps({"query": query, "variables": variables})
        try:
            connection.request("POST", "/graphql/", body, headers)
            response = connection.getresponse()
            response.read()
        finally:
            connection.close()
        return response.status


class Attack:
    """All clients together work through one list of requests."""

    def __init__(self, port: int) -> None:
        self.client = Client(port)
        self.addresses = count()
        self.statuses: Counter[int | str] = Counter()

    def run(self, requests: list[Sent]) -> None:
        waiting = iter(requests)
        lock = threading.Lock()

        def work() -> None:
            while True:
                with lock:
                    sent, number = next(waiting, None), next(self.addresses)
                if sent is None:
                    return
                self.send(sent, f"198.{18 + number // 65_536}.{number // 256 % 256}.{number % 256}")

        threads = [threading.Thread(target=work) for _ in range(CLIENTS)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    def send(self, sent: Sent, address: str) -> None:
        try:
            self.statuses[self.client.ask(*sent, address)] += 1
        except OSError as error:
            self.statuses[type(error).__name__] += 1


@contextmanager
def neighbour(port: int) -> Iterator[list[tuple[float, int]]]:
    """(seconds, status) of each of its questions, until the block ends."""
    found: list[tuple[float, int]] = []
    is_over = threading.Event()

    def work() -> None:
        for number in count():
            if is_over.is_set():
                return
            start = time.monotonic()
            status = Client(port).ask("{__typename}", {}, f"203.0.{number % 256}.1")
            found.append((time.monotonic() - start, status))
            time.sleep(NEIGHBOUR_WAITS)

    thread = threading.Thread(target=work)
    thread.start()
    try:
        yield found
    finally:
        is_over.set()
        thread.join()


def measured(server: Server) -> bool:
    """Prints what was found; whether it is within the promise."""
    attack = Attack(server.port)
    attack.run([(f"{HEAVY} #warm {one}", {"n": 3}) for one in range(WARM_REQUESTS)])
    attack.statuses.clear()
    start = memory(server, NOW)
    after: list[float] = []
    with neighbour(server.port) as answers:
        for number in range(FILLING + ROUNDS):
            attack.run(one_round(number))
            after.append(memory(server, NOW))
    peak = memory(server, PEAK)
    seconds = [one for one, _status in answers]
    p99 = statistics.quantiles(seconds, n=100)[98]
    say(f"attacks: {dict(attack.statuses)}")
    say(
        f"neighbour: {len(seconds)} answers, p50 {statistics.median(seconds):.3f} s, p99 {p99:.3f} s, "
        f"max {max(seconds):.3f} s (p99 at most {P99_SECONDS:g} s)"
    )
    rounds = ", ".join(f"{one:.0f}" for one in after)
    say(
        f"memory of all workers: start {start:.0f} MB, after each round {rounds} MB (growth at most "
        f"{GROWTH_MB:g} MB in the last {ROUNDS}), peak {peak:.0f} MB (at most {PEAK_MB:g} MB above the start)"
    )
    is_answered = {status for _seconds, status in answers} == {200}
    is_small = after[-1] - after[FILLING - 1] <= GROWTH_MB and peak - start <= PEAK_MB
    return is_answered and p99 <= P99_SECONDS and is_small


def memory(server: Server, which: re.Pattern[str]) -> float:
    return sum(server.memory(which))


def say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def prepare(values: dict[str, str]) -> None:
    for command in (["migrate", "--verbosity", "0"], ["make_large_site", *SIZE]):
        done = subprocess.run(  # noqa: S603
            [sys.executable, "manage.py", *command],
            cwd=ROOT,
            env=values,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise RuntimeError(done.stderr)


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        url = os.environ.get("ATTACKED_DATABASE_URL") or f"sqlite:///{Path(folder, 'db.sqlite3')}"
        values = environment(url, VAR_DIR=folder, TRUSTED_PROXIES="1")
        prepare(values)
        server = Server("cms.wsgi:application", free_port(), values)
        try:
            server.wait(SECONDS)
            is_fine = measured(server)
        finally:
            server.stop()
    say("within the promise" if is_fine else "NOT within the promise")
    return int(not is_fine)


if __name__ == "__main__":
    sys.exit(main())
