"""What happens to tasks, told in one place: whoever sends mails or keeps statistics listens here."""

from collections.abc import Iterable
from enum import Enum
from typing import Any

from django.dispatch import Signal

from translation.models import TranslationTask


class Event(Enum):
    ASSIGNED = "ASSIGNED"
    """users: those newly assigned."""
    REVIEW_REQUESTED = "REVIEW_REQUESTED"
    CHANGES_REQUESTED = "CHANGES_REQUESTED"
    APPROVED = "APPROVED"
    PUBLISHED = "PUBLISHED"
    SOURCE_CHANGED = "SOURCE_CHANGED"
    """The work has to be looked at again, whether something was live or not."""
    COMMENTED = "COMMENTED"


happened = Signal()
"""Arguments: event, task, by (None: the system), comment ("" where there is none), users."""


def announce(
    event: Event,
    task: TranslationTask,
    *,
    by: Any = None,
    comment: str = "",
    users: Iterable[Any] = (),
) -> None:
    """Inside the transaction of what happened: a listener that stores rows keeps them only if it did."""
    happened.send(
        TranslationTask, event=event, task=task, by=by, comment=comment, users=list(users)
    )
