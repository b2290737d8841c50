"""Documents as translators get them in a file: each segment once, with what they must know of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal
from uuid import UUID

from django.utils.translation import gettext as _
from wagtail.models import Locale
from wagtail_localize.models import Translation

from translation.bulk_writing import portions
from translation.checks import Field, fields
from translation.exchange.files import Key, digest
from translation.units import Unit, units_of

DOCUMENTS = 100
"""Whose segments are asked for at once."""
State = Literal["initial", "translated", "final"]
"""In the words of XLIFF 2; final is what a reviewer approved."""


@dataclass(frozen=True, slots=True)
class Item:
    key: Key
    source: str
    target: str
    """Both in wagtail-localize's inline HTML."""
    state: State
    version: int
    """As FileUnit.version."""
    field: Field

    @property
    def notes(self) -> list[tuple[str, str]]:
        """(category, text) for the translator; the categories are stable."""
        limit = _("At most %(limit)s characters.") % {"limit": self.field.limit}
        notes = [
            ("field", self.field.label),
            ("limit", limit if self.field.limit else ""),
            ("help", self.field.help),
        ]
        return [(category, text) for category, text in notes if text]


@dataclass(frozen=True, slots=True)
class Document:
    key: UUID
    title: str
    items: list[Item]


def translations_into(locale: Locale) -> list[Translation]:
    """All of a language, ordered by what the documents are called."""
    return list(
        Translation.objects.filter(target_locale=locale, enabled=True)
        .select_related("source__locale", "source__specific_content_type", "target_locale")
        .order_by("source__object_repr", "pk")
    )


def documents(translations: Sequence[Translation]) -> list[Document]:
    """Of one language; those that have segments. Two queries for each hundred."""
    found = (
        document(one, units[one.pk])
        for some in portions(translations, DOCUMENTS)
        for units in [units_of(some)]
        for one in some
    )
    return [one for one in found if one.items]


def document(translation: Translation, found: list[Unit]) -> Document:
    source = translation.source
    known = fields(source, (unit.path for unit in found))
    items = [item(source.object_id, unit, known[unit.path]) for unit in found]
    # The same text twice in one paragraph has one translation.
    unique = {one.key: one for one in items}
    return Document(source.object_id, source.object_repr, list(unique.values()))


def item(document: UUID, unit: Unit, field: Field) -> Item:
    state: State = "final" if unit.is_reviewed else "translated"
    return Item(
        key=Key(document, unit.path, digest(unit.source)),
        source=unit.source,
        target=unit.target,
        state=state if unit.target else "initial",
        version=unit.version or 0,
        field=field,
    )
