"""What the version is counted from."""

from django.db import models


class ContentChange(models.Model):
    """How far one transaction moved the version; written by the database's own triggers only.

    A row for each transaction, so that two of them never wait for each other; their sum is the version.
    SQLite has one writer at a time, and one row.
    """

    transaction = models.BigIntegerField(primary_key=True)
    amount = models.BigIntegerField()

    def __str__(self) -> str:
        return f"{self.transaction}: {self.amount}"
