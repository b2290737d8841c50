"""Takes out one defence after the other and runs the test that must notice: `make defences`.

Works on copies in a temporary folder. Those that need PostgreSQL are left out unless TEST_DATABASE_URL names one.
"""

import argparse
import os
import sys
import tempfile
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from queue import SimpleQueue

from tests.defences.defence import Defence
from tests.defences.quick import NOTICED
from tests.defences.table import DEFENCES
from tests.defences.trees import Tree, arguments_of, is_noticed

SERVER = os.environ.get("TEST_DATABASE_URL", "")
LINES_OF_A_SURVIVOR = 15


def main() -> int:
    options = parser().parse_args()
    wanted = [one for one in DEFENCES if options.only.lower() in f"{one.row} {one.path}".lower()]
    chosen = [one for one in wanted if not one.needs or SERVER.startswith(one.needs)]
    for one in wanted:
        if one not in chosen:
            say(f"left out  {one.row} (needs {one.needs})")
    with tempfile.TemporaryDirectory() as folder:
        trees = [Tree(Path(folder, str(number))) for number in range(options.jobs)]
        template = options.database or Path(folder, "template.sqlite3")
        if not template.exists():
            trees[0].make_database(template)
        if not (options.skip_whole or stands_whole(trees[0], template, chosen)):
            return 1
        noticed = taken_out_quickly(trees, template, chosen)
        others = [one for one in chosen if one not in noticed]
        noticed |= taken_out_in_turn(trees, template, others)
    say(
        f"{list(noticed.values()).count(True)} of {len(noticed)} are noticed when they are taken out"
    )
    return int(not all(noticed.values()))


def parser() -> argparse.ArgumentParser:
    made = argparse.ArgumentParser(prog="make defences", description=__doc__)
    made.add_argument("--only", default="", help="those with these words in their row or path")
    made.add_argument("--jobs", type=int, default=2, help="so many at the same time")
    made.add_argument(
        "--database", type=Path, help="the empty database; made where it is not there yet"
    )
    made.add_argument(
        "--skip-whole", action="store_true", help="trust that the tests pass on the whole code"
    )
    return made


def stands_whole(tree: Tree, template: Path, chosen: Sequence[Defence]) -> bool:
    """Whether all tests pass while every defence is in its place."""
    for needs in sorted({one.needs for one in chosen}):
        tests = dict.fromkeys(
            test for one in chosen if one.needs == needs for test in arguments_of(one)
        )
        code, said = tree.run(tests, template, SERVER if needs else "")
        if code:
            say(said)
            say("the tests fail although nothing was taken out")
            return False
    return True


def taken_out_quickly(
    trees: Sequence[Tree], template: Path, chosen: Sequence[Defence]
) -> dict[Defence, bool]:
    """Those that are noticed in forks of one process for each tree.

    The others are absent: what runs once, at the start, only a new process does without.
    """
    inside = [one for one in chosen if not one.needs and one.path.endswith(".py")]
    found: dict[Defence, bool] = {}

    def look(tree: Tree, part: Sequence[Defence]) -> None:
        for number, verdict, said in tree.fork(part, template) if part else ():
            if verdict == NOTICED:
                found[part[number]] = told(part[number], said, noticed=True)

    parts = [inside[number :: len(trees)] for number in range(len(trees))]
    with ThreadPoolExecutor(len(trees)) as pool:
        list(pool.map(look, trees, parts))
    return found


def taken_out_in_turn(
    trees: Sequence[Tree], template: Path, chosen: Sequence[Defence]
) -> dict[Defence, bool]:
    """Each in a process that starts anew."""
    free: SimpleQueue[Tree] = SimpleQueue()
    for tree in trees:
        free.put(tree)

    def look(defence: Defence) -> bool:
        tree = free.get()
        try:
            return is_missed(tree, template, defence)
        finally:
            free.put(tree)

    with ThreadPoolExecutor(len(trees)) as pool:
        return dict(zip(chosen, pool.map(look, chosen), strict=True))


def is_missed(tree: Tree, template: Path, defence: Defence) -> bool:
    with tree.without(defence):
        code, said = tree.run(arguments_of(defence), template, SERVER if defence.needs else "")
    return told(defence, said, noticed=is_noticed(code, said))


def told(defence: Defence, said: str, *, noticed: bool) -> bool:
    say(f"{'noticed' if noticed else 'NOT NOTICED'}  {defence.row}: {defence.tests}")
    if not noticed:
        say("\n".join(said.splitlines()[-LINES_OF_A_SURVIVOR:]))
    return noticed


def say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
