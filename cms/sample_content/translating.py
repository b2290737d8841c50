"""Brings sample translations into wagtail-localize as if a translator had typed them.

So the translations of the sample can be opened, changed and sent on like any other.
"""

from typing import Any

from wagtail.models import Locale
from wagtail_localize.models import (
    String,
    StringTranslation,
    Translation,
    TranslationContext,
    TranslationSource,
)
from wagtail_localize.segments import StringSegmentValue
from wagtail_localize.segments.extract import extract_segments


def submit(source: Any, language: str) -> Translation:
    """Start translating a page or snippet into a language."""
    origin, _created = TranslationSource.get_or_create_from_instance(source)
    locale = Locale.objects.get(language_code=language)
    translation, _created = Translation.objects.get_or_create(source=origin, target_locale=locale)
    return translation


def type_in(translation: Translation, source: Any, translated: Any) -> None:
    """Store each text of the translated object, which was made like the source, as its translation."""
    wanted = strings(translated)
    for place, value in strings(source).items():
        if place in wanted:
            store(translation, place[0], value, wanted[place])


def strings(instance: Any) -> dict[tuple[str, int], StringSegmentValue]:
    """By path and place within it: the second sentence of a text has its path in common with the first."""
    found: dict[tuple[str, int], StringSegmentValue] = {}
    for segment in extract_segments(instance):
        if isinstance(segment, StringSegmentValue) and not segment.is_empty():
            place = sum(1 for path, _number in found if path == segment.path)
            found[(segment.path, place)] = segment
    return found


def store(
    translation: Translation, path: str, source: StringSegmentValue, wanted: StringSegmentValue
) -> None:
    origin = translation.source
    string = String.objects.get(
        locale=origin.locale, data_hash=String._get_data_hash(source.string.data)
    )
    context = TranslationContext.objects.get(
        object=origin.object, path_id=TranslationContext._get_path_id(path)
    )
    StringTranslation.objects.update_or_create(
        translation_of=string,
        locale=translation.target_locale,
        context=context,
        defaults={
            "data": wanted.string.data,
            "translation_type": StringTranslation.TRANSLATION_TYPE_MANUAL,
        },
    )
