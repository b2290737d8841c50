"""Takes in applications: once for each key, a few for each sender, and without telling what is known already."""

import math
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import DataError, IntegrityError, connection, transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import override

from membership.form import ApplicationForm, Problem, problems
from membership.mails import write_to_applicant, write_to_secretariat
from membership.models import Application, EntryKind, Suspicion

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
LOCK = 0x4A4F494E
"""The number of our advisory lock in PostgreSQL; nothing else may use it."""
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32: without I, L, O and U, which are misread. https://www.crockford.com/base32.html"""


class TooManyApplications(Exception):
    """Of this sender, or of all together; there is room again after so many seconds, at least 1."""

    def __init__(self, retry_after_seconds: int) -> None:
        super().__init__(f"no more applications for {retry_after_seconds} s")
        self.retry_after_seconds = retry_after_seconds


class NotStored(Exception):
    """The database refused the application; the text is the kind of its error."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """Either a reference or problems. language is that of the application that stands."""

    language: str
    reference: str | None = None
    problems: tuple[Problem, ...] = ()


def apply(
    values: Mapping[str, Any],
    *,
    key: UUID,
    language: str,
    client: str,
    consent_text: str,
    honeypot: str,
) -> Outcome:
    """values are those of ApplicationForm by name; client is the sender's address.

    An application with the key gives its own outcome again, whatever is sent now. With problems
    nothing is stored, so that the key is still good for what is corrected. Raises
    TooManyApplications, and NotStored.
    """
    standing = outcome_of(key)
    if standing:
        return standing
    form = ApplicationForm(values)
    if not form.is_valid():
        with override(language):
            return Outcome(language, problems=problems(form))
    now = timezone.now()
    application = Application(
        **form.cleaned_data,
        reference=reference_of(key),
        idempotency_key=key,
        locale=language,
        consent_given_at=now,
        consent_text=consent_text,
        client_hash=hash_of(client),
        created_at=now,
    )
    with one_at_a_time():
        # Once more: the same key may have been stored while this one waited.
        return outcome_of(key) or stored(application, honeypot)


def outcome_of(key: UUID) -> Outcome | None:
    rows = Application.objects.filter(idempotency_key=key).values_list("locale", "reference")
    return next((Outcome(locale, reference) for locale, reference in rows), None)


def reference_of(key: UUID) -> str:
    """Such as ALL-7F3K-92QX: it follows from the key alone, so that it tells nothing of what is known."""
    digest = salted_hmac("membership.reference", str(key), algorithm="sha256").digest()
    signs = "".join(ALPHABET[byte % len(ALPHABET)] for byte in digest[:8])
    return f"ALL-{signs[:4]}-{signs[4:]}"


def hash_of(client: str) -> str:
    return salted_hmac("membership.client", client, algorithm="sha256").hexdigest()


@contextmanager
def one_at_a_time() -> Iterator[None]:
    """A transaction in which nobody else counts or stores applications.

    Our SQLite transactions are IMMEDIATE, which is just that.
    """
    with transaction.atomic():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
        yield


def stored(application: Application, honeypot: str) -> Outcome:
    refuse_too_many(application)
    application.suspicion = suspicion(application, honeypot)
    try:
        application.save(force_insert=True)
    except (DataError, IntegrityError) as error:
        # Their texts quote the row, which must not reach a log.
        raise NotStored(type(error).__name__) from None
    announce(application)
    return Outcome(application.locale, application.reference)


def announce(application: Application) -> None:
    """A suspicious one waits in silence: nobody can have us write to others by filling in forms."""
    if not application.suspicion:
        write_to_applicant(application, EntryKind.RECEIPT)
        write_to_secretariat(application)


def refuse_too_many(application: Application) -> None:
    limits, now = settings.MEMBERSHIP_LIMITS, application.created_at
    every = Application.objects.all()
    own = every.filter(client_hash=application.client_hash)
    seconds = max(
        seconds_until_room(own, limits["CLIENT_PER_HOUR"], now),
        seconds_until_room(every, limits["ALL_PER_HOUR"], now),
    )
    if seconds:
        raise TooManyApplications(seconds)


def seconds_until_room(rows: "QuerySet[Application]", limit: int, now: datetime) -> int:
    """Until fewer than limit of the rows are of the last hour; 0 when it is so."""
    recent = rows.filter(created_at__gt=now - HOUR).order_by("-created_at")
    times = recent.values_list("created_at", flat=True)[limit - 1 : limit]
    return max((math.ceil((time + HOUR - now).total_seconds()) for time in times), default=0)


def suspicion(application: Application, honeypot: str) -> str:
    """Noted for the review only: an error would tell that the address is known (threat 12)."""
    if honeypot:
        return Suspicion.HONEYPOT
    since = application.created_at - DAY
    same = Application.objects.filter(email__iexact=application.email, created_at__gt=since)
    return Suspicion.TOO_MANY if same.count() >= settings.MEMBERSHIP_LIMITS["EMAIL_PER_DAY"] else ""
