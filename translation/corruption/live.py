"""What is live in a language is what a reviewer approved, and nothing else."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from django.utils import timezone
from wagtail_localize.models import TranslationLog

from translation.corruption.documents import instance
from translation.corruption.finding import Finding
from translation.coverage import Cell, Coverage
from translation.models import TranslationTask

SLACK = timedelta(seconds=2)
"""An approved version is published a moment before its task remembers it."""


def published_past_review() -> Iterator[Finding]:
    """Never approved, or replaced since by something that nobody approved."""
    coverage = Coverage()
    published = dict(TranslationTask.objects.values_list("pk", "published_at"))
    for cell in coverage.cells:
        if cell.task is None or not cell.is_live or cell.target is None:
            continue
        approved_at = published[cell.task]
        target = instance(cell.document.kind, cell.target)
        if is_past(target, approved_at):
            yield finding(cell, target, approved_at, coverage.locales[cell.locale].language_code)


def is_past(target: Any, approved_at: datetime | None) -> bool:
    if approved_at is None or target.last_published_at is None:
        return approved_at is None
    return bool(target.last_published_at > approved_at + SLACK)


def finding(cell: Cell, target: Any, approved_at: datetime | None, tag: str) -> Finding:
    where = f"“{cell.document.title}” in {tag}"
    if approved_at is None:
        return Finding("live but never approved", where, partial(take_off, target))
    revision = approved_revision(cell)
    again = partial(restore, cell.task, revision) if revision else None
    return Finding("live differs from what was approved", where, again)


def take_off(target: Any) -> None:
    """Its words stay as a draft."""
    target.unpublish()


def approved_revision(cell: Cell) -> Any:
    logs = TranslationLog.objects.filter(
        source__object_id=cell.document.key, locale_id=cell.locale, revision__isnull=False
    )
    log = logs.select_related("revision").order_by("-pk").first()
    return log and log.revision


def restore(task: Any, revision: Any) -> None:
    """The other version stays among the revisions."""
    revision.publish()
    TranslationTask.objects.filter(pk=task).update(published_at=timezone.now())
