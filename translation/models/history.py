"""Every text that a segment ever had in a language: nothing that somebody typed is lost."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Locale
from wagtail_localize.models import String, TranslationContext


class Origin(models.TextChoices):
    """Where the words of a version come from."""

    HUMAN = "HUMAN", _("Translator")
    MACHINE = "MACHINE", _("Machine")
    MEMORY = "MEMORY", _("Translation memory")


class SegmentVersion(models.Model):
    """One text of a string at its place in a document, in one language; the newest is the one that stands.

    Written whenever a StringTranslation is saved or deleted, whoever does it, so that wagtail-localize's own
    views and imports cannot bypass it. An empty text means that the translation was taken away.
    """

    string = models.ForeignKey(String, on_delete=models.CASCADE, related_name="versions")
    context = models.ForeignKey(
        TranslationContext, null=True, on_delete=models.CASCADE, related_name="versions"
    )
    locale = models.ForeignKey(Locale, on_delete=models.CASCADE, related_name="+")
    text = models.TextField(blank=True)
    origin = models.CharField(max_length=10, choices=Origin.choices)
    tool = models.CharField(max_length=255, blank=True)
    """The machine or file that it came by; empty for what was typed here."""
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    written_at = models.DateTimeField(auto_now_add=True)
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    reviewed_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["locale", "string", "context", "-id"], name="segment_version_newest"
            )
        ]

    def __str__(self) -> str:
        return f"{self.string_id}: {self.text[:40]}"
