"""Keeps personal data as long as the setting says; hands out, and takes away, what is kept of one person."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from membership.models import Application, Entry, Mail

PERSONAL = {
    "contact_name": "",
    "contact_role": "",
    "email": "",
    "phone": "",
    "message": "",
    "consent_text": "",
    "client_hash": "",
}
"""The columns that say something of a person, and what they hold once they do not."""
EXPORTED = (
    "reference",
    "locale",
    "authority_name",
    "kind",
    "country",
    "contact_name",
    "contact_role",
    "email",
    "phone",
    "website",
    "message",
    "wishes_to_sign_declaration",
    "consent_given_at",
    "consent_text",
    "state",
    "created_at",
    "decided_at",
)


def applications_of(email: str) -> "QuerySet[Application]":
    return Application.objects.filter(email__iexact=email.strip())


def export(email: str) -> list[dict[str, Any]]:
    """All that is kept of whoever applied with this address, one entry for each application."""
    return [exported(application) for application in applications_of(email)]


def exported(application: Application) -> dict[str, Any]:
    own = {name: getattr(application, name) for name in EXPORTED}
    entries = application.entries.values("kind", "text", "created_at")
    mails = application.mails.filter(to_applicant=True)
    return own | {
        "history": list(entries),
        "mails": list(mails.values("kind", "subject", "body", "created_at", "sent_at")),
    }


def due() -> "QuerySet[Application]":
    """Kept so many days after the decision; those that nobody decided, after they came."""
    before = timezone.now() - timedelta(days=settings.MEMBERSHIP_RETENTION_DAYS)
    old = Q(decided_at__lt=before) | Q(decided_at=None, created_at__lt=before)
    return Application.objects.filter(old, anonymised_at=None)


def anonymise(applications: "QuerySet[Application]") -> int:
    """The authority, its country, and how it ended stay, for statistics; how many there were."""
    with transaction.atomic():
        numbers = list(applications.filter(anonymised_at=None).values_list("pk", flat=True))
        Entry.objects.filter(application__in=numbers).update(text="")
        Mail.objects.filter(application__in=numbers).delete()
        rows = Application.objects.filter(pk__in=numbers)
        rows.update(**PERSONAL, anonymised_at=timezone.now())
    return len(numbers)
