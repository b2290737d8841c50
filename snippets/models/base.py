"""What all snippets share: drafts, revisions, languages, and facts that no language changes."""

from collections.abc import Iterable
from typing import Any, ClassVar

from django.db import models, transaction
from wagtail.models import (
    DraftStateMixin,
    Locale,
    LockableMixin,
    RevisionMixin,
    TranslatableMixin,
    Workflow,
    WorkflowMixin,
)
from wagtail.search import index
from wagtail_localize.fields import BaseTranslatableField, SynchronizedField

from preview.showing import FrontendPreviewMixin


class TranslatedSnippet(
    FrontendPreviewMixin,
    WorkflowMixin,
    DraftStateMixin,
    LockableMixin,
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
    # Whoever locked the source did not lock its translations.
    exclude_fields_in_copy: ClassVar[list[str]] = ["locked", "locked_at", "locked_by"]

    class Meta(TranslatableMixin.Meta):
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        with transaction.atomic():
            self.take_neutral_columns()
            # First the others: who listens to this save finds the facts the same in all languages.
            self.share_neutral_columns(only=kwargs.get("update_fields"))
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

    def share_neutral_columns(self, only: Iterable[str] | None = None) -> None:
        """On the source: every language follows at once, without waiting for a translator.

        only names the fields that are saved: a draft, a lock or a step of moderation notes itself on
        an instance that holds the draft's facts, and these are not public yet.
        """
        if not self.is_source():
            return
        saved = self.neutral_columns() if only is None else self.columns_among(only)
        if saved:
            self.others().update(**{name: getattr(self, name) for name in saved})

    def columns_among(self, names: Iterable[str]) -> list[str]:
        """Of the neutral columns those of the fields named, by which Django knows logo and logo_id alike."""
        wanted = set(names)
        fields = [field.get_field(type(self)) for field in self.translatable_fields]
        named = {field.attname for field in fields if wanted & {field.name, field.attname}}
        return [column for column in self.neutral_columns() if column in named]

    def get_workflow(self) -> Workflow | None:
        """Only the source is moderated: its translations have reviewers of their own (ADR 24)."""
        return super().get_workflow() if self.is_source() else None

    def is_source(self) -> bool:
        return self.locale_id is None or self.locale_id == Locale.get_default().pk

    def others(self) -> "models.QuerySet[Any]":
        """The same record in the other languages."""
        rows = type(self)._default_manager.filter(translation_key=self.translation_key)
        return rows.exclude(pk=self.pk)
