"""Counts words of source texts: those to translate, and those that are translated.

Words are those of a word processor: what stands between spaces and has a letter or a digit. Addresses (slugs) are
not counted, as nobody has to translate them. Work is measured in words of the source in every language.
"""

import html
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from wagtail_localize.models import StringSegment, StringTranslation, Translation, TranslationSource
from wagtail_localize.segments import StringSegmentValue
from wagtail_localize.segments.extract import extract_segments

from pages.models import PAGE_MODELS
from snippets.models import Member, Secondee, SiteInformation
from translation.models import DocumentWords, TranslatedWords
from translation.rights import source_locale

NOT_COUNTED = "slug"
DOCUMENT_MODELS: tuple[Any, ...] = (*PAGE_MODELS, Member, Secondee, SiteInformation)
BATCH = 400
"""Rows in one INSERT: SQLite takes a limited number of parameters."""


def count_words(text: str) -> int:
    """text is HTML, as the texts of segments are."""
    plain = html.unescape(re.sub(r"<[^>]*>", " ", text))
    return sum(any(map(str.isalnum, word)) for word in plain.split())


def recount(source: TranslationSource) -> None:
    """After the texts of a source changed, or a translation of it was started."""
    keep_document(source.object_id, sum(map(count_words, texts_of(source))))
    for translation in Translation.objects.filter(source=source):
        recount_translation(translation)


def recount_translation(translation: Translation) -> None:
    """After a text was written or taken away. Three statements."""
    done = translated(translation.target_locale_id).filter(
        context__object_id=translation.source.object_id
    )
    known = set(done.values_list("translation_of_id", "context_id"))
    segments = counted(StringSegment.objects.filter(source_id=translation.source_id))
    found = segments.values_list("string_id", "context_id", "string__data")
    words = sum(count_words(text) for string, context, text in found if (string, context) in known)
    TranslatedWords.objects.update_or_create(translation=translation, defaults={"words": words})


def recount_translations(pks: Sequence[int]) -> None:
    """As recount_translation, for many at once: a few statements for each batch."""
    measure = cache(count_words)
    for start in range(0, len(pks), BATCH):
        some = list(Translation.objects.filter(pk__in=pks[start : start + BATCH]))
        segments = defaultdict[int, list[tuple[int, int, int]]](list)
        rows = counted(StringSegment.objects.filter(source__in=[one.source_id for one in some]))
        found = rows.values_list("source_id", "string_id", "context_id", "string__data")
        for source, string, context, text in found:
            segments[source].append((string, context, measure(text)))
        known = translated_places({one.target_locale_id for one in some}, segments.values())
        sizes = [
            (
                one.pk,
                sum(
                    words
                    for string, context, words in segments[one.source_id]
                    if (one.target_locale_id, string, context) in known
                ),
            )
            for one in some
        ]
        store(TranslatedWords, "translation_id", sizes)


def translated_places(
    locales: Iterable[int], segments: Iterable[list[tuple[int, int, int]]]
) -> set[tuple[int, int, int]]:
    """Locale, string and context of what is translated at the places of the segments."""
    contexts = sorted({context for places in segments for _string, context, _words in places})
    found = set[tuple[int, int, int]]()
    for locale in locales:
        for start in range(0, len(contexts), BATCH):
            rows = translated(locale).filter(context__in=contexts[start : start + BATCH])
            places = rows.values_list("translation_of_id", "context_id")
            found |= {(locale, string, context or 0) for string, context in places}
    return found


def document_published(instance: Any) -> None:
    """Also of documents that nobody has submitted yet: they are what is missing."""
    source = TranslationSource.objects.filter(
        object_id=instance.translation_key, locale_id=instance.locale_id
    )
    if not source.exists():
        keep_document(instance.translation_key, words_in(instance))


def words_in(instance: Any) -> int:
    try:
        found = extract_segments(instance)
    except KeyError:
        # wagtail-localize trips over an element named <text>, which no editor of ours makes. A figure that
        # nobody can tell is no reason to refuse a publication.
        return 0
    return sum(
        count_words(segment.string.data)
        for segment in found
        if isinstance(segment, StringSegmentValue) and segment.path != NOT_COUNTED
    )


def text_changed(saved: StringTranslation) -> None:
    """Whoever saved or deleted it."""
    if saved.context is None:
        return
    place = {"source__object_id": saved.context.object_id, "target_locale_id": saved.locale_id}
    for translation in Translation.objects.filter(**place).select_related("source"):
        recount_translation(translation)


def keep_document(key: UUID, words: int) -> None:
    DocumentWords.objects.update_or_create(document=key, defaults={"words": words})


def texts_of(source: TranslationSource) -> "QuerySet[Any, str]":
    segments = counted(StringSegment.objects.filter(source=source))
    return segments.values_list("string__data", flat=True)


def counted(segments: "QuerySet[Any, Any]") -> "QuerySet[Any, Any]":
    return segments.exclude(context__path=NOT_COUNTED).order_by()


def translated(locale: int) -> "QuerySet[StringTranslation, Any]":
    rows = StringTranslation.objects.filter(locale_id=locale, has_error=False)
    return rows.exclude(Q(data="") | Q(context=None))


def true_sizes() -> tuple[dict[UUID, int], dict[int, int]]:
    """Words by document and by translation, of all that was ever submitted, counted anew. A few large queries."""
    measure = cache(count_words)
    segments = defaultdict[int, list[tuple[int, int, int]]](list)
    rows = counted(StringSegment.objects.all())
    for source, string, context, text in rows.values_list(
        "source_id", "string_id", "context_id", "string__data"
    ).iterator():
        segments[source].append((string, context, measure(text)))
    sources = dict(TranslationSource.objects.values_list("pk", "object_id"))
    documents = {key: sum(words for *_, words in segments[pk]) for pk, key in sources.items()}
    return documents, translation_sizes(segments)


def translation_sizes(segments: dict[int, list[tuple[int, int, int]]]) -> dict[int, int]:
    found = dict[int, int]()
    translations = defaultdict[int, list[tuple[int, int]]](list)
    for pk, source, locale in Translation.objects.values_list(
        "pk", "source_id", "target_locale_id"
    ):
        translations[locale].append((pk, source))
    for locale, wanted in translations.items():
        known = set(translated(locale).values_list("translation_of_id", "context_id"))
        for pk, source in wanted:
            there = segments.get(source, ())
            found[pk] = sum(words for *place, words in there if tuple(place) in known)
    return found


def uncounted() -> list[Any]:
    """Published documents of the source language that have no figure, as those made before figures were kept."""
    known = DocumentWords.objects.values("document")
    submitted = TranslationSource.objects.values("object")
    return [
        document
        for model in DOCUMENT_MODELS
        for document in model._default_manager.filter(locale=source_locale(), live=True)
        .exclude(translation_key__in=known)
        .exclude(translation_key__in=submitted)
    ]


def recount_everything() -> None:
    """For what was written in bulk, past the signals."""
    for document in uncounted():
        keep_document(document.translation_key, words_in(document))
    documents, translations = true_sizes()
    store(DocumentWords, "document", documents.items())
    store(TranslatedWords, "translation_id", translations.items())


def store(model: Any, key: str, sizes: Iterable[tuple[Any, int]]) -> None:
    model._default_manager.bulk_create(
        (model(**{key: one, "words": words}) for one, words in sizes),
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=[model._meta.pk.name],
        update_fields=["words"],
    )
