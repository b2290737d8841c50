"""Changed code comes into functions that run already, or it is said that it cannot."""

import importlib.util

import pytest

from tests.defences.swapping import CannotSwap, swap

SOURCE = """
LIMIT = 10


def is_over(number):
    return number > LIMIT


def made(limit):
    def is_over_it(number):
        return number > limit
    return is_over_it


class Counter:
    limit = 3

    def is_over(self, number):
        return number > self.limit


is_over_five = made(5)
"""


@pytest.fixture
def module(tmp_path):
    path = tmp_path / "limits_for_this_test.py"
    path.write_text(SOURCE, encoding="utf-8")
    spec = importlib.util.spec_from_file_location("limits_for_this_test", path)
    made = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)
    return made


def change(module, old, new):
    return swap(module.__file__, SOURCE, SOURCE.replace(old, new))


def test_function_that_is_known_elsewhere_by_another_name_runs_the_new_code(module):
    known = module.is_over

    change(module, "return number > LIMIT", "return number > 10 * LIMIT")

    assert not known(11)
    assert known(101)


def test_method_and_function_within_a_function_run_the_new_code(module):
    change(module, "number > self.limit", "number < 0")
    change(module, "number > limit", "number > 100 * limit")

    assert not module.Counter().is_over(4)
    assert not module.is_over_five(6)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("LIMIT = 10", "LIMIT = 11"),
        ("    limit = 3", "    limit = 4"),
        ("def is_over(number):", "def is_over(number, more=1):"),
        ("nothing", "something"),
    ],
)
def test_what_is_done_when_the_module_is_imported_cannot_be_changed(module, old, new):
    with pytest.raises(CannotSwap):
        change(module, old, new)
