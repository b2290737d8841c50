"""Keeps the index: one entry for each live version, written in the transaction that changes it."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.db import transaction

from pages.localisation import content_languages
from pages.models import PAGE_MODELS
from search.languages import configuration
from search.models import SearchEntry
from search.texts import Searchable, body_of, has_own_words, target_of, title_of
from snippets.models import Member, Secondee

BATCH = 200


def index(document: Searchable) -> None:
    """Write, renew or remove the entry of a document as it was just saved."""
    target = {f"{target_of(document)}_id": document.pk}
    if not has_own_words(document):
        SearchEntry.objects.filter(**target).delete()
        return
    made = entry(document)
    values = {name: getattr(made, name) for name in ("language", "configuration", "title", "body")}
    if not SearchEntry.objects.filter(**target).update(**values):
        SearchEntry.objects.get_or_create(**target, defaults=values)


def entry(document: Searchable) -> SearchEntry:
    language = document.locale.language_code
    return SearchEntry(
        **{f"{target_of(document)}_id": document.pk},
        language=language,
        configuration=configuration(language),
        title=title_of(document),
        body=body_of(document, language),
    )


def rebuild() -> int:
    """Write the whole index anew; the number of entries. Readers see the old one until it is done."""
    with transaction.atomic():
        SearchEntry.objects.all().delete()
        made = (entry(document) for document in all_documents() if has_own_words(document))
        return sum(len(SearchEntry.objects.bulk_create(batch)) for batch in batches(made))


def all_documents() -> Iterator[Searchable]:
    models: list[type[Any]] = [*PAGE_MODELS, Member, Secondee]
    for model in models:
        rows = model._default_manager.filter(
            live=True, locale__language_code__in=content_languages()
        )
        yield from rows.select_related("locale").iterator(BATCH)


def batches(entries: Iterable[SearchEntry]) -> Iterator[list[SearchEntry]]:
    batch: list[SearchEntry] = []
    for made in entries:
        batch.append(made)
        if len(batch) == BATCH:
            yield batch
            batch = []
    yield batch
