"""Makes, finds and revokes API keys."""

import hashlib
import secrets

from django.utils import timezone

from access.models import ApiKey

PREFIX = "alliance_"
"""Lets scanners for leaked secrets find ours."""
BYTES = 32
SHOWN = len(PREFIX) + 6
LONGEST = 100


def digest_of(secret: str) -> str:
    """Plain SHA-256: a key is random and long, so there is nothing to guess that salt or slowness would protect."""
    return hashlib.sha256(secret.encode()).hexdigest()


def give_secret(key: ApiKey) -> str:
    """A new secret for a key that is not saved yet. It is the only place where it can be read."""
    secret = PREFIX + secrets.token_urlsafe(BYTES)
    key.beginning = secret[:SHOWN]
    key.digest = digest_of(secret)
    return secret


def find_key(secret: str) -> int | None:
    """The number of the key with this secret; None for what is none, or none any more."""
    if not secret.startswith(PREFIX) or len(secret) > LONGEST or not secret.isascii():
        return None
    found = ApiKey.objects.filter(digest=digest_of(secret), revoked_at=None)
    key = found.only("pk", "last_used_on").first()
    if key is None:
        return None
    note_use(key)
    return key.pk


def note_use(key: ApiKey) -> None:
    """By the day: one write for each key and day is enough to see which are in use."""
    today = timezone.localdate()
    if key.last_used_on != today:
        ApiKey.objects.filter(pk=key.pk).update(last_used_on=today)


def revoke(key: ApiKey) -> None:
    """From the next request on. A second time changes nothing."""
    ApiKey.objects.filter(pk=key.pk, revoked_at=None).update(revoked_at=timezone.now())
