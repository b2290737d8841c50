"""Earlier translations of identical and similar texts, and where they come from."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.contrib.auth import get_user_model
from wagtail.models import Locale
from wagtail_localize.models import String, StringTranslation, TranslationSource

from translation.memory.finding import Match, similar
from translation.models import MemoryEntry, Origin, SegmentVersion
from translation.units import Unit


@dataclass(frozen=True, slots=True)
class Suggestion:
    score: int
    """Percent in common with the text that was asked for; 100 for an identical one only."""
    source: str
    target: str
    """Both in wagtail-localize's inline HTML; the links of an identical text fit, whatever they lead to."""
    document: str
    """What the document is called in its source language, or the name of the TMX file."""
    document_id: str
    """The document's translation key; empty for what came in a TMX file."""
    written_by: str
    """A name, or empty."""
    written_at: datetime | None
    origin: Origin
    tool: str
    is_reviewed: bool

    @property
    def is_identical(self) -> bool:
        return self.score == 100

    @property
    def rank(self) -> tuple[bool, bool, int, bool]:
        """Identical before similar; of both the reviewed first; what a machine made last."""
        return self.is_identical, self.is_reviewed, self.score, self.origin != Origin.MACHINE


def suggestions(unit: Unit, source: Locale, target: Locale, limit: int = 5) -> list[Suggestion]:
    """The best first; never the unit's own text."""
    return suggestions_for([unit], source, target, limit)[unit.pk]


def suggestions_for(
    units: Sequence[Unit], source: Locale, target: Locale, limit: int = 5
) -> dict[int, list[Suggestion]]:
    """By Unit.pk, each with at most limit. A constant number of queries."""
    matches = similar([unit.source for unit in units], source.pk, target.pk)
    # What has no letters has no trigrams: identical ones are found by their number and key.
    matches += identical(units, source, target)
    strings = of_documents({match.string for match in matches if match.string}, target)
    entries = of_files({match.entry for match in matches if match.entry})
    found: dict[int, list[Suggestion]] = {}
    for place, unit in enumerate(units):
        own = [match for match in matches if match.text == place]
        found[unit.pk] = best(offers(unit, own, strings, entries), limit)
    return found


def identical(units: Sequence[Unit], source: Locale, target: Locale) -> list[Match]:
    keys = {String._get_data_hash(unit.source): place for place, unit in enumerate(units)}
    entries = MemoryEntry.objects.filter(
        source_locale=source, target_locale=target, key__in=list(keys)
    ).values_list("pk", "key")
    by_key = {key: pk for pk, key in entries}
    return [
        *(Match(place, 100, unit.string, None) for place, unit in enumerate(units)),
        *(
            Match(place, 100, None, by_key[key])
            for place, unit in enumerate(units)
            if (key := String._get_data_hash(unit.source)) in by_key
        ),
    ]


Offer = tuple[int | None, Suggestion]
"""The context that it stands in, and the suggestion with a score of 0."""


def of_documents(strings: Iterable[int], target: Locale) -> dict[int, list[Offer]]:
    """By String. Four queries."""
    rows = list(
        StringTranslation.objects.filter(
            translation_of_id__in=set(strings), locale=target, has_error=False
        ).select_related("translation_of", "context", "last_translated_by")
    )
    versions = newest_versions(rows, target)
    titles = dict(
        TranslationSource.objects.filter(
            object_id__in={row.context.object_id for row in rows if row.context}
        ).values_list("object_id", "object_repr")
    )
    found: dict[int, list[Offer]] = defaultdict(list)
    for row in rows:
        version = versions.get((row.translation_of_id, row.context_id))
        title = titles.get(row.context.object_id, "") if row.context else ""
        found[row.translation_of_id].append((row.context_id, offered(row, version, title)))
    return found


def newest_versions(
    rows: list[StringTranslation], target: Locale
) -> dict[tuple[int, int | None], SegmentVersion]:
    versions = SegmentVersion.objects.filter(
        locale=target, string_id__in={row.translation_of_id for row in rows}
    ).order_by("pk")
    return {(version.string_id, version.context_id): version for version in versions}


def offered(row: StringTranslation, version: SegmentVersion | None, title: str) -> Suggestion:
    made = Origin.MACHINE if row.translation_type == "machine" else Origin.HUMAN
    return Suggestion(
        score=0,
        source=row.translation_of.data,
        target=row.data,
        document=title,
        document_id=str(row.context.object_id) if row.context else "",
        written_by=name_of(row.last_translated_by),
        written_at=version.written_at if version else row.updated_at,
        origin=Origin(version.origin) if version else made,
        tool=row.tool_name,
        is_reviewed=bool(version and version.reviewed_at and version.text == row.data),
    )


def name_of(user: object) -> str:
    if not isinstance(user, get_user_model()):
        return ""
    return user.get_full_name() or user.get_username()


def of_files(entries: Iterable[int]) -> dict[int, Suggestion]:
    rows = MemoryEntry.objects.filter(pk__in=set(entries)).select_related("added_by")
    return {
        row.pk: Suggestion(
            score=0,
            source=row.source,
            target=row.target,
            document=row.file,
            document_id="",
            written_by=name_of(row.added_by),
            written_at=row.added_at,
            origin=Origin.MEMORY,
            tool=row.file,
            is_reviewed=False,
        )
        for row in rows
    }


def offers(
    unit: Unit,
    matches: Iterable[Match],
    strings: dict[int, list[Offer]],
    entries: dict[int, Suggestion],
) -> list[Suggestion]:
    found = []
    for match in matches:
        if match.entry:
            found.append(scored(entries[match.entry], match.score))
        for context, offer in strings.get(match.string or 0, []):
            if (match.string, context) != (unit.string, unit.context):
                found.append(scored(offer, match.score))
    return found


def scored(offer: Suggestion, score: int) -> Suggestion:
    return replace(offer, score=score)


def best(found: list[Suggestion], limit: int) -> list[Suggestion]:
    """The same words once, as the best of those who wrote them."""
    ranked = sorted(found, key=lambda offer: offer.rank, reverse=True)
    unique: dict[tuple[str, str], Suggestion] = {}
    for offer in ranked:
        unique.setdefault((offer.source, offer.target), offer)
    return list(unique.values())[:limit]
