"""Copies of the code in which one defence at a time is missing."""

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from importlib.util import cache_from_source
from pathlib import Path
from urllib.parse import urlsplit

from tests.defences.defence import Defence

ROOT = Path(__file__).parents[2]
DATABASE = "var/defences.sqlite3"
SECONDS = 600
PYTEST = ("-m", "pytest", "-p", "no:randomly", "-p", "no:cacheprovider", "-x", "-q", "-rfE")
TESTS_FAILED = 1
ANSWER = '{"number"'
"""Begins a line of tests.defences.quick."""
BROKEN = re.compile(
    r"^(E\s+)?(Import|ModuleNotFound|Syntax|Indentation|Name|UnboundLocal)Error: ", re.MULTILINE
)
"""The replacement is no code: such a failure proves nothing."""


class Tree:
    """A copy of what git knows, with a database of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        listed = subprocess.run(
            ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],  # noqa: S607
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=True,
        )
        for name in listed.stdout.split("\0"):
            if not (ROOT / name).is_file():
                continue
            target = folder / name
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(ROOT / name, target)

    def python(self, *arguments: str, server: str = "") -> tuple[int, str]:
        """The exit code and all that was written; server is the PostgreSQL to use instead of SQLite."""
        done = subprocess.run(  # noqa: S603
            [sys.executable, *arguments],
            cwd=self.folder,
            env=os.environ | {"TEST_DATABASE_URL": server},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=SECONDS,
            check=False,
        )
        return done.returncode, done.stdout

    def make_database(self, template: Path) -> None:
        code, said = self.python("manage.py", "migrate", "--settings=tests.defences.settings")
        if code:
            raise RuntimeError(said)
        shutil.move(self.folder / DATABASE, template)

    def copy_database(self, template: Path) -> None:
        for ending in ("", "-wal", "-shm"):
            Path(f"{self.folder / DATABASE}{ending}").unlink(missing_ok=True)
        (self.folder / "var").mkdir(exist_ok=True)
        shutil.copyfile(template, self.folder / DATABASE)

    def fork(self, defences: Sequence[Defence], template: Path) -> Iterator[tuple[int, str, str]]:
        """The number, the verdict and what was said of each, as tests.defences.quick finds them."""
        self.copy_database(template)
        changes = [asdict(one) | {"tests": arguments_of(one)} for one in defences]
        listed = self.folder / "var/defences.json"
        listed.write_text(json.dumps(changes), encoding="utf-8")
        process = subprocess.Popen(  # noqa: S603
            [sys.executable, "-m", "tests.defences.quick", str(listed)],
            cwd=self.folder,
            env=os.environ | {"TEST_DATABASE_URL": ""},
            stdout=subprocess.PIPE,
            text=True,
        )
        for line in process.stdout or ():
            if line.startswith(ANSWER):
                answer = json.loads(line)
                yield answer["number"], answer["verdict"], answer["said"]
        if process.wait():
            raise RuntimeError("the forks did not come to their end")

    def run(self, tests: Iterable[str], template: Path, server: str = "") -> tuple[int, str]:
        self.copy_database(template)
        database = "--create-db" if server else "--reuse-db"
        own = (
            urlsplit(server)._replace(path=f"/defences_{self.folder.name}").geturl()
            if server
            else ""
        )
        return self.python(*PYTEST, "--ds=tests.defences.settings", database, *tests, server=own)

    @contextmanager
    def without(self, defence: Defence) -> Iterator[None]:
        path = self.folder / defence.path
        text = path.read_text(encoding="utf-8")
        if text.count(defence.old) != 1:
            raise ValueError(f"{defence.row}: stands {text.count(defence.old)} times")
        try:
            rewrite(path, text.replace(defence.old, defence.new))
            yield
        finally:
            rewrite(path, text)


def rewrite(path: Path, text: str) -> None:
    """Compiled code is known by the second it was written in, which may be the same."""
    path.write_text(text, encoding="utf-8")
    if path.suffix == ".py":
        Path(cache_from_source(str(path))).unlink(missing_ok=True)


def arguments_of(defence: Defence) -> list[str]:
    return shlex.split(defence.tests)


def is_noticed(code: int, said: str) -> bool:
    """Whether a test failed by itself: not its collection, its fixtures or code that cannot run."""
    # Logged lines may begin with ERROR as well.
    summary = said.rpartition("short test summary info")[2].splitlines()
    has_failed = any(line.startswith("FAILED ") for line in summary)
    has_errors = any(line.startswith("ERROR ") for line in summary)
    return code == TESTS_FAILED and has_failed and not has_errors and not BROKEN.search(said)
