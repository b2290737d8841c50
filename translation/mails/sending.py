"""Writes and sends what there is to tell a person. A notice counts as sent only when the mail server took the mail."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override
from wagtail.users.models import UserProfile

from translation.addresses import task_address
from translation.models import MailChoices, MailKind, Notice, Pace

GRACE = timedelta(hours=1)
"""After which a mail that should have gone at once counts as left over."""


@dataclass(frozen=True, slots=True)
class Item:
    """One notice in words."""

    headline: str
    title: str
    language: str
    address: str
    due_on: date | None
    note: str
    comment: str


def send(numbers: Iterable[int]) -> int:
    """One mail to each person of these notices; how many went out. Those sent already are left."""
    with transaction.atomic():
        notices = list(unsent().filter(pk__in=list(numbers)).order_by("user_id", "pk"))
        mails = [write(list(group)) for _user, group in groupby(notices, lambda one: one.user)]
        for mail in mails:
            mail.send()
        Notice.objects.filter(pk__in=[one.pk for one in notices]).update(sent_at=timezone.now())
    return len(mails)


def unsent() -> Any:
    """Locked, so that two who send at the same time send once."""
    rows = Notice.objects.filter(sent_at=None, user__is_active=True)
    related = ("task__translation__source", "task__translation__target_locale", "user", "by")
    return rows.select_related(*related).select_for_update(of=("self",))


def send_left_over() -> int:
    """What should have gone at once, and what is due tomorrow, to those who want mails at once."""
    due = {"kind": MailKind.DUE_TOMORROW}
    rows = Notice.objects.filter(sent_at=None).exclude(user__translation_mails__pace=Pace.DAILY)
    old = rows.filter(created_at__lt=timezone.now() - GRACE).exclude(**due)
    numbers = [*old.values_list("pk", flat=True), *rows.filter(**due).values_list("pk", flat=True)]
    return sum(send([number]) for number in numbers)


def send_digests(today: date) -> int:
    """To each who wants one mail a day and has something in it; how many went out."""
    waiting = Notice.objects.filter(sent_at=None).values("user")
    choices = MailChoices.objects.filter(pace=Pace.DAILY, user__in=waiting)
    return sum(send_digest(one.pk, today) for one in choices.exclude(digest_on=today))


def send_digest(user: int, today: date) -> int:
    with transaction.atomic():
        due = MailChoices.objects.select_for_update().filter(pk=user).exclude(digest_on=today)
        if not due.update(digest_on=today):
            return 0
        numbers = Notice.objects.filter(user_id=user, sent_at=None).values_list("pk", flat=True)
        return send(list(numbers))


def write(notices: list[Notice]) -> EmailMultiAlternatives:
    """All of one person."""
    user = notices[0].user
    with override(language_of(user)):
        items = [item(notice) for notice in notices]
        context: dict[str, Any] = {
            "items": items,
            "account": f"{settings.WAGTAILADMIN_BASE_URL}{reverse('wagtailadmin_account')}",
            "language": language_of(user),
            "subject": subject(items),
        }
        mail = EmailMultiAlternatives(
            subject=context["subject"],
            body=render_to_string("translation/mails/mail.txt", context),
            to=[user.email],
        )
        mail.attach_alternative(
            render_to_string("translation/mails/mail.html", context), "text/html"
        )
    return mail


def language_of(user: Any) -> str:
    """Never that of whoever caused the mail."""
    profile = UserProfile.objects.filter(user=user).first()
    return (profile and profile.preferred_language) or settings.LANGUAGE_CODE


def subject(items: list[Item]) -> str:
    if len(items) == 1:
        text = f"{items[0].headline}: {items[0].title} ({items[0].language})"
    else:
        text = ngettext(
            "Translations: %(count)d news", "Translations: %(count)d news", len(items)
        ) % {"count": len(items)}
    return " ".join(text.split())


def item(notice: Notice) -> Item:
    task = notice.task
    return Item(
        headline=headline(notice),
        title=task.translation.source.object_repr,
        language=task.translation.target_locale.get_display_name(),
        address=settings.WAGTAILADMIN_BASE_URL + task_address(task.pk),
        due_on=task.due_on,
        note=task.note,
        comment=notice.comment,
    )


def headline(notice: Notice) -> str:
    by = notice.by and (notice.by.get_full_name() or notice.by.get_username())
    if by:
        named = {
            MailKind.ASSIGNED: _("%(name)s assigned a translation to you"),
            MailKind.REVIEW_REQUESTED: _("%(name)s asks for a review"),
            MailKind.CHANGES_REQUESTED: _("%(name)s asks for changes"),
        }
        if notice.kind in named:
            return named[MailKind(notice.kind)] % {"name": by}
    return {
        MailKind.ASSIGNED: _("A translation was assigned to you"),
        MailKind.REVIEW_REQUESTED: _("A review is asked for"),
        MailKind.CHANGES_REQUESTED: _("Changes are asked for"),
        MailKind.DUE_TOMORROW: _("Due tomorrow"),
        MailKind.SOURCE_CHANGED: _("The source text changed"),
    }[MailKind(notice.kind)]
