"""Finds public documents of one language by their words, best first."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet

from pages.parts import Part, Slice, cut_by_index
from pages.visibility import live_now, public_page
from search.backends import backend
from search.models import TARGETS, SearchEntry
from statements import rows


@dataclass(frozen=True, slots=True)
class Hit:
    """target is one of TARGETS, pk the number of its row; excerpt is plain text on one line."""

    target: str
    pk: int
    excerpt: str


def find(
    text: str, language: str, closed: Sequence[str], wanted: Slice, targets: Sequence[str] = ()
) -> Part:
    """A part of the hits. closed is what closed_trees() gave; no targets means all of them.

    Words are those of the language: with its stemming where the database has it. A text without any
    word that counts finds nothing.
    """
    asked = backend().asked(text)
    if not asked:
        return cut_by_index(wanted, lambda _start, _stop: [], lambda: 0)
    chosen = tuple(targets or TARGETS)
    shape = (language, tuple(closed), chosen)

    def found() -> "QuerySet[Any]":
        entries = public_entries(closed, chosen).filter(language=language)
        return backend().matching(entries, language)

    # Planned for the text, which PostgreSQL then reads once, and not again for each entry.
    def between(start: int, stop: int) -> list[Hit]:
        part = rows(
            ("search", shape, start, stop),
            lambda: best(found())[start:stop],
            one_plan=False,
            text=asked,
        )
        return [hit(*row) for row in part]

    def count() -> int:
        counted = rows(("search total", shape), lambda: total(found()), one_plan=False, text=asked)
        return int(counted[0][0]) if counted else 0

    return cut_by_index(wanted, between, count)


def best(entries: "QuerySet[Any]") -> "QuerySet[Any, Any]":
    ordered = entries.order_by("-rank", "pk")
    return ordered.values_list("page_id", "member_id", "secondee_id", "excerpt")


def total(entries: "QuerySet[Any]") -> "QuerySet[Any, Any]":
    """One row with one number: all hits are of one language; none without hits."""
    return entries.order_by().values("language").annotate(total=Count("pk")).values_list("total")


def public_entries(closed: Sequence[str], targets: Sequence[str]) -> "QuerySet[SearchEntry]":
    """Those that stand for something public now: the index is never asked what may be seen."""
    rules = {
        "page": Q(page__isnull=False) & public_page(closed, "page__"),
        "member": Q(member__isnull=False) & live_now("member__"),
        "secondee": Q(secondee__isnull=False) & live_now("secondee__"),
    }
    public = Q(pk__in=[])
    for target in targets:
        public |= rules[target]
    return SearchEntry.objects.filter(public)


def hit(page: int | None, member: int | None, secondee: int | None, excerpt: str) -> Hit:
    numbers = {"page": page, "member": member, "secondee": secondee}
    target, pk = next((name, pk) for name, pk in numbers.items() if pk)
    return Hit(target, pk, " ".join((excerpt or "").split()))
