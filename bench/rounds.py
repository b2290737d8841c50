"""Measurements of several servers in turn, round after round, so that a busy moment meets them all."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
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

    def know(self, question: str, target: Target, concurrency: int) -> Place:
        place = (question, target.who, target.mode, concurrency)
        self.targets[place] = target
        return place

    def add(self, question: str, target: Target, concurrency: int) -> None:
        place = self.know(question, target, concurrency)
        server = self.by_port[target.ask.port]
        before = server.processor_milliseconds()
        row = measure(target.ask, concurrency, target.long_enough(self.seconds, concurrency)).row()
        server.settle()
        spent = server.processor_milliseconds() - before
        row["cpu_ms"] = spent / max(row["requests"], 1)
        self.found[place].append(row)

    def look_closer(self, figures: list[dict[str, Any]]) -> dict[str, Any]:
        """More rounds of what came close to its bar by these medians, and of its whole group; says what that was."""
        close = [
            ratio
            for ratio in report.ratios(figures)
            if abs(ratio["ratio"] / ratio["bar"] - 1) < CLOSE
        ]
        # With all that was measured beside it: what belongs together is of the same minutes.
        groups = {group(one["question"], one["mode"], one["concurrency"]) for one in close}
        places = [place for place in self.targets if group(place[0], place[2], place[3]) in groups]
        for _ in range(CLOSER_ROUNDS):
            for place in places:
                question, _who, _mode, concurrency = place
                self.add(question, self.targets[place], concurrency)
        return {
            "ended_at": datetime.now(UTC).isoformat(timespec="seconds"),
            "rounds": CLOSER_ROUNDS,
            "ratios": [
                "{question} {mode} / {peer} at {concurrency}".format(**one) for one in close
            ],
        }

    def figures(self) -> list[dict[str, Any]]:
        return middles(self.found)


def place_of(figures: Mapping[str, Any]) -> Place:
    return figures["question"], figures["who"], figures["mode"], figures["concurrency"]


def group(question: str, mode: str, concurrency: int) -> tuple[str, bool, int]:
    """Of what is compared with each other."""
    return question, mode == "cold", concurrency


def middles(found: Mapping[Place, list[dict[str, Any]]]) -> list[dict[str, Any]]:
    """The medians of the measurements of each place."""
    return [
        dict(zip(("question", "who", "mode", "concurrency"), place, strict=True))
        | report.middle(rows)
        for place, rows in found.items()
    ]
