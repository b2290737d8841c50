"""The steps of a task. Each checks where the task stands, is recorded, and is told to whoever listens.

Who may take a step is for the caller to ask of translation.rights; the admin, an API and commands call the same
functions.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from translation.events import Event, announce
from translation.models import Comment, State, Transition, TranslationTask

_quiet: ContextVar[bool] = ContextVar("quiet", default=False)


class WrongState(Exception):
    """The step cannot be taken from where the task stands; nothing was changed."""

    def __init__(self, task: TranslationTask, wanted: State) -> None:
        super().__init__(f"task {task.pk} is {task.state} and cannot become {wanted}")
        self.state = State(task.state)
        self.wanted = wanted


class CommentMissing(Exception):
    """Nobody is sent back to work without being told why."""


STEPS: dict[State, set[State]] = {
    State.NEW: {State.IN_PROGRESS, State.IN_REVIEW},
    State.IN_PROGRESS: {State.IN_REVIEW, State.OUTDATED},
    State.IN_REVIEW: {State.IN_PROGRESS, State.CHANGES_REQUESTED, State.APPROVED, State.OUTDATED},
    State.CHANGES_REQUESTED: {State.IN_PROGRESS, State.IN_REVIEW, State.OUTDATED},
    State.APPROVED: {
        State.IN_PROGRESS,
        State.CHANGES_REQUESTED,
        State.PUBLISHED,
        State.OUTDATED,
    },
    State.PUBLISHED: {State.IN_PROGRESS, State.OUTDATED},
    State.OUTDATED: {State.IN_PROGRESS, State.IN_REVIEW, State.PUBLISHED},
}
"""Where each state may lead to."""
RESTING = (State.NEW, State.APPROVED, State.PUBLISHED, State.OUTDATED)
"""From which a new text leads back to work."""


@transaction.atomic
def move(task: TranslationTask, to: State, *, by: Any, comment: str = "") -> None:
    """Raises WrongState. The task that was handed in is brought up to date."""
    standing = TranslationTask.objects.select_for_update().get(pk=task.pk)
    task.state = standing.state
    if to not in STEPS[State(standing.state)]:
        raise WrongState(task, to)
    Transition.objects.create(
        task=task, from_state=standing.state, to_state=to, by=by, comment=comment
    )
    task.state = to
    task.changed_at = timezone.now()
    TranslationTask.objects.filter(pk=task.pk).update(state=to, changed_at=task.changed_at)


def start(task: TranslationTask, *, by: Any) -> None:
    """Also takes back what was asked for review or approved."""
    move(task, State.IN_PROGRESS, by=by)


@transaction.atomic
def request_review(task: TranslationTask, *, by: Any, comment: str = "") -> None:
    """Raises WrongState. What is missing is told by translation.publishing.missing(); asking is allowed."""
    move(task, State.IN_REVIEW, by=by, comment=comment)
    announce(Event.REVIEW_REQUESTED, task, by=by, comment=comment)


@transaction.atomic
def request_changes(task: TranslationTask, *, by: Any, comment: str) -> None:
    """Raises WrongState, CommentMissing."""
    if not comment.strip():
        raise CommentMissing
    move(task, State.CHANGES_REQUESTED, by=by, comment=comment)
    announce(Event.CHANGES_REQUESTED, task, by=by, comment=comment)


@transaction.atomic
def assign(task: TranslationTask, users: Iterable[Any], *, by: Any) -> None:
    """Make these, and nobody else, the task's assignees."""
    before = set(task.assignees.all())
    now = set(users)
    task.assignees.set(now)
    if now - before:
        announce(Event.ASSIGNED, task, by=by, users=now - before)


@transaction.atomic
def plan(
    task: TranslationTask,
    *,
    due_on: date | None,
    priority: int,
    note: str,
    users: Iterable[Any],
    by: Any,
) -> None:
    task.due_on, task.priority, task.note = due_on, priority, note
    task.save(update_fields=["due_on", "priority", "note", "changed_at"])
    assign(task, users, by=by)


@transaction.atomic
def comment_on(
    task: TranslationTask,
    text: str,
    *,
    by: Any,
    string: int | None = None,
    context: int | None = None,
) -> Comment:
    """On the whole task where no segment is given."""
    made = Comment.objects.create(task=task, text=text, by=by, string_id=string, context_id=context)
    announce(Event.COMMENTED, task, by=by, comment=text)
    return made


def resolve(comment: Comment, *, by: Any) -> None:
    Comment.objects.filter(pk=comment.pk, resolved_at=None).update(
        resolved_by=by, resolved_at=timezone.now()
    )


def text_written(task: TranslationTask, *, by: Any) -> None:
    """A new text takes an approval away, and tells that somebody is at work.

    A task sent back stays so until it is asked for review again; in review, a reviewer may mend a word.
    """
    if _quiet.get():
        return
    if task.state in RESTING:
        move(task, State.IN_PROGRESS, by=by)


def texts_written(tasks: "QuerySet[TranslationTask]", *, by: Any) -> None:
    """The same for many, in three statements."""
    found = list(tasks.filter(state__in=RESTING).order_by("pk").select_for_update())
    Transition.objects.bulk_create(
        Transition(task=task, from_state=task.state, to_state=State.IN_PROGRESS, by=by)
        for task in found
    )
    TranslationTask.objects.filter(pk__in=[task.pk for task in found]).update(
        state=State.IN_PROGRESS, changed_at=timezone.now()
    )


@contextmanager
def quietly() -> Iterator[None]:
    """For texts that the system writes without anybody being at work."""
    token = _quiet.set(True)
    try:
        yield
    finally:
        _quiet.reset(token)
