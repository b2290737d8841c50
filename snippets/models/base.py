"""What all snippets share: drafts, revisions, languages, and facts that no language changes."""

from typing import Any, ClassVar

from django.db import models, transaction
from wagtail.models import DraftStateMixin, Locale, RevisionMixin, TranslatableMixin
from wagtail.search import index
from wagtail_localize.fields import BaseTranslatableField, SynchronizedField

from preview.showing import FrontendPreviewMixin


class TranslatedSnippet(
    FrontendPreviewMixin,
    DraftStateMixin,
    RevisionMixin,
    TranslatableMixin,
    index.Indexed,
    models.Model,
):
    """A record with one row per language, of which only the translated fields differ.

    The neutral fields have one owner, the row in the source language: saving it writes them to
    every other row, and no other row can be saved with different ones. So a member's website is
    one fact, although wagtail-localize wants a row per language (ADR 0004).
    """

    translatable_fields: ClassVar[list[BaseTranslatableField]] = []

    class Meta(TranslatableMixin.Meta):
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        with transaction.atomic():
            self.take_neutral_columns()
            # First the others: who listens to this save finds the facts the same in all languages.
            self.share_neutral_columns()
            super().save(*args, **kwargs)

    @classmethod
    def neutral_columns(cls) -> list[str]:
        """The columns that are the same in all languages."""
        return [
            field.get_field(cls).attname
            for field in cls.translatable_fields
            if isinstance(field, SynchronizedField)
        ]

    def take_neutral_columns(self) -> None:
        """On a translation: whatever was typed, keep the facts of the source."""
        if self.is_source():
            return
        source = self.others().filter(locale=Locale.get_default()).values(*self.neutral_columns())
        for column, value in (source.first() or {}).items():
            setattr(self, column, value)

    def share_neutral_columns(self) -> None:
        """On the source: every language follows at once, without waiting for a translator."""
        if self.is_source():
            self.others().update(**{name: getattr(self, name) for name in self.neutral_columns()})

    def is_source(self) -> bool:
        return self.locale_id is None or self.locale_id == Locale.get_default().pk

    def others(self) -> "models.QuerySet[Any]":
        """The same record in the other languages."""
        rows = type(self)._default_manager.filter(translation_key=self.translation_key)
        return rows.exclude(pk=self.pk)
