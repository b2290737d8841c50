"""Long work in portions, by a worker or by the requests of a page that shows how far it is.

Every item is done in one transaction together with its count. So a worker may be killed at any moment: the next
one, or the page that somebody looks at, goes on where it was.
"""

import logging
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from time import monotonic
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import IntegrityError, OperationalError, transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils import translation as languages
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _

from translation.models import Job, JobState
from translation.models.jobs import UNFINISHED

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Kind:
    """What a kind of job does with an item."""

    title: Any
    step: str
    """A function(item, options, by), with prepare (item, options, by, prepared). It may give counts of what came
    of it, which are summed up. What it raises is told to the user and holds up nothing; Stop ends the job."""
    prepare: str = ""
    """A function(item, options, by) that is called outside of any transaction: it asks another host, and may
    be asked again for the same item after a worker was killed."""
    result: str = ""
    """A function(job): the address where what came of it can be seen."""
    outcome: str = ""
    """A function(job): sentences about its counts."""


KINDS = {
    "submit": Kind(_("Submission for translation"), "translation.submitting.submit_item"),
    "machine": Kind(
        _("Machine translation"),
        "translation.machine.running.keep_item",
        prepare="translation.machine.running.ask_item",
        result="translation.machine.running.result_url",
        outcome="translation.machine.running.outcome",
    ),
    "dry_run": Kind(
        _("Dry run of a file"),
        "translation.exchange.running.look_at_part",
        result="translation.exchange.running.result_url",
    ),
    "import": Kind(
        _("Import of a file"),
        "translation.exchange.running.take_in",
        result="translation.exchange.running.result_url",
        outcome="translation.exchange.running.outcome",
    ),
}

LEASE = timedelta(seconds=60)
"""How long one item may take at most; after it a worker that says nothing counts as killed."""
PORTION = 2.0
"""Seconds that one request works."""
KEPT = timedelta(days=30)
"""How long a finished job can be looked at."""


class Stop(Exception):
    """args[0] tells the user why neither this item nor the rest can be done now. Nothing of the item is kept."""


def begin(
    kind: str,
    items: list[Any],
    options: dict[str, Any],
    *,
    by: Any,
    subject: str = "",
    title: str = "",
) -> Job:
    """A job that waits; the one that is at work on the subject already, where there is one."""
    Job.objects.filter(finished_at__lt=timezone.now() - KEPT).delete()
    values = {"options": options, "created_by": by, "language": languages.get_language() or ""}
    try:
        with transaction.atomic():
            return Job.objects.create(
                kind=kind, items=items, subject=subject, title=title[:255], **values
            )
    except IntegrityError:
        return Job.objects.get(kind=kind, subject=subject, state__in=UNFINISHED)


def start(job: Job) -> Job:
    """What is small is done before the answer; a worker takes the job by itself. The job as it is then."""
    if not has_worker():
        work(job.pk)
    job.refresh_from_db()
    return job


def has_worker() -> bool:
    """Whether run_jobs runs beside the site. Otherwise the page that shows a job does it, in portions."""
    return bool(settings.BACKGROUND_WORKER)


def waiting() -> "QuerySet[Job]":
    """Unfinished jobs that nobody has, the oldest first."""
    return Job.objects.filter(free(), state__in=UNFINISHED).order_by("pk")


def free() -> Q:
    return Q(leased_until=None) | Q(leased_until__lt=timezone.now())


def work(pk: int, *, seconds: float | None = None) -> bool:
    """Do items until the time is up (PORTION); whether there is more for the caller to do.

    False also where another worker has the job.
    """
    if not lease(pk):
        return False
    end = monotonic() + (PORTION if seconds is None else seconds)
    while is_unfinished := do_next(pk):
        if monotonic() >= end:
            break
    Job.objects.filter(pk=pk).update(leased_until=None)
    return is_unfinished


