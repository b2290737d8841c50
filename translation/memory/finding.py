"""Which stored source texts are like a given one: trigrams find candidates on PostgreSQL, RapidFuzz scores them.

On SQLite RapidFuzz compares with all of them, so that both databases offer the same percentages.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction
from rapidfuzz import fuzz, process
from wagtail_localize.models import String

from translation.models import MemoryEntry

SIMILAR = 70
"""Percent; below it, a translator is faster without."""
CANDIDATES = 10
"""For each text, of each table."""
COMPARED = 20_000
"""On SQLite the newest strings only: comparing with more would keep the translator waiting."""
TRIGRAMS = 0.4
"""What pg_trgm must find in common; lower than SIMILAR, as it counts otherwise."""


@dataclass(frozen=True, slots=True)
class Match:
    text: int
    """Index of the text that was asked for."""
    score: int
    """Percent; 100 for an identical text only."""
    string: int | None
    """The number of a String, or None for a MemoryEntry."""
    entry: int | None


def similar(texts: Sequence[str], source: int, target: int) -> list[Match]:
    """In no order. source and target are numbers of locales; only strings with a translation count."""
    if not texts:
        return []
    found = in_postgresql if connection.vendor == "postgresql" else in_memory
    return [match for match in found(texts, source, target) if match.score >= SIMILAR]


SQL = """
SELECT asked.place, found.string, found.entry, found.text
FROM unnest(%(texts)s::text[]) WITH ORDINALITY AS asked(text, place)
CROSS JOIN LATERAL (
  (SELECT s.id AS string, NULL::bigint AS entry, s.data AS text
   FROM wagtail_localize_string s
   WHERE s.locale_id = %(source)s AND s.data %% asked.text AND EXISTS (
     SELECT FROM wagtail_localize_stringtranslation t
     WHERE t.translation_of_id = s.id AND t.locale_id = %(target)s AND NOT t.has_error)
   ORDER BY similarity(s.data, asked.text) DESC, s.id DESC LIMIT %(limit)s)
  UNION ALL
  (SELECT NULL, e.id, e.source
   FROM translation_memoryentry e
   WHERE e.source_locale_id = %(source)s AND e.target_locale_id = %(target)s
     AND e.source %% asked.text
   ORDER BY similarity(e.source, asked.text) DESC, e.id DESC LIMIT %(limit)s)
) AS found
"""


def in_postgresql(texts: Sequence[str], source: int, target: int) -> Iterator[Match]:
    values: dict[str, Any] = {
        "texts": list(texts),
        "source": source,
        "target": target,
        "limit": CANDIDATES,
    }
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT set_config('pg_trgm.similarity_threshold', %s, true)", [str(TRIGRAMS)]
        )
        cursor.execute(SQL, values)
        rows = cursor.fetchall()
    for place, string, entry, text in rows:
        asked = texts[place - 1]
        yield Match(place - 1, percent(asked, text, fuzz.ratio(asked, text)), string, entry)


def in_memory(texts: Sequence[str], source: int, target: int) -> Iterator[Match]:
    strings = dict(
        String.objects.filter(
            locale_id=source, translations__locale_id=target, translations__has_error=False
        )
        .order_by("-pk")
        .distinct()
        .values_list("pk", "data")[:COMPARED]
    )
    for place, pk, score in compared(texts, strings):
        yield Match(place, score, pk, None)
    entries = MemoryEntry.objects.filter(source_locale_id=source, target_locale_id=target)
    newest = dict(entries.order_by("-pk").values_list("pk", "source")[:COMPARED])
    for place, pk, score in compared(texts, newest):
        yield Match(place, score, None, pk)


def compared(texts: Sequence[str], stored: dict[int, str]) -> Iterator[tuple[int, int, int]]:
    for place, text in enumerate(texts):
        found: Any = process.extract(
            text, stored, scorer=fuzz.ratio, score_cutoff=SIMILAR, limit=CANDIDATES
        )
        for other, score, pk in found:
            yield place, pk, percent(text, other, score)


def percent(text: str, other: str, score: float) -> int:
    return 100 if text == other else min(int(score), 99)
