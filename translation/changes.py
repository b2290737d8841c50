"""What became of the segments since a translation was approved: the same, changed, moved, new, or gone.

Several sentences of one rich text share a context, and a sentence that is edited is a new string to
wagtail-localize; only by comparing can it be told which old sentence a new one comes from.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import Enum

from wagtail_localize.models import StringTranslation, Translation

from translation.models import TranslationTask
from translation.units import Unit, units

ALIKE = 0.3
"""Two sentences of one text that share less than this are not taken for two versions of one."""


class Kind(Enum):
    SAME = "SAME"
    MOVED = "MOVED"
    """The same words at another place of the document."""
    CHANGED = "CHANGED"
    NEW = "NEW"
    REMOVED = "REMOVED"


@dataclass(frozen=True, slots=True)
class Old:
    """A segment as it was: its source then, and what it was translated as."""

    string: int
    context: int
    order: int
    source: str
    text: str


@dataclass(frozen=True, slots=True)
class Change:
    kind: Kind
    unit: Unit | None
    """None when the segment was removed."""
    old: Old | None
    """None when the segment is new."""


def changes(task: TranslationTask) -> list[Change]:
    """Of all segments in the order of the document, then those removed. Three queries."""
    return compare(baseline(task), units(task.translation))


def open_changes(task: TranslationTask) -> list[Change]:
    """Only what somebody has to look at: an address that changed is no matter of words."""
    return [change for change in changes(task) if change.kind != Kind.SAME and not is_slug(change)]


def is_slug(change: Change) -> bool:
    """The slug of a translation follows its title, not the slug of the source (T33)."""
    return change.unit is not None and change.unit.path == "slug"


def baseline(task: TranslationTask) -> list[Old]:
    """What was approved last, or else, before the first publication, all that was ever translated here."""
    if task.published_at:
        rows = task.approved.select_related("string")
        return [
            Old(row.string_id, row.context_id, row.order, row.string.data, row.text) for row in rows
        ]
    return earlier(task.translation)


def earlier(translation: Translation) -> list[Old]:
    rows = StringTranslation.objects.filter(
        context__object_id=translation.source.object_id, locale_id=translation.target_locale_id
    ).select_related("translation_of")
    return [
        Old(row.translation_of_id, row.context_id, 0, row.translation_of.data, row.data)
        for row in rows.order_by("-updated_at", "-pk")
        if row.context_id
    ]


def compare(olds: list[Old], found: list[Unit]) -> list[Change]:
    """Pairs each unit with the old segment that it most likely comes from; an old one is used once.

    The same words at the same place first, then the same words elsewhere, then what is alike at the same
    place, then, where as many are left on both sides, in their order.
    """
    left, pairs = list(olds), dict[int, tuple[Kind, Old]]()
    for kind, key in ((Kind.SAME, by_place), (Kind.MOVED, by_words)):
        for unit in found:
            old = next((old for old in left if key(old) == key(unit)), None)
            if unit.pk not in pairs and old:
                pairs[unit.pk] = kind, old
                left.remove(old)
    for unit, old in alike([unit for unit in found if unit.pk not in pairs], left):
        pairs[unit.pk] = Kind.CHANGED, old
        left.remove(old)
    there = [(unit, *pairs.get(unit.pk, (Kind.NEW, None))) for unit in found]
    return [
        *(Change(kind, unit, old) for unit, kind, old in there),
        *(Change(Kind.REMOVED, None, old) for old in left),
    ]


def by_place(segment: "Unit | Old") -> object:
    return segment.context, segment.string


def by_words(segment: "Unit | Old") -> object:
    return segment.string


def alike(fresh: list[Unit], left: list[Old]) -> Iterator[tuple[Unit, Old]]:
    for context in dict.fromkeys(unit.context for unit in fresh):
        here = [unit for unit in fresh if unit.context == context]
        before = [old for old in left if old.context == context]
        yield from most_alike(here, before)


def most_alike(fresh: list[Unit], before: list[Old]) -> Iterator[tuple[Unit, Old]]:
    """Of one context, the best pairs first; what is left in order when it is as many."""
    scores = sorted(
        (
            (likeness(old.source, unit.source), -j, -i)
            for i, unit in enumerate(fresh)
            for j, old in enumerate(before)
        ),
        reverse=True,
    )
    new_left, old_left = dict(enumerate(fresh)), dict(enumerate(before))
    for score, j, i in scores:
        if score >= ALIKE and -i in new_left and -j in old_left:
            yield new_left.pop(-i), old_left.pop(-j)
    if len(new_left) == len(old_left):
        yield from zip(new_left.values(), old_left.values(), strict=True)


def likeness(one: str, other: str) -> float:
    """0 to 1, by words."""
    return SequenceMatcher(None, tokens(one), tokens(other), autojunk=False).ratio()


def tokens(text: str) -> list[str]:
    """Tags, entities, words, spaces, and each other sign; joined they are the text."""
    return re.findall(r"<[^>]*>|&\w+;|\w+|\s+|[^\w\s]", text)


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words of a text that was compared with another."""

    text: str
    is_different: bool


def differing_words(one: str, other: str) -> tuple[list[Piece], list[Piece]]:
    """Both texts cut up, with what only the one, or only the other, has."""
    before, after = tokens(one), tokens(other)
    old, new = list[Piece](), list[Piece]()
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for tag, i, j, k, m in matcher.get_opcodes():
        old += pieces(before[i:j], different=tag != "equal")
        new += pieces(after[k:m], different=tag != "equal")
    return old, new


def pieces(words: Iterable[str], *, different: bool) -> list[Piece]:
    text = "".join(words)
    return [Piece(text, different)] if text else []
