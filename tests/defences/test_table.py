"""The table of defences fits the code, so that it cannot rot: `make defences` takes too long to run each time."""

import ast
import shlex
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from tests.defences.defence import Defence
from tests.defences.table import DEFENCES
from tests.defences.trees import is_noticed

ROOT = Path(__file__).parents[2]


def name_of(defence):
    return defence.row.replace(" ", "_")


@pytest.mark.parametrize("defence", DEFENCES, ids=name_of)
def test_what_is_taken_out_stands_once_and_leaves_code(defence):
    text = (ROOT / defence.path).read_text(encoding="utf-8")

    assert text.count(defence.old) == 1
    if defence.path.endswith(".py"):
        assert ast.dump(ast.parse(text.replace(defence.old, defence.new))) != ast.dump(
            ast.parse(text)
        )


@pytest.mark.parametrize("defence", DEFENCES, ids=name_of)
def test_test_that_must_notice_exists(defence):
    for argument in shlex.split(defence.tests):
        path, *names = argument.split("[")[0].split("::")
        assert (ROOT / path).is_file()
        assert set(names) <= functions_in(path)


@cache
def functions_in(path):
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    return {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}


@pytest.mark.django_db
def test_everything_is_loaded(client):
    """Run first by tests.defences.quick, so that its forks have the database, the addresses, the templates."""
    assert client.get("/admin/login/").status_code == 200


def test_no_defence_stands_twice():
    rows = Counter(defence.row for defence in DEFENCES)

    assert [row for row, times in rows.items() if times > 1] == []


@pytest.mark.parametrize(
    ("code", "said", "summary", "expected"),
    [
        (1, "", "FAILED tests/test_x.py::test_y - assert 200 == 413", True),
        (1, "ERROR cms: logged", "FAILED tests/test_x.py::test_y - assert 1 == 2", True),
        (0, "1 passed", "", False),
        (5, "no tests ran", "", False),
        (4, "ERROR: not found: tests/test_x.py::test_z", "", False),
        (1, "", "ERROR tests/test_x.py::test_y - RuntimeError", False),
        (1, "E   NameError: x", "FAILED tests/test_x.py::test_y - assert 500 == 413", False),
    ],
)
def test_only_a_failure_of_the_test_itself_counts(code, said, summary, expected):
    whole = f"{said}\n=== short test summary info ===\n{summary}\n"

    assert is_noticed(code, whole) is expected


def test_defence_names_its_row():
    assert all(isinstance(one, Defence) and one.row for one in DEFENCES)
