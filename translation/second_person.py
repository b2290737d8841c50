"""Four eyes: in a language whose team wants it, nobody approves what he wrote himself.

The writer of a text is whoever brought it in: by hand, from a file, from the memory, or by asking the machine.
"""

from collections.abc import Iterable
from typing import Any

from translation.models import LanguageRule, Origin
from translation.units import Unit


def needs_second_person(locale: int) -> bool:
    return LanguageRule.objects.filter(locale=locale, needs_second_person=True).exists()


def seen_by_one(found: Iterable[Unit], by: Any = None) -> list[Unit]:
    """The texts that nobody but their writer would have read when by approves them; with None, has read."""
    return [
        unit for unit in found if unit.target and not is_from_title(unit) and not has_two(unit, by)
    ]


def has_two(unit: Unit, by: Any) -> bool:
    readers = {unit.reviewed_by, by.pk if by else None} - {None, unit.written_by}
    return bool(readers)


def is_from_title(unit: Unit) -> bool:
    """An address that an approval made of a title."""
    return unit.path == "slug" and unit.origin == Origin.MACHINE
