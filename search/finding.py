"""Finds public documents of one language by their words, best first."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from pages.parts import Part, Slice, cut
from pages.visibility import live_now, public_page
from search.backends import backend
from search.models import TARGETS, SearchEntry


@dataclass(frozen=True, slots=True)
class Hit:
    """target is one of TARGETS, pk the number of its row; excerpt is plain text on one line."""

    target: str
    pk: int
    excerpt: str


def find(
    text: str, language: str, closed: list[str], wanted: Slice, targets: Sequence[str] = ()
) -> Part:
    """A part of the hits. closed is what closed_trees() gave; no targets means all of them.

    Words are those of the language: with its stemming where the database has it. A text without any
    word that counts finds nothing.
    """
    entries = public_entries(closed, targets or TARGETS).filter(language=language)
    found = backend().matching(entries, text, language)
    return cut(found.order_by("-rank", "pk"), wanted, read)


def public_entries(closed: list[str], targets: Sequence[str]) -> "QuerySet[SearchEntry]":
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


def read(entries: "QuerySet[Any]") -> list[Hit]:
    rows = entries.values_list("page_id", "member_id", "secondee_id", "excerpt")
    return [hit(*row) for row in rows]


def hit(page: int | None, member: int | None, secondee: int | None, excerpt: str) -> Hit:
    numbers = {"page": page, "member": member, "secondee": secondee}
    target, pk = next((name, pk) for name, pk in numbers.items() if pk)
    return Hit(target, pk, " ".join((excerpt or "").split()))
