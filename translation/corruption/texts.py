"""Translated texts stand at a place of a document."""

from collections.abc import Iterator
from functools import partial

from wagtail_localize.models import StringSegment, StringTranslation

from translation import workflow
from translation.corruption.finding import Finding
from translation.models import SegmentVersion
from translation.writing import current_origin


def texts_without_place() -> Iterator[Finding]:
    """No document shows them: earlier versions of wagtail-localize and imports left the place empty."""
    rows = StringTranslation.objects.filter(context=None).select_related("locale").order_by("pk")
    for row in rows:
        yield Finding(
            "text without a place",
            f"“{row.data[:60]}” ({row.locale.language_code})",
            partial(give_place, row),
        )


def give_place(row: StringTranslation) -> None:
    """To every place that has these words and no translation of them; where there is none, to the history."""
    with workflow.quietly():
        for context in open_places(row):
            StringTranslation.objects.create(
                translation_of_id=row.translation_of_id,
                context_id=context,
                locale_id=row.locale_id,
                data=row.data,
                translation_type=row.translation_type,
                tool_name=row.tool_name,
                last_translated_by_id=row.last_translated_by_id,
            )
        keep(row)
        # Past the signals: wagtail-localize's own handler fails on a text without a place.
        StringTranslation.objects.filter(pk=row.pk)._raw_delete(row._state.db or "default")


def open_places(row: StringTranslation) -> list[int]:
    places = StringSegment.objects.filter(string_id=row.translation_of_id)
    taken = StringTranslation.objects.filter(
        translation_of_id=row.translation_of_id, locale_id=row.locale_id
    ).exclude(context=None)
    free = places.exclude(context__in=taken.values("context"))
    return list(free.order_by().values_list("context_id", flat=True).distinct())


def keep(row: StringTranslation) -> None:
    place = {"string_id": row.translation_of_id, "context": None, "locale_id": row.locale_id}
    if not SegmentVersion.objects.filter(**place, text=row.data).exists():
        SegmentVersion.objects.create(
            **place,
            text=row.data,
            origin=current_origin(row.translation_type),
            tool=row.tool_name,
            written_by_id=row.last_translated_by_id,
        )
