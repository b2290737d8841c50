"""Counts attempts by account and by address, in the database: a cache forgets, and may be away (ADR 41).

The attempt is written before it is judged, so that many at the same moment see each other.
"""

import math
import unicodedata
from collections.abc import Iterable
from datetime import timedelta

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac

from accounts.models import Attempt

KEPT = timedelta(hours=1)
LONGEST_NAME = 254
"""Characters of an account's name that count: Wagtail's form takes no more."""


def begin(keys: Iterable[str]) -> tuple[list[int], int]:
    """The numbers of the attempt's rows, and 0; or, over the limit, no rows and the seconds to wait.

    An attempt that is over the limit does not count: nobody is kept out for longer than they try.
    """
    now = timezone.now()
    wanted = list(keys)
    Attempt.objects.filter(made_at__lt=now - KEPT).delete()
    with transaction.atomic():
        rows = [Attempt(key=key, made_at=now) for key in wanted]
        own = [row.pk for row in Attempt.objects.bulk_create(rows)]
    wait = max((seconds_to_wait(key) for key in wanted), default=0)
    if wait:
        forget(own)
        return [], wait
    return own, 0


def seconds_to_wait(key: str) -> int:
    """0 while the attempts of the last minute, with the newest, are within the limit."""
    limit, minute = settings.ATTEMPTS_PER_MINUTE, timedelta(minutes=1)
    now = timezone.now()
    recent = Attempt.objects.filter(key=key, made_at__gt=now - minute)
    made = list(recent.order_by("-made_at").values_list("made_at", flat=True)[: limit + 1])
    if len(made) <= limit:
        return 0
    return max(1, math.ceil((made[limit] + minute - now).total_seconds()))


def forget(rows: list[int]) -> None:
    """The attempt was good, and does not count against the next ones."""
    Attempt.objects.filter(pk__in=rows).delete()


def key_of(kind: str, value: str) -> str:
    return salted_hmac(f"accounts.attempts.{kind}", value, algorithm="sha256").hexdigest()


def account_of(typed: str) -> str:
    """One name for all ways of typing it: the user's number where there is such a user.

    Only this field is part of the key: with other fields in it, changing those would count from
    zero (Strapi's CVE-2025-64526).
    """
    name = unicodedata.normalize("NFKC", typed.strip()[:LONGEST_NAME]).casefold()
    users = get_user_model()._default_manager
    for field in ("username", "email"):
        pk = users.filter(**{f"{field}__iexact": name}).values_list("pk", flat=True).first()
        if pk is not None:
            return f"user {pk}"
    return f"name {name}"
