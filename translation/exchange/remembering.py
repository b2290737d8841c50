"""What a TMX file would add to the memory, and adding it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Locale
from wagtail_localize.models import String

from translation.bulk_writing import BATCH, portions
from translation.checks import errors_of
from translation.exchange.tmx import Entry, Pair
from translation.models import MemoryEntry


@dataclass
class MemoryPlan:
    """The dry run. Writes nothing."""

    new: list[Pair] = field(default_factory=list)
    changed: list[Pair] = field(default_factory=list)
    """Their source came in an earlier file with another translation."""
    same: int = 0
    left_out: list[tuple[int, str]] = field(default_factory=list)
    """(line, why)"""

    def add(self, other: "MemoryPlan") -> None:
        self.new += other.new
        self.changed += other.changed
        self.same += other.same
        self.left_out += other.left_out


def plan_memory(entries: Iterable[Entry], source: Locale, target: Locale) -> MemoryPlan:
    """The last of several good translations of one text counts."""
    plan = MemoryPlan()
    pairs: dict[str, Pair] = {}
    for entry in entries:
        if problem := problem_with(entry):
            plan.left_out.append((entry.line, problem))
        else:
            pairs[entry.source] = Pair(entry.source, entry.target)
    known = known_targets(pairs, source, target)
    for pair in pairs.values():
        if known.get(pair.source) == pair.target:
            plan.same += 1
        else:
            (plan.changed if pair.source in known else plan.new).append(pair)
    return plan


def problem_with(entry: Entry) -> str:
    if not entry.source or not entry.target:
        return _("It is not in both languages.")
    return " ".join(one.message for one in errors_of(entry.source, entry.target))


def known_targets(texts: Iterable[str], source: Locale, target: Locale) -> dict[str, str]:
    rows = MemoryEntry.objects.filter(source_locale=source, target_locale=target)
    known = dict[str, str]()
    for some in portions([String._get_data_hash(text) for text in texts]):
        known |= dict(rows.filter(key__in=some).values_list("source", "target"))
    return known


@transaction.atomic
def remember(plan: MemoryPlan, name: str, source: Locale, target: Locale, by: Any) -> int:
    """How many entries were added or changed, all or none; name is the file's."""
    MemoryEntry.objects.bulk_create(
        (
            MemoryEntry(
                source_locale=source,
                target_locale=target,
                key=String._get_data_hash(pair.source),
                source=pair.source,
                target=pair.target,
                file=name[:255],
                added_by=by,
            )
            for pair in [*plan.new, *plan.changed]
        ),
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=["source_locale", "target_locale", "key"],
        update_fields=["target", "file", "added_by"],
    )
    return len(plan.new) + len(plan.changed)
