"""What a new version of the source means for its translations: what is live stays, and says that it is outdated."""

from contextvars import ContextVar
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from wagtail_localize.models import StringSegment, Translation, TranslationSource

from translation import workflow
from translation.changes import Change, Kind, changes, open_changes
from translation.events import Event, announce
from translation.models import Origin, SegmentVersion, State, TranslationTask
from translation.publishing import hold, obstacles, put_live, remember
from translation.rights import source_locale
from translation.words import recount
from translation.writing import newest_version, write

_minor: ContextVar[int | None] = ContextVar("minor", default=None)
"""The number of the document that is being published with no more than its typos mended."""


def publish_as_minor(pk: int | None) -> None:
    """Until the next call: a publication of this document leaves its translations valid."""
    _minor.set(pk)


def source_published(instance: Any) -> None:
    """Bring what translators see up to date with a document that was just published.

    A document that was never submitted, or is not in the source language, changes nothing.
    """
    if instance.locale_id != source_locale().pk:
        return
    source = TranslationSource.objects.get_for_instance_or_none(instance)
    if source:
        refresh(source, is_minor=_minor.get() == instance.pk)


@transaction.atomic
def refresh(source: TranslationSource, *, is_minor: bool = False) -> None:
    translations = Translation.objects.filter(source=source).order_by("pk")
    # Whoever is about to write a text waits, and then writes it for the segments as they are now.
    list(translations.select_for_update())
    before = places(source)
    source.update_from_db()
    recount(source)
    has_changed = before != places(source)
    for task in tasks_of(source):
        revise(task, is_minor=is_minor, has_changed=has_changed)


def places(source: TranslationSource) -> set[tuple[int, int]]:
    rows = StringSegment.objects.filter(source=source).exclude(context__path="slug")
    return set(rows.values_list("context_id", "string_id"))


def tasks_of(source: TranslationSource) -> list[TranslationTask]:
    tasks = TranslationTask.objects.filter(translation__source=source).order_by("pk")
    return list(tasks.select_related("translation__source", "translation__target_locale"))


def revise(task: TranslationTask, *, is_minor: bool, has_changed: bool) -> None:
    """One task after its source changed. What only moved takes its translation along."""
    found = changes(task)
    kinds = {Kind.MOVED, Kind.CHANGED} if is_minor else {Kind.MOVED}
    carry(task, [one for one in found if one.kind in kinds or is_slug_of_old(one)])
    if task.published_at is None:
        if has_changed and not is_minor:
            send_back(task)
    elif stays_valid(task, is_minor=is_minor):
        up_to_date(task)
    else:
        outdate(task)


def is_slug_of_old(change: Change) -> bool:
    return change.unit is not None and change.unit.path == "slug" and change.kind == Kind.CHANGED


def stays_valid(task: TranslationTask, *, is_minor: bool) -> bool:
    kinds = {change.kind for change in open_changes(task)}
    return kinds <= ({Kind.MOVED, Kind.CHANGED} if is_minor else {Kind.MOVED})


def carry(task: TranslationTask, found: list[Change]) -> None:
    """Old texts for the new strings, by the hands that wrote them; a text that stands is left."""
    with workflow.quietly():
        for change in found:
            if change.unit and change.old and not change.unit.target and change.old.text:
                write_old(task, change, by=None)


def write_old(task: TranslationTask, change: Change, *, by: Any) -> SegmentVersion | None:
    """The old text counts for the new words, and stays whose it was."""
    unit, old = change.unit, change.old
    if unit is None or old is None:
        return None
    known = newest_version(old.string, old.context, task.translation.target_locale_id)
    segment = StringSegment.objects.get(pk=unit.pk)
    return write(
        task.translation,
        segment,
        old.text,
        by=by or (known and known.written_by),
        version=unit.version,
        origin=Origin(known.origin) if known else Origin.HUMAN,
        tool=known.tool if known else "",
    )


def send_back(task: TranslationTask) -> None:
    """Nothing is live yet: what was approved or under review has to be looked at again."""
    if task.state in (State.IN_REVIEW, State.APPROVED):
        workflow.move(task, State.IN_PROGRESS, by=None)
    if task.state != State.NEW:
        announce(Event.SOURCE_CHANGED, task)


def outdate(task: TranslationTask) -> None:
    if task.outdated_since is None:
        task.outdated_since = timezone.now()
        task.save(update_fields=["outdated_since", "changed_at"])
    if task.state != State.OUTDATED:
        workflow.move(task, State.OUTDATED, by=None)
    announce(Event.SOURCE_CHANGED, task)


def up_to_date(task: TranslationTask) -> None:
    """Nothing to translate: pictures, order and the like are taken over at once where nobody is at work."""
    if task.outdated_since:
        task.outdated_since = None
        task.save(update_fields=["outdated_since", "changed_at"])
    if task.state == State.OUTDATED:
        workflow.move(task, State.PUBLISHED, by=None)
    if task.state == State.PUBLISHED:
        take_over(task)


def take_over(task: TranslationTask) -> None:
    """Show what changed besides words. What cannot be shown leaves the live version as it is."""
    if obstacles(task):
        return
    try:
        with transaction.atomic():
            put_live(task, by=None)
    except ValidationError:
        remember(task)


class NotMinor(Exception):
    """Words were added or taken away: that is more than a typo."""


@transaction.atomic
def mark_minor(task: TranslationTask, *, by: Any) -> None:
    """Afterwards: the change was a typo, the translation as approved stays valid. Raises NotMinor."""
    hold(task.translation)
    if not stays_valid(task, is_minor=True):
        raise NotMinor
    carry(task, [one for one in changes(task) if one.kind in (Kind.MOVED, Kind.CHANGED)])
    up_to_date(task)


@transaction.atomic
def confirm(task: TranslationTask, change: Change, *, by: Any) -> None:
    """One segment: “still valid”. The old text stands for the new words."""
    hold(task.translation)
    with workflow.quietly():
        write_old(task, change, by=None)
    task.refresh_from_db()
    workflow.text_written(task, by=by)


def target_unpublished(instance: Any) -> None:
    """However it went off the site: nothing is live, and so nothing is outdated."""
    places = {
        "translation__source__object_id": instance.translation_key,
        "translation__target_locale_id": instance.locale_id,
    }
    for task in TranslationTask.objects.filter(**places).exclude(published_at=None):
        if task.state in (State.PUBLISHED, State.OUTDATED):
            workflow.move(task, State.IN_PROGRESS, by=None)
        TranslationTask.objects.filter(pk=task.pk).update(published_at=None, outdated_since=None)
