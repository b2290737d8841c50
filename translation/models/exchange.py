"""A file between its dry run and its being applied."""

from django.conf import settings
from django.db import models
from wagtail.models import Locale


class UploadedFile(models.Model):
    """Kept in the database, as the process that applies it need not be the one that took it.

    Deleted when it is applied, and a day after it came.
    """

    name = models.CharField(max_length=255)
    content = models.BinaryField()
    locale = models.ForeignKey(Locale, on_delete=models.CASCADE, related_name="+")
    """The language that its translations are in."""
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+"
    )
    uploaded_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.name
