"""Brings sample translations into wagtail-localize as if a translator had typed them.

So they can be opened, changed and sent on like any other, and the source's next change reaches them.
"""

from typing import Any

from wagtail.models import Locale
from wagtail_localize.models import (
    StringSegment,
    StringTranslation,
    Translation,
    TranslationSource,
)
from wagtail_localize.segments import StringSegmentValue
from wagtail_localize.segments.extract import extract_segments

from cms.sample_content.reading import SampleContentError
from translation.adopting import adopt
from translation.words import recount_translation

Place = tuple[str, int]
"""The path of a text in its document, and which sentence it is of those that share the path."""


def submit(source: Any) -> TranslationSource:
    """What translators work on: the source as it stands now."""
    origin, _made = TranslationSource.update_or_create_from_instance(source)
    return origin


def enter(origin: TranslationSource, translated: Any, locale: Locale) -> None:
    """Type in what translated, which was made like the source, says.

    Raises SampleContentError where the two are not made of the same number of texts.
    """
    translation, _made = Translation.objects.get_or_create(source=origin, target_locale=locale)
    StringTranslation.objects.bulk_create(typed(origin, translated, locale))
    recount_translation(translation)
    adopt(translation)


def translate(origin: TranslationSource, translated: Any, locale: Locale, *, publish: bool) -> Any:
    """The page that localize makes of what is typed in. translated itself is never saved."""
    enter(origin, translated, locale)
    page, _made = origin.create_or_update_translation(locale, publish=False, copy_parent_pages=True)
    if publish:
        # At once: localize publishes when the transaction is over, too late for what is made next.
        page.latest_revision.publish()
        adopt(Translation.objects.get(source=origin, target_locale=locale))
    return page


def typed(origin: TranslationSource, translated: Any, locale: Locale) -> list[StringTranslation]:
    wanted, known = texts(translated), segments(origin)
    if wanted.keys() != known.keys():
        different = sorted(wanted.keys() ^ known.keys())
        raise SampleContentError(f"{translated} ({locale}): not like its source: {different}.")
    # A sentence that stands twice in one text is translated once.
    by_string = {(known[place].string_id, known[place].context_id): place for place in known}
    return [
        StringTranslation(
            translation_of_id=string,
            context_id=context,
            locale=locale,
            data=wanted[place],
            translation_type=StringTranslation.TRANSLATION_TYPE_MANUAL,
        )
        for (string, context), place in by_string.items()
    ]


def segments(origin: TranslationSource) -> dict[Place, StringSegment]:
    rows = StringSegment.objects.filter(source=origin).select_related("context").order_by("order")
    found: dict[Place, StringSegment] = {}
    for row in rows:
        found[next_place(found, row.context.path)] = row
    return found


def texts(instance: Any) -> dict[Place, str]:
    found: dict[Place, str] = {}
    for segment in extract_segments(instance):
        if isinstance(segment, StringSegmentValue):
            found[next_place(found, segment.path)] = segment.string.data
    return found


def next_place(found: dict[Place, Any], path: str) -> Place:
    number = 0
    while (path, number) in found:
        number += 1
    return path, number
