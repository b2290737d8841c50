"""The same door as translation.writing for many texts at once: a whole language in one transaction of a few seconds.

What the signals of a StringTranslation do for each is done here for all: history, tasks, words, titles of drafts.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from wagtail.models import Locale, Page
from wagtail_localize.models import StringTranslation, Translation, TranslationContext

from translation import workflow
from translation.models import Origin, SegmentVersion, TranslationTask
from translation.words import recount_translations
from translation.writing import Conflict

BATCH = 400
"""Rows in one statement: SQLite takes a limited number of parameters."""
T = TypeVar("T")
Place = tuple[int, int]
"""Numbers of string and context."""


@dataclass(frozen=True, slots=True)
class Text:
    """What is to stand in one segment."""

    translation: int
    string: int
    context: int
    text: str
    version: int | None
    """What the writer saw, as translation.writing.write has it."""

    @property
    def place(self) -> Place:
        return self.string, self.context


@transaction.atomic
def write_all(
    texts: Sequence[Text], locale: Locale, *, by: Any, origin: Origin = Origin.HUMAN, tool: str = ""
) -> int:
    """All of them or none; how many were written. No text is empty, and no place comes twice.

    Raises Conflict when another version than the one that was seen stands anywhere with another text. Who may write
    is for the caller to check.
    """
    lock({text.translation for text in texts})
    newest = newest_versions(texts, locale.pk)
    changed = [text for text in texts if differs(text, newest.get(text.place))]
    store(changed, locale.pk, by, origin, tool)
    keep_history(changed, locale.pk, by, origin, tool)
    name_drafts(changed, locale.pk)
    touched = sorted({text.translation for text in changed})
    for some in portions(touched):
        Translation.objects.filter(pk__in=some).update(translations_last_updated_at=timezone.now())
        workflow.texts_written(TranslationTask.objects.filter(translation__in=some), by=by)
    recount_translations(touched)
    return len(changed)


def portions(values: Sequence[T], size: int = BATCH) -> Iterator[Sequence[T]]:
    for start in range(0, len(values), size):
        yield values[start : start + size]


def lock(translations: Iterable[int]) -> None:
    """Whoever else writes into one of them, or brings in a new source, waits."""
    for some in portions(sorted(translations)):
        list(
            Translation.objects.filter(pk__in=some)
            .order_by("pk")
            .select_for_update()
            .values_list("pk")
        )


def newest_versions(texts: Iterable[Any], locale: int) -> dict[Place, SegmentVersion]:
    """By string and context, of all places of the strings. Two queries for each batch."""
    found = dict[Place, SegmentVersion]()
    for some in portions(sorted({text.string for text in texts})):
        places = SegmentVersion.objects.filter(locale=locale, string__in=some)
        newest = places.order_by().values("string", "context").annotate(newest=Max("pk"))
        rows = SegmentVersion.objects.filter(pk__in=newest.values("newest"))
        found |= {(row.string_id, row.context_id or 0): row for row in rows}
    return found


def differs(text: Text, newest: SegmentVersion | None) -> bool:
    """Raises Conflict."""
    if newest and newest.text == text.text:
        return False
    if newest and newest.pk != text.version:
        raise Conflict(newest)
    return True


def store(texts: list[Text], locale: int, by: Any, origin: Origin, tool: str) -> None:
    kind = "machine" if origin == Origin.MACHINE else "manual"
    values = {"locale_id": locale, "last_translated_by": by, "tool_name": tool}
    StringTranslation.objects.bulk_create(
        (
            StringTranslation(
                translation_of_id=text.string,
                context_id=text.context,
                data=text.text,
                translation_type=kind,
                **values,
            )
            for text in texts
        ),
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=["locale", "translation_of", "context"],
        update_fields=[
            *("data", "translation_type", "tool_name", "last_translated_by", "updated_at"),
            *("has_error", "field_error"),
        ],
    )


def keep_history(texts: list[Text], locale: int, by: Any, origin: Origin, tool: str) -> None:
    SegmentVersion.objects.bulk_create(
        (
            SegmentVersion(
                string_id=text.string,
                context_id=text.context,
                locale_id=locale,
                text=text.text,
                origin=origin,
                tool=tool,
                written_by=by,
            )
            for text in texts
        ),
        batch_size=BATCH,
    )


def name_drafts(texts: list[Text], locale: int) -> None:
    """What the tree of pages calls a draft, as wagtail-localize has it."""
    titles = {text.context: text.text for text in texts}
    for some in portions(sorted(titles)):
        contexts = TranslationContext.objects.filter(pk__in=some, path="title")
        names = {key: titles[pk] for pk, key in contexts.values_list("pk", "object_id")}
        pages = list(Page.objects.filter(locale=locale, translation_key__in=list(names)))
        for page in pages:
            page.draft_title = names[page.translation_key]
        Page.objects.bulk_update(pages, ["draft_title"], batch_size=BATCH)
