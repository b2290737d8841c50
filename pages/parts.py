"""Parts of lists, by index: what the pages of a paged list are cut with."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, F, QuerySet, Window
from django.db.models.functions import Greatest, RowNumber


@dataclass(frozen=True, slots=True)
class Slice:
    """At most limit items, from the index start on and before the index end; the last ones if from_end."""

    limit: int
    start: int = 0
    end: int | None = None
    from_end: bool = False

    def bounds(self, total: int) -> tuple[int, int]:
        """The indexes of the first item and past the last, in a list of total items."""
        end = total if self.end is None else min(self.end, total)
        if self.from_end:
            return max(self.start, end - self.limit), end
        return self.start, min(end, self.start + self.limit)


@dataclass(slots=True)
class Part:
    """records in order; offset is the index of the first in the whole list."""

    records: list[Any]
    offset: int
    has_next: bool
    count: Callable[[], int] = field(repr=False)
    """How many the whole list has; asks the database when it is not known yet."""


def cut(rows: "QuerySet[Any, Any]", wanted: Slice, read: Callable[[Any], list[Any]]) -> Part:
    """The part of an ordered list. read makes records of a queryset."""
    return cut_by_index(wanted, lambda start, stop: read(rows[start:stop]), rows.count)


def cut_by_index(
    wanted: Slice, between: Callable[[int, int], list[Any]], count: Callable[[], int]
) -> Part:
    """The same where between() reads the records from an index to before another."""
    if wanted.from_end:
        total = count()
        start, stop = wanted.bounds(total)
        found = between(start, stop) if stop > start else []
        return Part(found, start, stop < total, lambda: total)
    limit = wanted.limit if wanted.end is None else min(wanted.limit, wanted.end - wanted.start)
    if limit <= 0:
        return Part([], wanted.start, wanted.end is not None, count)
    found = between(wanted.start, wanted.start + limit + 1)
    has_next = len(found) > limit
    known = wanted.start + len(found)
    exact = not has_next and (found or wanted.start == 0)
    return Part(found[:limit], wanted.start, has_next, (lambda: known) if exact else count)


def ranked(
    rows: "QuerySet[Any, Any]", partition: str, order: Sequence[Any], wanted: Slice
) -> "QuerySet[Any, Any]":
    """The rows of the same part of each partition, with rank (from 1) and total of its partition."""
    windows = {
        "rank": Window(RowNumber(), partition_by=[F(partition)], order_by=list(order)),
        "total": Window(Count("*"), partition_by=[F(partition)]),
    }
    rows = rows.annotate(**windows).filter(rank__gt=wanted.start)
    if wanted.end is not None:
        rows = rows.filter(rank__lte=wanted.end)
    if not wanted.from_end:
        return rows.filter(rank__lte=wanted.start + wanted.limit)
    beyond = F("total") if wanted.end is None else wanted.end
    return rows.filter(rank__gt=Greatest(beyond - wanted.limit, 0))
