"""Attempts that are counted."""

from django.db import models


class Attempt(models.Model):
    """One try to log in, to get a password mail, or to guess a shared password.

    key is an HMAC of who tried, or of the account that was tried; the same try has a row for each.
    """

    key = models.CharField(max_length=64)
    made_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["key", "made_at"])]

    def __str__(self) -> str:
        return f"{self.key[:8]} {self.made_at:%H:%M:%S}"
