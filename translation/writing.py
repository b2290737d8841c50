"""The one door through which the words of a translation are written: a stale hand never overwrites a newer text."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.db import transaction
from django.utils import timezone
from wagtail_localize.models import StringSegment, StringTranslation, Translation

from translation.models import Origin, SegmentVersion

_origin: ContextVar[Origin | None] = ContextVar("origin", default=None)


class Conflict(Exception):
    """Somebody else wrote the segment since it was read; nothing was written."""

    def __init__(self, newest: SegmentVersion) -> None:
        super().__init__(f"segment version {newest.pk} is newer")
        self.newest = newest
        """Who wrote what and when."""


def write(
    translation: Translation,
    segment: StringSegment,
    text: str,
    *,
    by: Any,
    version: int | None,
    origin: Origin = Origin.HUMAN,
    tool: str = "",
) -> SegmentVersion | None:
    """Write one segment's text; the version that stands then, None when it never had a text.

    version is the number that the writer saw (Unit.version), None for a segment that had no text. Raises
    Conflict when another stands now with another text. Who may write is for the caller to check.
    """
    with transaction.atomic():
        # Two who write at the same time queue here.
        Translation.objects.select_for_update().get(pk=translation.pk)
        place = (segment.string_id, segment.context_id, translation.target_locale_id)
        newest = newest_version(*place)
        if newest and newest.text == text:
            return newest
        if newest and newest.pk != version:
            raise Conflict(newest)
        with writing_as(origin):
            store(place, text, by, origin, tool)
        now = timezone.now()
        Translation.objects.filter(pk=translation.pk).update(translations_last_updated_at=now)
        return newest_version(*place)


def store(
    place: tuple[int, int | None, int], text: str, by: Any, origin: Origin, tool: str
) -> None:
    string, context, locale = place
    row = StringTranslation.objects.filter(
        translation_of_id=string, context_id=context, locale_id=locale
    ).first()
    if not text:
        if row:
            row.last_translated_by = by
            row.delete()
        return
    row = row or StringTranslation(translation_of_id=string, context_id=context, locale_id=locale)
    row.data, row.last_translated_by, row.tool_name = text, by, tool
    row.translation_type = "machine" if origin == Origin.MACHINE else "manual"
    row.has_error, row.field_error = False, ""
    row.save()


def newest_version(string: int, context: int | None, locale: int) -> SegmentVersion | None:
    place = {"string_id": string, "context_id": context, "locale_id": locale}
    return SegmentVersion.objects.filter(**place).order_by("-pk").first()


@contextmanager
def writing_as(origin: Origin) -> Iterator[None]:
    token = _origin.set(origin)
    try:
        yield
    finally:
        _origin.reset(token)


def current_origin(translation_type: str) -> Origin:
    """What the writer said, or else what wagtail-localize keeps of it, which knows no memory."""
    return _origin.get() or (Origin.MACHINE if translation_type == "machine" else Origin.HUMAN)
