"""Notes whom an event concerns, in its transaction; who wants mails at once gets them after it."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction

from translation.events import Event
from translation.mails.tasks import send_at_once
from translation.models import (
    MailChoices,
    MailKind,
    Notice,
    Pace,
    Role,
    State,
    TranslationTask,
)
from translation.rights import Action, may

KINDS = {
    Event.ASSIGNED: MailKind.ASSIGNED,
    Event.REVIEW_REQUESTED: MailKind.REVIEW_REQUESTED,
    Event.CHANGES_REQUESTED: MailKind.CHANGES_REQUESTED,
    Event.SOURCE_CHANGED: MailKind.SOURCE_CHANGED,
}
"""Of the other events nobody is told by mail."""
UNDER_REVIEW = (State.IN_REVIEW, State.APPROVED)


def heard(event: Event, task: TranslationTask, by: Any, comment: str, users: Any, **_: Any) -> None:
    kind = KINDS.get(event)
    if kind is None:
        return
    for user in concerned(event, task, users):
        if by is None or user.pk != by.pk:
            note(user, task, kind, by=by, comment=comment)


def concerned(event: Event, task: TranslationTask, users: Iterable[Any]) -> list[Any]:
    """Who is to do something now. Where nobody is assigned, all who could."""
    if event == Event.ASSIGNED:
        return list(users)
    if event == Event.REVIEW_REQUESTED:
        return team(task, Role.REVIEWER)
    return workers(task)


def workers(task: TranslationTask) -> list[Any]:
    return list(task.assignees.all()) or team(task, Role.TRANSLATOR)


def team(task: TranslationTask, role: Role) -> list[Any]:
    teams = {
        "translation_teams__locale": task.translation.target_locale_id,
        "translation_teams__role": role,
    }
    return list(get_user_model()._default_manager.filter(**teams).order_by("pk"))


def note(
    user: Any, task: TranslationTask, kind: MailKind, *, by: Any = None, comment: str = ""
) -> None:
    choices = MailChoices.of(user)
    if not can_be_told(user, task) or not choices.wants(kind):
        return
    made = Notice.objects.create(user=user, task=task, kind=kind, by=by, comment=comment)
    if choices.pace == Pace.AT_ONCE:
        transaction.on_commit(lambda: send_at_once(made.pk))


def can_be_told(user: Any, task: TranslationTask) -> bool:
    """Nobody gets titles and comments of a language that he or she may not see."""
    return bool(user.email) and may(user, Action.VIEW, task.translation.target_locale_id)


def note_due(today: date) -> None:
    """Of all that is due tomorrow and not done; once for each person, task and date."""
    tomorrow = today + timedelta(days=1)
    tasks = TranslationTask.objects.filter(due_on=tomorrow).exclude(state=State.PUBLISHED)
    for task in tasks.select_related("translation"):
        people = team(task, Role.REVIEWER) if task.state in UNDER_REVIEW else workers(task)
        for user in people:
            note_date(user, task, tomorrow)


def note_date(user: Any, task: TranslationTask, due_on: date) -> None:
    """Sent by whoever calls: the daily command sends all that is left."""
    if can_be_told(user, task) and MailChoices.of(user).wants(MailKind.DUE_TOMORROW):
        Notice.objects.get_or_create(
            user=user, task=task, kind=MailKind.DUE_TOMORROW, due_on=due_on
        )
