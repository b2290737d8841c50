"""Documents and their language versions: one source each, and nothing live that nobody follows."""

from collections.abc import Iterator
from functools import partial
from typing import Any

from django.db.models import ObjectDoesNotExist
from wagtail.models import Locale, Page
from wagtail_localize.models import LocaleSynchronization, Translation, TranslationSource
from wagtail_localize.synctree import synchronize_tree

from translation.corruption.finding import Finding
from translation.corruption.rescuing import track
from translation.coverage import PAGE, SNIPPETS, UNTRACKED, Coverage
from translation.models import Comment, SegmentVersion, TranslationTask
from translation.rights import source_locale


def sources_too_many() -> Iterator[Finding]:
    """T25: whatever is translated from another language than the source language."""
    stray = TranslationSource.objects.exclude(locale=source_locale()).order_by("pk")
    for source in stray.select_related("locale"):
        original = original_of(source)
        yield Finding(
            "two sources",
            f"“{source.object_repr}” is translated from {source.locale.language_code}"
            + ("" if original else ", and there is none in the source language"),
            partial(merge, source, original) if original else None,
        )


def original_of(source: TranslationSource) -> Any:
    """The document in the source language; None where somebody wrote it in another language only."""
    try:
        return source.get_translated_instance(source_locale())
    except ObjectDoesNotExist:
        return None


def merge(stray: TranslationSource, original: Any) -> None:
    """The true source stays alone. Texts stand by string and place, and so stay where they are."""
    keep_words(stray)
    targets = [*stray.translations.select_related("target_locale"), None]
    locales = {one.target_locale if one else stray.locale for one in targets}
    kept = {
        locale: track(original, target)
        for locale in locales
        if locale != original.locale and (target := version(stray, locale)) is not None
    }
    for translation in stray.translations.all():
        heir = kept.get(translation.target_locale) or next(iter(kept.values()), None)
        if heir:
            move_comments(translation, heir)
    stray.delete()


def version(source: TranslationSource, locale: Locale) -> Any:
    try:
        return source.get_translated_instance(locale)
    except ObjectDoesNotExist:
        return None


def move_comments(old: Translation, heir: Translation) -> None:
    tasks = TranslationTask.objects.filter(translation=old)
    Comment.objects.filter(task__in=tasks).update(task=heir.task)


def keep_words(stray: TranslationSource) -> None:
    """Approved texts go with their task: the history keeps them."""
    for task in TranslationTask.objects.filter(translation__source=stray):
        for row in task.approved.all():
            place = {
                "string_id": row.string_id,
                "context_id": row.context_id,
                "locale_id": task.translation.target_locale_id,
                "text": row.text,
            }
            if not SegmentVersion.objects.filter(**place).exists():
                SegmentVersion.objects.create(**place, origin="HUMAN")


def missing_aliases() -> Iterator[Finding]:
    """T26: pages made past the admin get no copy in the languages that follow the source."""
    for follows in LocaleSynchronization.objects.select_related("locale", "sync_from"):
        there = Page.objects.filter(locale=follows.locale).values("translation_key")
        pages = Page.objects.filter(locale=follows.sync_from, depth__gt=1)
        missing = pages.exclude(translation_key__in=there).count()
        if missing:
            yield Finding(
                "missing aliases",
                f"{missing} pages have no copy in {follows.locale.language_code}",
                partial(synchronize_tree, follows.sync_from, follows.locale),
            )


def untracked() -> Iterator[Finding]:
    """Live in a language, but no task tells who stands for it."""
    coverage = Coverage()
    for cell in coverage.cells:
        if cell.state == UNTRACKED and cell.target is not None:
            tag = coverage.locales[cell.locale].language_code
            yield Finding(
                "live without a task",
                f"“{cell.document.title}” in {tag}",
                partial(adopt_cell, cell.document.kind, cell.document.pk, cell.target),
            )


def adopt_cell(kind: str, pk: int, target: int) -> None:
    track(instance(kind, pk), instance(kind, target))


def instance(kind: str, pk: int) -> Any:
    if kind == PAGE:
        return Page.objects.get(pk=pk).specific
    return SNIPPETS[kind].objects.get(pk=pk)
