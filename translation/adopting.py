"""Translations that were made before there were tasks, or without them: their tasks say honestly how they stand."""

from typing import Any

from django.db import transaction
from django.db.models import ObjectDoesNotExist
from django.utils import timezone
from wagtail_localize.models import StringTranslation, Translation

from translation.models import ApprovedSegment, Origin, SegmentVersion, State, TranslationTask
from translation.publishing import missing
from translation.units import Unit, units


def adopt_all() -> int:
    """Give every translation its task, and every live one its snapshot; how many were adopted. Can be repeated."""
    for translation in Translation.objects.filter(task=None):
        TranslationTask.objects.get_or_create(translation=translation)
    waiting = TranslationTask.objects.filter(published_at=None, state=State.NEW)
    tasks = waiting.select_related("translation__source", "translation__target_locale")
    return sum(adopt(task.translation) for task in tasks)


@transaction.atomic
def adopt(translation: Translation) -> bool:
    """What is live in the language counts as approved with the words that are known; whether there is such.

    A live version of which words are missing is outdated: somebody published it half done.
    """
    task = TranslationTask.objects.get(translation=translation)
    target = live_target(translation)
    if target is None or task.published_at:
        return False
    found = units(translation)
    keep_history(translation, [unit for unit in found if unit.target and not unit.version])
    is_whole = not missing(found)
    task.state = State.PUBLISHED if is_whole else State.OUTDATED
    task.published_at = target.last_published_at or timezone.now()
    task.outdated_since = None if is_whole else timezone.now()
    task.save(update_fields=["state", "published_at", "outdated_since", "changed_at"])
    ApprovedSegment.objects.bulk_create(
        ApprovedSegment(
            task=task,
            context_id=unit.context,
            string_id=unit.string,
            order=unit.order,
            text=unit.target,
        )
        for unit in found
        if unit.target
    )
    return True


def live_target(translation: Translation) -> Any:
    """None where there is none, it is a draft, or an alias that shows the source's words."""
    try:
        target = translation.get_target_instance()
    except ObjectDoesNotExist:
        return None
    return target if target.live and not getattr(target, "alias_of_id", None) else None


def keep_history(translation: Translation, found: list[Unit]) -> None:
    """A first version for texts that came in without one, as in bulk."""
    rows = StringTranslation.objects.filter(
        locale_id=translation.target_locale_id, context__object_id=translation.source.object_id
    )
    authors = {(row.translation_of_id, row.context_id): row for row in rows}
    SegmentVersion.objects.bulk_create(
        version_of(authors[unit.string, unit.context], unit) for unit in found
    )


def version_of(row: StringTranslation, unit: Unit) -> SegmentVersion:
    is_machine = row.translation_type == StringTranslation.TRANSLATION_TYPE_MACHINE
    return SegmentVersion(
        string_id=unit.string,
        context_id=unit.context,
        locale_id=row.locale_id,
        text=unit.target,
        origin=Origin.MACHINE if is_machine else Origin.HUMAN,
        tool=row.tool_name,
        written_by_id=row.last_translated_by_id,
    )
