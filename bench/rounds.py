"""Measurements of several servers in turn, round after round, so that a busy moment meets them all."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from bench import report
from bench.asking import Target
from bench.load import measure
from bench.servers import Server

CLOSE = 0.1
"""How near its bar, above or below, a ratio is measured CLOSER_ROUNDS more times: two short measurements differ by as much."""
CLOSER_ROUNDS = 8

Place = tuple[str, str, str, int]
"""A question, a server, a mode and a concurrency."""


class Rounds:
    """What was measured so far, by place."""

    def __init__(self, started: Iterable[Server], seconds: float) -> None:
        self.by_port = {server.port: server for server in started}
        self.seconds = seconds
        self.targets: dict[Place, Target] = {}
        self.found: dict[Place, list[dict[str, Any]]] = defaultdict(list)

    def add(self, question: str, target: Target, concurrency: int) -> None:
        place = (question, target.who, target.mode, concurrency)
        self.targets[place] = target
        server = self.by_port[target.ask.port]
        before = server.processor_milliseconds()
        row = measure(target.ask, concurrency, target.long_enough(self.seconds, concurrency)).row()
        server.settle()
        spent = server.processor_milliseconds() - before
        row["cpu_ms"] = spent / max(row["requests"], 1)
        self.found[place].append(row)

    def look_closer(self) -> list[str]:
        """More rounds of what came close to its bar, and of what it is compared with; says what that was."""
        close = [
            ratio
            for ratio in report.ratios(self.figures())
            if abs(ratio["ratio"] / ratio["bar"] - 1) < CLOSE
        ]
        places = dict.fromkeys(place for ratio in close for place in compared(ratio))
        for _ in range(CLOSER_ROUNDS):
            for place in places:
                question, _who, _mode, concurrency = place
                self.add(question, self.targets[place], concurrency)
        return ["{question} {mode} / {peer} at {concurrency}".format(**ratio) for ratio in close]

    def figures(self) -> list[dict[str, Any]]:
        return middles(self.found)


def compared(ratio: Mapping[str, Any]) -> list[Place]:
    """Ours and the peer's."""
    question, mode, concurrency = ratio["question"], ratio["mode"], ratio["concurrency"]
    ((peer, peer_mode, _bar),) = (
        one
        for one in report.compared(question, mode)
        if report.named(one[0], one[1]) == ratio["peer"]
    )
    return [(question, "ours", mode, concurrency), (question, peer, peer_mode, concurrency)]


def middles(found: Mapping[Place, list[dict[str, Any]]]) -> list[dict[str, Any]]:
    """The medians of the measurements of each place."""
    return [
        dict(zip(("question", "who", "mode", "concurrency"), place, strict=True))
        | report.middle(rows)
        for place, rows in found.items()
    ]
