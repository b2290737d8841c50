"""The segments of a document beside their words in one language, in the order of the page."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery
from wagtail_localize.models import StringSegment, StringTranslation, Translation

from translation.models import Origin, SegmentVersion


@dataclass(frozen=True, slots=True)
class Unit:
    """One segment. Texts are wagtail-localize's: HTML whose links carry ids in place of addresses."""

    pk: int
    """The number of the StringSegment."""
    string: int
    context: int
    path: str
    """Where it stands in the document, such as body.7c0…; several segments of one rich text share it."""
    order: int
    source: str
    target: str
    """Empty while it is not translated."""
    has_error: bool
    version: int | None
    """What a writer hands back to say what he saw; None where nothing was ever written."""
    origin: Origin | None
    tool: str
    written_by: int | None
    written_at: datetime | None
    is_reviewed: bool
    reviewed_by: int | None
    """None also where the reviewer's account is gone."""


def units(translation: Translation) -> list[Unit]:
    """Of the whole document; two queries."""
    return units_of([translation])[translation.pk]


def units_of(translations: Sequence[Translation]) -> dict[int, list[Unit]]:
    """By number of the translation; all are into one language, each of a document of its own. Two queries."""
    if not translations:
        return {}
    by_source = {one.source_id: one.pk for one in translations}
    rows = list(segments(list(by_source), translations[0].target_locale_id))
    found = SegmentVersion.objects.in_bulk([row["version"] for row in rows if row["version"]])
    units: dict[int, list[Unit]] = {one.pk: [] for one in translations}
    for row in rows:
        units[by_source[row["source_id"]]].append(unit(row, found.get(row["version"])))
    return units


def segments(sources: list[int], locale: int) -> "QuerySet[Any, dict[str, Any]]":
    place = {"context_id": OuterRef("context_id"), "locale_id": locale}
    written = StringTranslation.objects.filter(translation_of_id=OuterRef("string_id"), **place)
    versions = SegmentVersion.objects.filter(string_id=OuterRef("string_id"), **place)
    return (
        StringSegment.objects.filter(source__in=sources)
        .annotate(
            target=Subquery(written.values("data")[:1]),
            has_error=Subquery(written.values("has_error")[:1]),
            version=Subquery(versions.order_by("-pk").values("pk")[:1]),
        )
        .order_by("source_id", "order", "pk")
        .values(
            *("pk", "source_id", "string_id", "string__data", "context_id", "context__path"),
            *("order", "target", "has_error", "version"),
        )
    )


def unit(row: dict[str, Any], version: SegmentVersion | None) -> Unit:
    return Unit(
        pk=row["pk"],
        string=row["string_id"],
        context=row["context_id"],
        path=row["context__path"],
        order=row["order"],
        source=row["string__data"],
        target=row["target"] or "",
        has_error=bool(row["has_error"]),
        version=version.pk if version else None,
        origin=Origin(version.origin) if version else None,
        tool=version.tool if version else "",
        written_by=version.written_by_id if version else None,
        written_at=version.written_at if version else None,
        is_reviewed=bool(version and version.reviewed_at),
        reviewed_by=version.reviewed_by_id if version else None,
    )
