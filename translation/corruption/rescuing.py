"""Takes over what a live page or snippet says in a language as the translation of its source."""

from collections import defaultdict
from typing import Any

from wagtail.models import Locale
from wagtail_localize.models import StringSegment, StringTranslation, Translation, TranslationSource
from wagtail_localize.segments import StringSegmentValue
from wagtail_localize.segments.extract import extract_segments

from translation import workflow
from translation.adopting import adopt


def track(document: Any, target: Any) -> Translation:
    """A translation with a task for a document that was brought into the target's language some other way."""
    source, _made = TranslationSource.get_or_create_from_instance(document)
    translation, _made = Translation.objects.get_or_create(
        source=source, target_locale=target.locale
    )
    with workflow.quietly():
        take_texts(source, target, target.locale)
    adopt(translation)
    return translation


def take_texts(source: TranslationSource, target: Any, locale: Locale) -> None:
    """Only where the source has as many sentences at a place as the target; what was typed in before stays."""
    wanted, there = places(source), texts(target)
    for path, segments in wanted.items():
        words = there.get(path, [])
        if len(words) == len(segments):
            for segment, text in zip(segments, words, strict=True):
                take(segment, text, locale)


def take(segment: StringSegment, text: str, locale: Locale) -> None:
    if text:
        StringTranslation.objects.get_or_create(
            translation_of_id=segment.string_id,
            context_id=segment.context_id,
            locale=locale,
            defaults={
                "data": text,
                "translation_type": StringTranslation.TRANSLATION_TYPE_MANUAL,
                "tool_name": "check_translations",
            },
        )


def places(source: TranslationSource) -> dict[str, list[StringSegment]]:
    found = defaultdict[str, list[StringSegment]](list)
    rows = StringSegment.objects.filter(source=source).select_related("context")
    for row in rows.order_by("order", "pk"):
        found[row.context.path].append(row)
    return found


def texts(instance: Any) -> dict[str, list[str]]:
    found = defaultdict[str, list[str]](list)
    for value in extract_segments(instance):
        if isinstance(value, StringSegmentValue):
            found[value.path].append(value.string.data)
    return found
