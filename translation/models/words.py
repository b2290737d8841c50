"""How many words there are to translate and how many are: kept, so that no overview counts thousands of texts."""

from django.db import models
from wagtail_localize.models import Translation


class DocumentWords(models.Model):
    """What the source of one document has to translate, submitted or not. Written by translation.words alone."""

    document = models.UUIDField(primary_key=True)
    """Its translation_key."""
    words = models.PositiveIntegerField()

    def __str__(self) -> str:
        return f"{self.document}: {self.words}"


class TranslatedWords(models.Model):
    """How many words of the source are translated, without an error. Written by translation.words alone."""

    translation = models.OneToOneField(
        Translation, primary_key=True, on_delete=models.CASCADE, related_name="translated_words"
    )
    words = models.PositiveIntegerField()

    def __str__(self) -> str:
        return f"{self.translation_id}: {self.words}"
