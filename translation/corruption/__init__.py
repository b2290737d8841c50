"""Finds what is known to go wrong with translations, and repairs it without losing a text.

The checks run in an order in which the repair of one does not make work for an earlier one.
"""

from collections.abc import Callable, Iterator

from django.db import transaction

from translation.corruption.documents import missing_aliases, sources_too_many, untracked
from translation.corruption.figures import wrong_figures
from translation.corruption.finding import Finding
from translation.corruption.live import published_past_review
from translation.corruption.tasks import tasks_without_document, translations_without_task
from translation.corruption.texts import texts_without_place
from translation.corruption.tree import broken_tree

__all__ = ["CHECKS", "REPAIRED", "Finding", "Outcome", "check"]

CHECKS: tuple[Callable[[], Iterator[Finding]], ...] = (
    broken_tree,
    sources_too_many,
    missing_aliases,
    tasks_without_document,
    translations_without_task,
    untracked,
    texts_without_place,
    published_past_review,
    wrong_figures,
)

Outcome = tuple[Finding, str]
"""What was found, and what became of it: FOUND, REPAIRED, or why it could not be repaired."""
FOUND, REPAIRED = "found", "repaired"


def check(*, repair: bool) -> Iterator[Outcome]:
    """Each repair is a transaction of its own: one that fails leaves everything as it was, and the rest goes on."""
    for one in CHECKS:
        for finding in list(one()):
            yield finding, attempt(finding) if repair and finding.repair else FOUND


def attempt(finding: Finding) -> str:
    try:
        with transaction.atomic():
            if finding.repair:
                finding.repair()
    except Exception as error:
        return f"not repaired: {type(error).__name__}: {error}"
    return REPAIRED
