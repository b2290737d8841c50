"""Earlier translations of a segment's words, offered to who translates it."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from wagtail_localize.models import StringTranslation, Translation

from translation.units import Unit

MOST = 5


@dataclass(frozen=True, slots=True)
class Hint:
    text: str
    source: str
    """The words that it translates."""
    likeness: int
    """Per cent; 100 for the same words."""
    where: str


def hints(translation: Translation, unit: Unit) -> list[Hint]:
    """The same words elsewhere, the latest first, each translation once."""
    rows = StringTranslation.objects.filter(
        translation_of_id=unit.string, locale_id=translation.target_locale_id, has_error=False
    ).exclude(context_id=unit.context)
    found: dict[str, Hint] = {}
    for row in rows.select_related("context__object").order_by("-updated_at")[: MOST * 4]:
        found.setdefault(row.data, Hint(row.data, unit.source, 100, where(row)))
    return list(found.values())[:MOST]


def where(row: StringTranslation) -> str:
    source = row.context.object.sources.first() if row.context else None
    return source.object_repr if source else _("Elsewhere")
