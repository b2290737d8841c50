"""Long work in portions, by a worker or by the requests of a page that shows how far it is.

Every item is done in one transaction together with its count. So a worker may be killed at any moment: the next
one, or the page that somebody looks at, goes on where it was.
"""

import logging
from collections.abc import Callable
from datetime import timedelta
from time import monotonic
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.module_loading import import_string
from django_tasks import DEFAULT_TASK_BACKEND_ALIAS, task, task_backends
from django_tasks.backends.immediate import ImmediateBackend

from translation.models import Job, JobState

logger = logging.getLogger(__name__)

STEPS = {"submit": "translation.submitting.submit_item"}
"""The kinds of jobs: a function(item, options, by) that does one item. What it raises is told to the user."""

LEASE = timedelta(seconds=60)
"""How long one item may take at most; after it a worker that says nothing counts as killed."""
PORTION = 2.0
"""Seconds that one request works."""


def begin(kind: str, items: list[Any], options: dict[str, Any], *, by: Any) -> Job:
    job = Job.objects.create(kind=kind, items=items, options=options, created_by=by)
    if has_worker():
        transaction.on_commit(lambda: hand_over(job.pk))
    return job


def hand_over(pk: int) -> None:
    work_off.enqueue(pk)


def has_worker() -> bool:
    """The default backend works at once, in the request: then the page that shows the job does it in portions."""
    return not isinstance(task_backends[DEFAULT_TASK_BACKEND_ALIAS], ImmediateBackend)


@task()
def work_off(pk: int) -> None:
    """All that is left, portion by portion."""
    while work(pk, seconds=PORTION):
        pass


def work(pk: int, *, seconds: float = PORTION) -> bool:
    """Do items until the time is up; whether there is more for the caller to do.

    False also where another worker has the job.
    """
    if not lease(pk):
        return False
    end = monotonic() + seconds
    while is_unfinished := do_next(pk):
        if monotonic() >= end:
            break
    Job.objects.filter(pk=pk).update(leased_until=None)
    return is_unfinished


def lease(pk: int) -> bool:
    now = timezone.now()
    free = Q(leased_until=None) | Q(leased_until__lt=now)
    unfinished = Job.objects.filter(free, pk=pk, state__in=(JobState.WAITING, JobState.RUNNING))
    return bool(unfinished.update(leased_until=now + LEASE, state=JobState.RUNNING))


@transaction.atomic
def do_next(pk: int) -> bool:
    """The next item and its count; whether others are left."""
    job = Job.objects.select_for_update().get(pk=pk)
    if job.cursor < job.total:
        attempt(job, job.items[job.cursor])
        job.cursor += 1
        job.leased_until = timezone.now() + LEASE
    if job.cursor >= job.total:
        job.state, job.finished_at = JobState.DONE, timezone.now()
    job.save(update_fields=["cursor", "state", "finished_at", "problems", "leased_until"])
    return job.state != JobState.DONE


def attempt(job: Job, item: Any) -> None:
    """What cannot be done is noted and does not hold up the rest."""
    step: Callable[[Any, dict[str, Any], Any], None] = import_string(STEPS[job.kind])
    try:
        with transaction.atomic():
            step(item, job.options, job.created_by)
    except Exception as error:
        logger.warning("job %s, %s: %s", job.pk, item, error, exc_info=True)
        job.problems.append([item, said(error)])


def said(error: Exception) -> str:
    if isinstance(error, ValidationError):
        return "; ".join(error.messages)
    return str(error) or type(error).__name__


def is_stalled(job: Job) -> bool:
    """Nobody works at it, although it is not done."""
    now = timezone.now()
    is_free = job.leased_until is None or job.leased_until < now
    return job.state in (JobState.WAITING, JobState.RUNNING) and is_free
