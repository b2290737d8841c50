"""Tasks belong to a translation of a document that exists, and every such translation has one."""

from collections import defaultdict
from collections.abc import Iterator
from functools import partial
from typing import Any

from wagtail_localize.models import Translation, TranslationSource

from translation.adopting import adopt
from translation.corruption.finding import Finding
from translation.models import TranslationTask


def tasks_without_document() -> Iterator[Finding]:
    """The texts stay, in case the document comes back or another says the same."""
    gone = sources_without_document()
    tasks = TranslationTask.objects.filter(translation__source__in=gone)
    for task in tasks.select_related("translation__source", "translation__target_locale"):
        yield Finding("task without a document", str(task), partial(drop, task.pk))


def drop(task: int) -> None:
    TranslationTask.objects.filter(pk=task).delete()


def translations_without_task() -> Iterator[Finding]:
    rows = Translation.objects.filter(task=None).exclude(source__in=sources_without_document())
    for translation in rows.select_related("source", "target_locale").order_by("pk"):
        tag = translation.target_locale.language_code
        yield Finding(
            "translation without a task",
            f"“{translation.source.object_repr}” in {tag}",
            partial(give_task, translation),
        )


def give_task(translation: Translation) -> None:
    TranslationTask.objects.get_or_create(translation=translation)
    adopt(translation)


def sources_without_document() -> list[int]:
    """The numbers of sources whose document was deleted; a query for each kind of document."""
    found = defaultdict[Any, list[TranslationSource]](list)
    for source in TranslationSource.objects.select_related("specific_content_type"):
        found[source.specific_content_type].append(source)
    return [
        source.pk
        for kind, sources in found.items()
        for source in without_document(kind.model_class(), sources)
    ]


def without_document(model: Any, sources: list[TranslationSource]) -> list[TranslationSource]:
    if model is None:
        return sources
    rows = model._base_manager.all().values_list("translation_key", "locale_id")
    there = set(rows)
    return [source for source in sources if (source.object_id, source.locale_id) not in there]
