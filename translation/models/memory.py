"""Translations that came from elsewhere, in a TMX file: they belong to no document of this site."""

from django.conf import settings
from django.db import models
from wagtail.models import Locale


class MemoryEntry(models.Model):
    """One text with its translation. Those of this site's documents are not copied here."""

    source_locale = models.ForeignKey(Locale, on_delete=models.CASCADE, related_name="+")
    target_locale = models.ForeignKey(Locale, on_delete=models.CASCADE, related_name="+")
    key = models.UUIDField()
    """wagtail-localize's hash of the source's text, the same as String.data_hash."""
    source = models.TextField()
    target = models.TextField()
    """Both in wagtail-localize's inline HTML."""
    file = models.CharField(max_length=255)
    """The name of the file that it came in."""
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    added_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["source_locale", "target_locale", "key"], name="unique_memory_entry"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source[:40]} → {self.target[:40]}"
