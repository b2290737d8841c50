"""What one line of defence is, and how it is taken out to see that a test notices."""

import shlex
from dataclasses import dataclass


@dataclass(frozen=True)
class Defence:
    """row is the promise in words; old stands once in path, and with new in its place the defence is gone.

    tests are arguments of pytest: what must then fail. needs names the database that the test is for.
    """

    row: str
    path: str
    old: str
    new: str
    tests: str
    needs: str = ""


def defences(path: str, tests: str, *rows: tuple[str, str, str, str]) -> tuple[Defence, ...]:
    """Several in one file, missed by tests of one file: each row is (row, old, new, name of the test)."""
    return tuple(
        Defence(row, path, old, new, shlex.quote(f"{tests}::{test}"))
        for row, old, new, test in rows
    )
