"""A file between its coming in and its being applied, in parts that are looked at one by one."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Locale


class FileKind(models.TextChoices):
    """What a file brings."""

    TEXTS = "TEXTS", _("Translations")
    MEMORY = "MEMORY", _("Translation memory")


class UploadedFile(models.Model):
    """Kept in the database, as the process that applies it need not be the one that took it.

    Deleted when it is applied, and a day after it came.
    """

    name = models.CharField(max_length=255)
    content = models.BinaryField()
    kind = models.CharField(
        max_length=10, choices=FileKind.choices, default=FileKind.TEXTS, db_default=FileKind.TEXTS
    )
    locale = models.ForeignKey(Locale, on_delete=models.CASCADE, related_name="+")
    """The language that its translations are in."""
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+"
    )
    uploaded_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.name


class UploadedPart(models.Model):
    """Some documents of a file, or some entries of a memory: what one portion of its dry run looks at."""

    file = models.ForeignKey(UploadedFile, on_delete=models.CASCADE, related_name="parts")
    given: Any = models.JSONField()
    """What the file says."""
    found: Any = models.JSONField(null=True)
    """What would become of it here; None before the dry run."""

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.file_id}: {self.pk}"
