"""What is done with an application: each step is one function, one transaction and one line of its history."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from wagtail.models import Locale

from membership.mails import write_to_applicant
from membership.models import Application, Entry, EntryKind, State
from membership.signals import application_accepted
from snippets.models import Member


class AlreadyDecided(Exception):
    """Somebody accepted or declined the application meanwhile; nothing was done."""


@contextmanager
def opened(application: Application) -> Iterator[Application]:
    """The application as it stands now, for this transaction alone. Raises AlreadyDecided."""
    with transaction.atomic():
        now = Application.objects.select_for_update(of=("self",)).get(pk=application.pk)
        if not now.is_open or now.anonymised_at:
            raise AlreadyDecided(now.reference)
        yield now


def add_entry(application: Application, kind: str, by: Any, text: str = "") -> None:
    Entry.objects.create(application=application, kind=kind, author=by, text=text)


def note(application: Application, text: str, by: Any) -> None:
    """Also on a decided one."""
    add_entry(application, EntryKind.NOTE, by, text)


def assign(application: Application, to: Any, by: Any) -> None:
    """To a colleague, or to nobody with None; whoever gets a new one is in the middle of its review."""
    with opened(application) as now:
        now.assigned_to = to
        if to and now.state == State.NEW:
            now.state = State.IN_REVIEW
        now.save(update_fields=["assigned_to", "state"])
        add_entry(now, EntryKind.ASSIGNED, by, to.get_username() if to else "")


def ask_back(application: Application, question: str, by: Any) -> None:
    with opened(application) as now:
        now.state = State.WAITING
        now.save(update_fields=["state"])
        add_entry(now, EntryKind.QUESTION, by, question)
        write_to_applicant(now, EntryKind.QUESTION, question)


def note_answer(application: Application, answer: str, by: Any) -> None:
    """The applicant answered, by mail or telephone: the review goes on."""
    with opened(application) as now:
        now.state = State.IN_REVIEW
        now.save(update_fields=["state"])
        add_entry(now, EntryKind.ANSWER, by, answer)


def decline(application: Application, reason: str, by: Any) -> None:
    with opened(application) as now:
        decide(now, State.DECLINED)
        add_entry(now, EntryKind.DECLINED, by, reason)
        write_to_applicant(now, EntryKind.DECLINED, reason)


def accept(application: Application, by: Any, member: Member | None = None) -> Member:
    """Makes the member as a draft, or takes the one that stands already. Raises AlreadyDecided, ValidationError.

    Publishing the draft is for whoever may publish members.
    """
    with opened(application) as now:
        made = member or draft_member(now, by)
        now.member = made
        decide(now, State.ACCEPTED)
        add_entry(now, EntryKind.ACCEPTED, by)
        write_to_applicant(now, EntryKind.ACCEPTED)
        application_accepted.send(Application, application=now, member=made)
        return made


def decide(application: Application, state: State) -> None:
    application.state = state
    application.decided_at = timezone.now()
    application.save(update_fields=["state", "decided_at", "member"])


def draft_member(application: Application, by: Any) -> Member:
    """With what the applicant gave, in the source language. The date of a signature is for an editor to add."""
    member = Member(
        name=application.authority_name,
        kind=application.kind,
        country=application.country,
        website=application.website,
        locale=Locale.get_default(),
        live=False,
        has_unpublished_changes=True,
    )
    member.full_clean(exclude=["folded_name"])
    member.save()
    member.save_revision(user=by)
    return member


def message_of(error: ValidationError) -> str:
    return " ".join(error.messages)
