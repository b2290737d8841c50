"""Keeps the history of every text, and tasks true to it; connected by name in apps.ready()."""

from typing import Any

from wagtail.models import TranslatableMixin
from wagtail_localize.models import StringTranslation, Translation

from translation import sources, words, workflow
from translation.models import SegmentVersion, TranslationTask
from translation.rights import source_locale
from translation.writing import current_origin, newest_version


def keep_saved(instance: StringTranslation, raw: bool = False, **_: Any) -> None:
    if not raw:
        keep(instance, instance.data)


def keep_deleted(instance: StringTranslation, **_: Any) -> None:
    keep(instance, "")


def keep(saved: StringTranslation, text: str) -> None:
    """A save that changes no text, as that of an error mark, is no version."""
    place = (saved.translation_of_id, saved.context_id, saved.locale_id)
    newest = newest_version(*place)
    if (newest.text if newest else "") == text:
        return
    string, context, locale = place
    SegmentVersion.objects.create(
        string_id=string,
        context_id=context,
        locale_id=locale,
        text=text,
        origin=current_origin(saved.translation_type),
        tool=saved.tool_name,
        written_by_id=saved.last_translated_by_id,
    )
    tell_task(saved)


def tell_task(saved: StringTranslation) -> None:
    if saved.context is None:
        return
    place = {
        "translation__source__object_id": saved.context.object_id,
        "translation__target_locale_id": saved.locale_id,
    }
    task = TranslationTask.objects.filter(**place).first()
    if task:
        workflow.text_written(task, by=saved.last_translated_by)


def make_task(instance: Translation, raw: bool = False, **_: Any) -> None:
    """Whoever starts a translation, it is a task: none escapes the coordinator."""
    if not raw:
        TranslationTask.objects.get_or_create(translation=instance)


def source_published(instance: Any, **_: Any) -> None:
    if isinstance(instance, TranslatableMixin):
        sources.source_published(instance)


def unpublished(instance: Any, **_: Any) -> None:
    if isinstance(instance, TranslatableMixin):
        sources.target_unpublished(instance)


def count_text(instance: StringTranslation, raw: bool = False, **_: Any) -> None:
    if not raw:
        words.text_changed(instance)


def count_translation(instance: Translation, raw: bool = False, **_: Any) -> None:
    if not raw:
        words.recount(instance.source)


def count_published(instance: Any, **_: Any) -> None:
    if isinstance(instance, TranslatableMixin) and instance.locale_id == source_locale().pk:
        words.document_published(instance)
