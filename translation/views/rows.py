"""The segments of a task as the workspace shows them."""

import html
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from django.contrib.auth import get_user_model
from django.utils.html import strip_tags

from translation.changes import Change, Kind, Piece, changes, differing_words
from translation.labels import labels
from translation.models import Comment, Origin, TranslationTask
from translation.publishing import is_required
from translation.quality import Remark, remarks
from translation.units import Unit


@dataclass(frozen=True, slots=True)
class Row:
    unit: Unit
    label: str
    blocks: list[str]
    """What the field's name does not say: the blocks that it stands in, the outermost first."""
    change: Change | None
    """None for a segment that is as it was approved."""
    old_words: list[Piece]
    new_words: list[Piece]
    remarks: list[Remark]
    comments: list[Comment]
    provenance: str

    @property
    def is_changed(self) -> bool:
        return bool(self.change and self.change.old)

    @property
    def can_be_confirmed(self) -> bool:
        """Whether the old translation is there to be kept, and nothing was written since."""
        old = self.change.old if self.change else None
        return bool(old and old.text and not self.unit.target)

    @property
    def open_comments(self) -> list[Comment]:
        return [comment for comment in self.comments if comment.resolved_at is None]

    @property
    def has_error(self) -> bool:
        return any(remark.blocks for remark in self.remarks)

    @property
    def state(self) -> str:
        """For filters and colours: error, optional, changed, empty, reviewed or done."""
        if self.has_error:
            return "error"
        if not self.unit.target and not is_required(self.unit):
            return "optional"
        if not self.unit.target:
            return "changed" if self.is_changed else "empty"
        return "reviewed" if self.unit.is_reviewed else "done"


@dataclass(frozen=True, slots=True)
class Sheet:
    """All that the workspace shows of the texts."""

    rows: list[Row]
    removed: list[Change]
    names: dict[int, str] = field(default_factory=dict)

    @property
    def required(self) -> list[Row]:
        return [row for row in self.rows if is_required(row.unit)]

    @property
    def total(self) -> int:
        return len(self.required)

    @property
    def done(self) -> int:
        return sum(bool(row.unit.target) and not row.has_error for row in self.required)

    @property
    def share(self) -> int:
        """Per cent, rounded down: 100 is all."""
        return 100 * self.done // self.total if self.total else 100


def sheet(task: TranslationTask) -> Sheet:
    found = changes(task)
    units = [change.unit for change in found if change.unit]
    named = labels(task.translation.source)
    said = remarks(task.translation, units)
    comments = comments_by_place(task)
    names = names_of(units)
    rows = [
        row_of(task, change.unit, change, named, said, comments, names)
        for change in found
        if change.unit
    ]
    removed = [change for change in found if change.unit is None] if task.published_at else []
    return Sheet(rows, removed, names)


def row_of(
    task: TranslationTask,
    unit: Unit,
    change: Change,
    named: dict[int, list[str]],
    said: dict[int, list[Remark]],
    comments: dict[tuple[int, int], list[Comment]],
    names: dict[int, str],
) -> Row:
    first, *blocks = named.get(unit.context, [unit.path])
    old = change.old
    is_changed = change.kind == Kind.CHANGED and old is not None
    old_words, new_words = (
        differing_words(visible(old.source), visible(unit.source))
        if is_changed and old
        else ([], [])
    )
    return Row(
        unit=unit,
        label=first,
        blocks=blocks,
        change=change if is_changed or (change.kind == Kind.NEW and task.published_at) else None,
        old_words=old_words,
        new_words=new_words,
        remarks=said.get(unit.pk, []),
        comments=comments.get((unit.context, unit.string), []),
        provenance=provenance(unit, names),
    )


def visible(text: str) -> str:
    """A segment as it is read: without tags."""
    return html.unescape(strip_tags(text))


def comments_by_place(task: TranslationTask) -> dict[tuple[int, int], list[Comment]]:
    found: dict[tuple[int, int], list[Comment]] = defaultdict(list)
    for comment in task.comments.exclude(context=None).select_related("by", "resolved_by"):
        found[comment.context_id or 0, comment.string_id or 0].append(comment)
    return found


def names_of(units: list[Unit]) -> dict[int, str]:
    numbers = {unit.written_by for unit in units if unit.written_by}
    people = get_user_model()._default_manager.filter(pk__in=numbers)
    return {person.pk: name_of(person) for person in people}


def name_of(person: Any) -> str:
    return str(person.get_full_name() or person.get_username())


def provenance(unit: Unit, names: dict[int, str]) -> str:
    if not unit.target or unit.origin is None:
        return ""
    if unit.origin == Origin.HUMAN:
        return names.get(unit.written_by or 0) or str(unit.origin.label)
    return f"{unit.origin.label}: {unit.tool}" if unit.tool else str(unit.origin.label)
