"""Takes out defences in forks of one process that has everything loaded: python -m tests.defences.quick FILE

FILE is JSON, a list of {"path", "old", "new", "tests"}. Prints one line of JSON for each: {"number", "verdict", "said"}.
"""

import gc
import json
import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from _pytest.runner import runtestprotocol
from django.db import connections

from tests.defences.swapping import CannotSwap, swap
from tests.defences.trees import BROKEN, ROOT

DATABASE = ROOT / "var/defences.sqlite3"
NOTICED, SURVIVED, ELSEWHERE = "noticed", "survived", "elsewhere"
FIRST = "tests/defences/test_table.py::test_everything_is_loaded"
"""Makes the database, and loads what all forks then have."""


class Forks:
    """Runs, instead of all tests one after the other, those of each change in a process of their own."""

    def __init__(self, changes: list[dict[str, Any]]) -> None:
        self.changes = changes

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        first, *others = session.items
        if any(report.failed for report in runtestprotocol(first, nextitem=others[0], log=False)):
            return False
        whole = kept_database()
        # The forks share what stands in memory for as long as nobody touches it.
        gc.collect()
        gc.freeze()
        for number, change in enumerate(self.changes):
            items = [item for item in others if is_meant(item.nodeid, change["tests"])]
            put_back(whole)
            verdict, said = in_a_fork(lambda c=change, i=items: judged(c, i))  # type: ignore[misc]
            print(json.dumps({"number": number, "verdict": verdict, "said": said}), flush=True)  # noqa: T201
        return True


def kept_database() -> Path:
    connections.close_all()
    return Path(shutil.copyfile(DATABASE, DATABASE.with_suffix(".whole")))


def put_back(whole: Path) -> None:
    """A test that commits leaves its rows, and takes those of migrations away."""
    for ending in ("-wal", "-shm"):
        Path(f"{DATABASE}{ending}").unlink(missing_ok=True)
    shutil.copyfile(whole, DATABASE)


def is_meant(nodeid: str, tests: list[str]) -> bool:
    return any(nodeid == test or nodeid.startswith((f"{test}[", f"{test}::")) for test in tests)


def judged(change: dict[str, Any], items: list[pytest.Item]) -> tuple[str, str]:
    """In the fork: the verdict, and what the failed test said."""
    path = ROOT / change["path"]
    old = path.read_text(encoding="utf-8")
    try:
        swap(str(path), old, old.replace(change["old"], change["new"]))
    except CannotSwap as reason:
        return ELSEWHERE, str(reason)
    for item, following in zip(items, [*items[1:], None], strict=True):
        reports = runtestprotocol(item, nextitem=following, log=False)
        failed = [report for report in reports if report.failed]
        if failed:
            said = "\n".join([failed[0].longreprtext, *(text for _, text in failed[0].sections)])
            is_own = failed[0].when == "call" and not BROKEN.search(said)
            return (NOTICED if is_own else SURVIVED), said
    return SURVIVED, f"{len(items)} tests passed"


def in_a_fork(work: Callable[[], tuple[str, str]]) -> tuple[str, str]:
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        os.close(reading)
        try:
            answer = work()
        except BaseException as error:
            answer = (SURVIVED, repr(error))
        with os.fdopen(writing, "w") as pipe:
            json.dump(answer, pipe)
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as pipe:
        text = pipe.read()
    os.waitpid(child, 0)
    verdict, said = json.loads(text) if text else (SURVIVED, "the fork ended without a word")
    return verdict, said


def main() -> int:
    changes = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    tests = dict.fromkeys(test for change in changes for test in change["tests"])
    options = ["-p", "no:randomly", "-p", "no:cacheprovider", "-p", "no:xdist", "-q", "--tb=native"]
    options += ["-s", "--ds=tests.defences.settings", "--reuse-db"]
    code = pytest.main([*options, FIRST, *tests], plugins=[Forks(changes)])
    return int(code not in (0, 1))


if __name__ == "__main__":
    sys.exit(main())
