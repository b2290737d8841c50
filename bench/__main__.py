"""`python -m bench`: measures everything and writes bench/results/. With --quick, one short round and no growth."""

import argparse
import json
import os
import platform
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

from bench import content, load, report
from bench.asking import (
    PORTS,
    Target,
    grapple,
    ours,
    questions,
    targets,
    warm_targets,
    write_manifest,
)
from bench.load import Ask, measure
from bench.memory import grown
from bench.questions import REST, Question
from bench.rounds import Rounds, middles, place_of
from bench.servers import GRANIAN, PEAK, ROOT, WORKERS, Server, environment, running
from bench.visibility import seen_after

RESULTS = Path(__file__).parent / "results"
LATEST = RESULTS / "latest.json"
CONCURRENCY = (1, 16)
MORE_ROUNDS = 4
"""Of what is answered from memory: it differs by little, and one measurement from the next by a tenth."""
WARM_UP = 6
"""Answers of each server to each question before it is measured: the kernel chooses the worker."""
PACKAGES = (
    "Django",
    "wagtail",
    "graphene-django",
    "graphql-core",
    "psycopg",
    "granian",
    "wagtail-grapple",
    "djangorestframework",
)


def main() -> int:
    options = arguments()
    if not load.is_there():
        print("wrk is needed: apt-get install wrk", file=sys.stderr)  # noqa: T201
        return 2
    started = time.monotonic()
    url = content.made(options.database, "alliance_bench", 1200, 2000)
    page = content.page_of(url)
    if options.closer:
        write(measured_closer(url, page, options.seconds))
        return 0
    seconds, rounds = (2.0, 1) if options.quick else (options.seconds, options.rounds)
    result = measured(url, page, seconds, rounds)
    result["tails_apart"] = tails_apart(url, page, seconds, rounds)
    result["statements"] = counted(url, page)
    if not options.quick:
        large = content.made(options.database, "alliance_bench_10", 12_000, 20_000)
        result["growth"] = growth(url, large, seconds, rounds)
    result["minutes"] = round((time.monotonic() - started) / 60, 1)
    write(result)
    return 0


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bench", description=__doc__)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument(
        "--closer",
        action="store_true",
        help="only what is close to its bar in the last result, which takes the new figures",
    )
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=float, default=2.0, help="of each measurement")
    parser.add_argument(
        "--database",
        default=os.environ.get("BENCH_DATABASE_URL", "postgres://postgres@127.0.0.1:5432/postgres"),
        help="a PostgreSQL server where databases may be made",
    )
    return parser.parse_args()


def servers(url: str, names: Collection[str] = PORTS) -> dict[str, Server]:
    """Started, those with the names."""
    cold = environment(url, DJANGO_SETTINGS_MODULE="bench.settings", RESPONSE_CACHE="false")
    manifest = ROOT / "var" / "bench" / "persisted-documents.json"
    write_manifest(manifest)
    warm = environment(
        url, DJANGO_SETTINGS_MODULE="bench.settings", PERSISTED_DOCUMENTS=str(manifest)
    )
    peer = environment(url, DJANGO_SETTINGS_MODULE="bench.settings_grapple")
    applications = {
        "cold": ("bench.application:application", cold),
        "warm": ("bench.application:application", warm),
        "grapple": ("bench.grapple_application:application", peer),
        "static": ("bench.static:application", environment(url)),
    }
    return {
        name: Server(application, PORTS[name], env)
        for name, (application, env) in applications.items()
        if name in names
    }


def measured(url: str, page: dict[str, str], seconds: float, rounds: int) -> dict[str, Any]:
    """Every question to every server in turn, round after round, so that a busy moment meets them all."""
    started = servers(url)
    with running(started):
        asked = [(question, targets_of(question, page)) for question in questions(page["path"])]
        measurements = Rounds(started.values(), seconds)
        of_all = rounds_of_all(rounds)
        for number in range(of_all):
            for question, places in asked:
                for concurrency in CONCURRENCY:
                    for target in places:
                        if number < rounds or target.mode != "cold":
                            measurements.add(question.name, target, concurrency)
                say(f"round {number + 1} of {of_all}: {question.name}")
        closer = measurements.look_closer(measurements.figures()) if rounds > 1 else None
        peaks = {name: max(server.memory(PEAK), default=0.0) for name, server in started.items()}
        visible = seen_after(url, page)
        memory = grown(started["warm"]) if rounds > 1 else None
    return of_figures(measurements.figures()) | {
        "closer": closer,
        "peak_mib": peaks,
        "memory": memory,
        "visible": visible,
    }


def measured_closer(url: str, page: dict[str, str], seconds: float) -> dict[str, Any]:
    """The last result, with new figures of what was close to its bar there."""
    last: dict[str, Any] = json.loads(LATEST.read_text(encoding="utf-8"))
    started = servers(url)
    with running(started):
        measurements = Rounds(started.values(), seconds)
        for question in questions(page["path"]):
            for target in targets_of(question, page):
                for concurrency in CONCURRENCY:
                    measurements.know(question.name, target, concurrency)
        closer = measurements.look_closer(last["figures"])
    found = {place_of(one): one for one in last["figures"] + measurements.figures()}
    return last | of_figures(list(found.values())) | {"closer": closer}


def of_figures(figures: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "ratios": report.ratios(figures),
        "tails": report.tails(figures, max(CONCURRENCY)),
        "figures": figures,
    }


def rounds_of_all(rounds: int) -> int:
    """Of what is answered from memory."""
    return rounds + (MORE_ROUNDS if rounds > 1 else 0)


