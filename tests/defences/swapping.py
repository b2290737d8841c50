"""Puts changed code into the functions of a running process, so that a defence is gone without starting anew.

Only what functions do can be changed so. What a module or a class does when it is imported cannot: then CannotSwap.
"""

import gc
from collections.abc import Iterator
from types import CodeType, FunctionType

CO_NEWLOCALS = 0x02
"""Of functions and classes; CO_OPTIMIZED, of functions alone."""
CO_OPTIMIZED = 0x01


class CannotSwap(Exception):
    """The change is not within functions."""


def swap(path: str, old: str, new: str) -> int:
    """Both are sources of the module at path; how many functions now run the new code. Raises CannotSwap."""
    changed = dict(changes(compile(old, path, "exec"), compile(new, path, "exec")))
    if not changed:
        raise CannotSwap("nothing changes")
    swapped = 0
    gc.unfreeze()
    for function in gc.get_objects():
        if type(function) is FunctionType and function.__code__.co_filename == path:
            code = changed.get((function.__code__.co_qualname, function.__code__.co_firstlineno))
            if code:
                put(function, code)
                swapped += 1
    if not swapped:
        raise CannotSwap("no such function is there")
    return swapped


def put(function: FunctionType, code: CodeType) -> None:
    try:
        function.__code__ = code
    except ValueError:
        raise CannotSwap("it closes over something else") from None


def changes(old: CodeType, new: CodeType) -> Iterator[tuple[tuple[str, int], CodeType]]:
    """((name, line in the old source), new code) of each function that changes, and of those within it."""
    if not is_function(old) and without_inner(old) != without_inner(new):
        raise CannotSwap(f"{old.co_qualname} does something else when it is imported")
    if is_function(old) and meaning(old) != meaning(new):
        yield (old.co_qualname, old.co_firstlineno), new
    before, after = inner(old), inner(new)
    if [one.co_qualname for one in before] == [one.co_qualname for one in after]:
        for one, other in zip(before, after, strict=True):
            yield from changes(one, other)
    elif not is_function(old):
        raise CannotSwap(f"{old.co_qualname} holds other functions")


def is_function(code: CodeType) -> bool:
    return bool(code.co_flags & CO_OPTIMIZED)


def inner(code: CodeType) -> list[CodeType]:
    return [one for one in code.co_consts if isinstance(one, CodeType)]


def without_inner(code: CodeType) -> tuple[object, ...]:
    """What it does by itself, wherever it stands; docstrings and lines do not count."""
    constants = [one for one in code.co_consts if not isinstance(one, CodeType)]
    return (code.co_code, code.co_names, tuple(map(repr, constants)), code.co_flags)


def meaning(code: CodeType) -> tuple[object, ...]:
    return (*without_inner(code), *map(meaning, inner(code)))