def lease(pk: int) -> bool:
    now = timezone.now()
    unfinished = Job.objects.filter(free(), pk=pk, state__in=UNFINISHED)
    return bool(unfinished.update(leased_until=now + LEASE, seen_at=now, state=JobState.RUNNING))


def do_next(pk: int) -> bool:
    """The next item and its count; whether others are left."""
    job = Job.objects.select_related("created_by").get(pk=pk)
    with languages.override(job.language or None):
        try:
            return keep(job, prepared(job))
        except Stop as stop:
            return fail(job, str(stop))


def prepared(job: Job) -> tuple[Any, ...]:
    prepare = KINDS[job.kind].prepare
    if not prepare or job.cursor >= job.total:
        return ()
    return (import_string(prepare)(job.items[job.cursor], job.options, job.created_by),)


@transaction.atomic
def keep(seen: Job, prepared: tuple[Any, ...]) -> bool:
    """The item that was prepared, unless somebody else has done it meanwhile. Raises Stop."""
    job = Job.objects.select_for_update().get(pk=seen.pk)
    if job.state not in UNFINISHED or job.cursor != seen.cursor:
        return job.state in UNFINISHED
    if job.cursor < job.total:
        attempt(job, job.items[job.cursor], prepared)
        job.cursor += 1
        job.seen_at = timezone.now()
        job.leased_until = job.seen_at + LEASE
    if job.cursor >= job.total:
        job.state, job.finished_at = JobState.DONE, timezone.now()
    job.save(
        update_fields=[
            *("cursor", "state", "finished_at", "problems", "counts", "leased_until", "seen_at"),
        ]
    )
    return job.state != JobState.DONE


def attempt(job: Job, item: Any, prepared: tuple[Any, ...]) -> None:
    """What cannot be done is noted and does not hold up the rest."""
    step: Callable[..., dict[str, int] | None] = import_string(KINDS[job.kind].step)
    try:
        with transaction.atomic():
            counts = step(item, job.options, job.created_by, *prepared)
    except (Stop, OperationalError):
        # The database is away or too busy: the item is done later.
        raise
    except Exception as error:
        logger.warning("job %s, %s: %s", job.pk, item, error, exc_info=True)
        job.problems.append([item, said(error)])
    else:
        job.counts = dict(Counter(job.counts) + Counter(counts or {}))


def fail(job: Job, why: str) -> bool:
    """Where it stands it stays; retry goes on from there."""
    Job.objects.filter(pk=job.pk, state__in=UNFINISHED, cursor=job.cursor).update(
        state=JobState.FAILED, failure=why, finished_at=timezone.now()
    )
    return False


def retry(pk: int) -> None:
    """A failed job goes on where it stopped, unless the same was started anew."""
    again = {"state": JobState.WAITING, "failure": "", "finished_at": None, "leased_until": None}
    with suppress(IntegrityError), transaction.atomic():
        Job.objects.filter(pk=pk, state=JobState.FAILED).update(**again)


def said(error: Exception) -> str:
    if isinstance(error, ValidationError):
        return "; ".join(error.messages)
    return str(error) or type(error).__name__


def is_stalled(job: Job) -> bool:
    """Nobody works at it, although it is not done."""
    now = timezone.now()
    is_free = job.leased_until is None or job.leased_until < now
    return job.state in UNFINISHED and is_free


def is_left_to_page(job: Job) -> bool:
    """Whether the page has to do the work: no worker is set up, or it has given no sign of life for long."""
    last = job.seen_at or job.created_at
    return is_stalled(job) and (not has_worker() or last < timezone.now() - LEASE)


def result_url(job: Job) -> str:
    """Where the outcome can be seen; empty where the job's own page says all."""
    result = KINDS[job.kind].result
    return str(import_string(result)(job)) if result else ""


def outcome(job: Job) -> list[str]:
    """What came of it, a sentence each, in the active language."""
    words = KINDS[job.kind].outcome
    return list(import_string(words)(job)) if words else []