def tails_apart(
    url: str, page: dict[str, str], seconds: float, rounds: int
) -> list[dict[str, Any]]:
    """Of the warm path, with the workers on one processor and wrk on the others, as if callers were other machines."""
    started = servers(url, ("warm", "static"))
    found: dict[Any, list[dict[str, Any]]] = defaultdict(list)
    with running(started), apart(started.values()):
        for question in questions(page["path"]):
            size = len(ours(question, PORTS["warm"]).once()[2])
            places = warm_targets(question, size)
            for _ in range(rounds_of_all(rounds)):
                for target in places:
                    row = measure(target.ask, max(CONCURRENCY), seconds).row()
                    found[question.name, target.who, target.mode, max(CONCURRENCY)].append(row)
    return report.tails(middles(found), max(CONCURRENCY))


@contextmanager
def apart(started: Iterable[Server]) -> Iterator[None]:
    """The servers on the first processor, what this process starts on the others, if there are any."""
    all_of_them = os.sched_getaffinity(0)
    first, *others = sorted(all_of_them)
    if others:
        for server in started:
            server.pin(first)
        os.sched_setaffinity(0, others)
    try:
        yield
    finally:
        os.sched_setaffinity(0, all_of_them)


def targets_of(question: Question, page: dict[str, str]) -> list[Target]:
    """After each of them gave right answers. Raises RuntimeError for an answer with errors."""
    _status, _headers, body = ours(question, PORTS["cold"]).once()
    found = targets(question, page, len(body))
    for target in found:
        for _ in range(WARM_UP):
            target.seconds.append(seconds_of(target, question))
    return found


def seconds_of(target: Target, question: Question) -> float:
    started = time.monotonic()
    status, body = target.ask.status_and_body()
    if status not in (200, 304) or b'"errors"' in body[:2000]:
        raise RuntimeError(
            f"{target.who} ({target.mode}) cannot answer {question.name}: {status} {body[:300]!r}"
        )
    return time.monotonic() - started


def counted(url: str, page: dict[str, str]) -> dict[str, dict[str, int]]:
    """SQL statements by server and question."""
    asked = questions(page["path"])
    rest = [(name, path.replace("NUMBER", page["number"]), None) for name, path in REST.items()]
    return {
        "ours": count(url, "bench.settings", [request(q.name, ours(q, 0)) for q in asked]),
        "rest": count(url, "bench.settings", rest),
        "grapple": count(
            url, "bench.settings_grapple", [request(q.name, grapple(q, page)) for q in asked]
        ),
    }


def request(name: str, ask: Ask) -> tuple[str, str, str | None]:
    return name, ask.path, ask.body


def count(url: str, settings: str, requests: list[tuple[str, str, str | None]]) -> dict[str, int]:
    env = environment(url, DJANGO_SETTINGS_MODULE=settings, RESPONSE_CACHE="false")
    done = subprocess.run(
        [sys.executable, "-m", "bench.statements"],
        input=json.dumps(requests),
        env=env,
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    counts: dict[str, int] = json.loads(done.stdout)
    return counts


def growth(small: str, large: str, seconds: float, rounds: int) -> list[dict[str, Any]]:
    """The cold path at ten times the pages and members, in turn with the usual size."""
    sites = {1: small, 10: large}
    asked = {times: questions(content.page_of(url)["path"]) for times, url in sites.items()}
    started = {times: server_at(times, url) for times, url in sites.items()}
    found: dict[tuple[int, str], list[dict[str, Any]]] = defaultdict(list)
    with running(started):
        for number in range(rounds):
            for pair in zip(*asked.values(), strict=True):
                for question, (times, server) in zip(pair, started.items(), strict=True):
                    ask = ours(question, server.port)
                    size = len(ask.once()[2])
                    row = measure(ask, max(CONCURRENCY), seconds).row() | {"bytes": size}
                    found[times, question.name].append(row)
                    server.settle()
            say(f"growth: round {number + 1} of {rounds}")
    statements = {
        times: count(url, "bench.settings", [request(q.name, ours(q, 0)) for q in asked[times]])
        for times, url in sites.items()
    }
    return [
        {"times": times, "question": name, "statements": statements[times][name]}
        | report.middle(rows)
        for (times, name), rows in found.items()
    ]


def server_at(times: int, url: str) -> Server:
    env = environment(url, DJANGO_SETTINGS_MODULE="bench.settings", RESPONSE_CACHE="false")
    return Server("bench.application:application", PORTS[f"cold, {times} times"], env)


def write(result: dict[str, Any]) -> None:
    RESULTS.mkdir(exist_ok=True)
    about = {
        "measured_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "machine": {
            "processors": os.cpu_count(),
            "python": platform.python_version(),
            "system": platform.system(),
        },
        "server": ["granian", *GRANIAN],
        "workers": WORKERS,
        "versions": {name: version(name) for name in PACKAGES},
    }
    LATEST.write_text(
        json.dumps(about | result, indent=1, ensure_ascii=False) + "\n", encoding="utf-8"
    )
    (RESULTS / "latest.svg").write_text(
        report.chart(result["figures"], max(CONCURRENCY)), encoding="utf-8"
    )
    say(report.table(result["ratios"]))
    for tail in result["tails"] + [
        one | {"mode": f"{one['mode']}, wrk apart"} for one in result["tails_apart"]
    ]:
        say("p99 / p50, {question} {who} {mode}: {ratio} (bar {bar})".format(**tail))
    say(f"Peak memory of a worker, MiB: {result['peak_mib']}. Growth: {result['memory']}")
    say(f"A change is seen by all workers: {result['visible']}")


def say(text: str) -> None:
    print(text, flush=True)  # noqa: T201  # It is a command.


if __name__ == "__main__":
    sys.exit(main())
