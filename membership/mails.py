"""The mails about an application: to its sender in the language of the form, to the secretariat in the source language.

They are written and kept with their reason, and sent when that is committed. A mail that could not be sent is
tried again by the daily job. Logs name numbers only.
"""

import logging
from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import F
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override
from django_tasks import task
from wagtail.models import Locale

from membership.models import Application, EntryKind, Mail
from snippets.models import SiteInformation

MAX_TRIES = 10
"""Once a day; then somebody has to look."""

logger = logging.getLogger("membership")

GREETING = _("Dear %(name)s,")
REFERENCE = _("Your reference: %(reference)s")
LETTERS: dict[str, tuple[Any, Any]] = {
    EntryKind.RECEIPT: (
        _("We have received your application"),
        _(
            "Thank you: the application of %(authority)s to join the Alliance has arrived. We will read it and "
            "write to you."
        ),
    ),
    EntryKind.QUESTION: (
        _("A question about your application"),
        _("We have a question about the application of %(authority)s:"),
    ),
    EntryKind.ACCEPTED: (
        _("Your application is accepted"),
        _(
            "We are glad to welcome %(authority)s to the Alliance. It will soon stand in the list of members "
            "on our site."
        ),
    ),
    EntryKind.DECLINED: (
        _("About your application"),
        _("We are sorry that we cannot accept the application of %(authority)s, for this reason:"),
    ),
}
"""Subject and first paragraph; what a colleague typed follows as it is."""
ANSWER = _("Please answer this mail.")


def write_to_applicant(application: Application, kind: str, text: str = "") -> None:
    """Call it in the transaction that makes the reason."""
    with override(application.locale):
        subject, opening = LETTERS[kind]
        facts = {"name": application.contact_name, "authority": application.authority_name}
        parts = [
            GREETING % facts,
            opening % facts,
            text,
            ANSWER if kind == EntryKind.QUESTION else "",
            REFERENCE % {"reference": application.reference},
            sender_name(application.locale),
        ]
        keep(application, kind, f"{subject} ({application.reference})", parts, to_applicant=True)


def write_to_secretariat(application: Application) -> None:
    """That a new application waits. The authority is named, no person."""
    with override(settings.LANGUAGE_CODE):
        address = settings.WAGTAILADMIN_BASE_URL + reverse(
            "applications:detail", args=[application.pk]
        )
        parts = [
            _("%(authority)s (%(country)s) asks to join.")
            % {"authority": application.authority_name, "country": application.country},
            address,
        ]
        subject = _("New application to join (%(reference)s)") % {
            "reference": application.reference
        }
        keep(application, EntryKind.RECEIPT, subject, parts, to_applicant=False)


def keep(
    application: Application, kind: str, subject: str, parts: Iterable[Any], *, to_applicant: bool
) -> None:
    body = "\n\n".join(filter(None, map(str, parts)))
    mail = Mail.objects.create(
        application=application, to_applicant=to_applicant, kind=kind, subject=subject, body=body
    )
    transaction.on_commit(lambda: send.enqueue(mail.pk), robust=True)


def sender_name(language: str) -> str:
    """The name of the organisation in a language, or else in the source language; empty when there is none."""
    names = dict(SiteInformation.objects.values_list("locale__language_code", "name"))
    return str(names.get(language) or names.get(Locale.get_default().language_code) or "")


def secretariat() -> str:
    """Where the secretariat reads its mail: the setting, or else the contact address of the site."""
    contact = SiteInformation.objects.filter(locale=Locale.get_default())
    return (
        settings.MEMBERSHIP_EMAIL or contact.values_list("contact_email", flat=True).first() or ""
    )


@task()
def send(mail_id: int) -> None:
    """A mail that is sent, or that another process is just sending, is left."""
    mail = Mail.objects.select_related("application").filter(pk=mail_id).first()
    to = address_of(mail) if mail else ""
    if mail is None or not to or not claim(mail):
        return
    message = EmailMessage(mail.subject, mail.body, to=[to], reply_to=replies(mail))
    if was_sent(message, mail):
        # It is in somebody's mail box: its text is not needed here any more.
        Mail.objects.filter(pk=mail.pk).update(sent_at=timezone.now(), body="")


def address_of(mail: Mail) -> str:
    return mail.application.email if mail.to_applicant else secretariat()


def replies(mail: Mail) -> list[str]:
    return [secretariat()] if mail.to_applicant and secretariat() else []


def claim(mail: Mail) -> bool:
    """Counts the try before it is made: no two processes make the same one."""
    same = Mail.objects.filter(pk=mail.pk, sent_at=None, tries=mail.tries, tries__lt=MAX_TRIES)
    return bool(same.update(tries=F("tries") + 1))


def was_sent(message: EmailMessage, mail: Mail) -> bool:
    try:
        return bool(message.send())
    # Mail servers quote addresses in what they refuse: the log gets the kind of error only.
    except Exception as error:
        logger.warning("mail %s was not sent: %s", mail.pk, type(error).__name__)
        return False


def send_waiting() -> int:
    """Tries again what could not be sent; how many went out."""
    an_hour_ago = timezone.now() - timedelta(hours=1)
    waiting = Mail.objects.filter(sent_at=None, tries__lt=MAX_TRIES, created_at__lt=an_hour_ago)
    numbers = list(waiting.values_list("pk", flat=True))
    for number in numbers:
        send.call(number)
    return Mail.objects.filter(pk__in=numbers, sent_at__isnull=False).count()
