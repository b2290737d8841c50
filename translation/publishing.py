"""Approval and publication: only whole, error-free and reviewed, and all of it at once.

wagtail-localize's own way writes the words into the live page before it is published, falls back to the
source's words for what is missing, and publishes after the transaction. This one does none of it.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, ObjectDoesNotExist, Q
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.actions.unpublish import UnpublishAction
from wagtail.actions.unpublish_page import UnpublishPageAction
from wagtail.coreutils import find_available_slug
from wagtail.models import Page
from wagtail_localize.models import StringSegment, StringTranslation, Translation, TranslationLog

from translation import workflow
from translation.events import Event, announce
from translation.models import ApprovedSegment, Origin, SegmentVersion, State, TranslationTask
from translation.quality import remarks
from translation.second_person import needs_second_person, seen_by_one
from translation.units import Unit, units
from translation.writing import write

SLUG = "slug"


@dataclass(frozen=True, slots=True)
class Obstacle:
    """Something that stands in the way of an approval."""

    message: str
    unit: Unit | None = None
    """None where it is the document that is not ready."""


class NotReady(Exception):
    """Nothing was approved or published."""

    def __init__(self, obstacles: list[Obstacle]) -> None:
        super().__init__("; ".join(obstacle.message for obstacle in obstacles))
        self.obstacles = obstacles


def obstacles(task: TranslationTask) -> list[Obstacle]:
    """In the order of the document; empty when it may be approved, though perhaps not by everybody."""
    found = units(task.translation)
    said = remarks(task.translation, found)
    return [*missing(found), *wrong(found, said), *not_public(task), *untranslated_relatives(task)]


def missing(found: Iterable[Unit]) -> list[Obstacle]:
    empty = [unit for unit in found if not unit.target.strip() and is_required(unit)]
    return [Obstacle(_("Not translated yet."), unit) for unit in empty]


def is_required(unit: Unit) -> bool:
    """A slug that nobody writes is made from the title."""
    return unit.path != SLUG and bool(unit.source.strip())


def wrong(found: Iterable[Unit], said: dict[int, Any]) -> list[Obstacle]:
    return [
        Obstacle(remark.message, unit)
        for unit in found
        for remark in said.get(unit.pk, ())
        if remark.blocks and unit.target.strip()
    ]


def not_public(task: TranslationTask) -> list[Obstacle]:
    try:
        source = task.translation.source.get_source_instance()
    except ObjectDoesNotExist:
        return [Obstacle(_("The source was deleted."))]
    return [] if source.live else [Obstacle(_("The source is not published."))]


def untranslated_relatives(task: TranslationTask) -> list[Obstacle]:
    """What the document shows in place of a copy of its own must stand in the language first."""
    locale = task.translation.target_locale
    relatives = task.translation.source.relatedobjectsegment_set.select_related("object")
    return [
        Obstacle(_("“%s” has to be translated first.") % relative.get_source_instance())
        for relative in relatives
        if not relative.object.has_translation(locale)
    ]


def own_work(task: TranslationTask, *, by: Any = None) -> list[Obstacle]:
    """One obstacle where the language wants a second person and by would be the first; None asks who reviewed."""
    if not needs_second_person(task.translation.target_locale_id):
        return []
    count = len(seen_by_one(units(task.translation), by))
    if by:
        text = ngettext(
            "You wrote one of these texts yourself: somebody else has to review it.",
            "You wrote %(count)d of these texts yourself: somebody else has to review them.",
            count,
        )
    else:
        text = ngettext(
            "One text was not reviewed by a second person.",
            "%(count)d texts were not reviewed by a second person.",
            count,
        )
    return [Obstacle(text % {"count": count})] if count else []


@transaction.atomic
def approve(task: TranslationTask, *, by: Any, comment: str = "") -> None:
    """Raises NotReady, WrongState. Every text counts as reviewed then."""
    hold(task.translation)
    refuse_unready(task, by=by)
    fill_slug(task.translation, by=by)
    workflow.move(task, State.APPROVED, by=by, comment=comment)
    mark_reviewed(task, by=by)
    announce(Event.APPROVED, task, by=by, comment=comment)


def publish(task: TranslationTask, *, by: Any) -> None:
    """Page or snippet, revision, task and snapshot in one transaction. Raises NotReady, WrongState."""
    with reporting_fields(task), transaction.atomic():
        go_live(task, by=by)


def approve_and_publish(task: TranslationTask, *, by: Any, comment: str = "") -> None:
    """Both or nothing. Raises NotReady, WrongState."""
    with reporting_fields(task), transaction.atomic():
        approve(task, by=by, comment=comment)
        go_live(task, by=by)


def go_live(task: TranslationTask, *, by: Any) -> None:
    hold(task.translation)
    refuse_unready(task)
    workflow.move(task, State.PUBLISHED, by=by)
    put_live(task, by=by)
    announce(Event.PUBLISHED, task, by=by)


def take_down(task: TranslationTask, *, by: Any) -> None:
    """Off the site; the words stay. The task follows when it hears of it, as it does of any other way."""
    instance = task.translation.get_target_instance()
    action = UnpublishPageAction if isinstance(instance, Page) else UnpublishAction
    action(instance, user=by).execute(skip_permission_checks=True)


def hold(translation: Translation) -> None:
    """Whoever writes a text of it waits until this transaction is over."""
    Translation.objects.select_for_update().get(pk=translation.pk)


def refuse_unready(task: TranslationTask, *, by: Any = None) -> None:
    """by is who approves just now; without, an approval has to stand already."""
    found = [*obstacles(task), *own_work(task, by=by)]
    if found:
        raise NotReady(found)


def put_live(task: TranslationTask, *, by: Any) -> None:
    """Publish the words as they stand and remember them. The caller has seen that they are whole."""
    translation = task.translation
    fill_slug(translation, by=by)
    source, locale = translation.source, translation.target_locale
    instance = source.get_ephemeral_translated_instance(locale, fallback=False)
    if isinstance(instance, Page):
        prepare_page(instance)
        source.sync_view_restrictions(source.as_instance(), instance)
    revision = instance.save_revision(user=by)
    # Who may is asked of translation.rights: a reviewer has a language, not a part of the tree.
    revision.publish(user=by, skip_permission_checks=True)
    TranslationLog.objects.create(source=source, locale=locale, revision=revision)
    remember(task)


def prepare_page(page: Page) -> None:
    if page.alias_of_id:
        page.alias_of = None
        Page.objects.filter(pk=page.pk).update(alias_of=None, draft_title=page.title)
    page.slug = find_available_slug(
        page.get_parent(), slugify(page.slug, allow_unicode=True), ignore_page_id=page.pk
    )


def remember(task: TranslationTask) -> None:
    found = [unit for unit in units(task.translation) if unit.target]
    task.approved.all().delete()
    ApprovedSegment.objects.bulk_create(
        ApprovedSegment(
            task=task,
            context_id=unit.context,
            string_id=unit.string,
            order=unit.order,
            text=unit.target,
        )
        for unit in found
    )
    task.published_at, task.outdated_since = timezone.now(), None
    task.save(update_fields=["published_at", "outdated_since"])


def mark_reviewed(task: TranslationTask, *, by: Any) -> None:
    """Whoever read a text first stays its reviewer, but a second person counts more than its writer."""
    versions = [unit.version for unit in units(task.translation) if unit.version]
    marked = Q(reviewed_at=None)
    if by:
        marked |= Q(reviewed_by=F("written_by")) & ~Q(written_by=by)
    standing = SegmentVersion.objects.filter(marked, pk__in=versions)
    standing.update(reviewed_by=by, reviewed_at=timezone.now())


def fill_slug(translation: Translation, *, by: Any) -> None:
    """An address that stands stays as it is; a new page gets one from its title (T33)."""
    found = {unit.path: unit for unit in units(translation)}
    slug, title = found.get(SLUG), found.get("title")
    if slug is None or slug.target or title is None:
        return
    target = translation.get_target_instance()
    was_public = target.first_published_at and not target.alias_of_id
    text = target.slug if was_public else slugify(title.target, allow_unicode=True)
    segment = StringSegment.objects.get(pk=slug.pk)
    with workflow.quietly():
        write(
            translation,
            segment,
            text or slug.source,
            by=by,
            version=slug.version,
            origin=Origin.MACHINE,
            tool=_("From the title"),
        )


@contextmanager
def reporting_fields(task: TranslationTask) -> Iterator[None]:
    """Turns what the model's own validation refuses into NotReady, and marks the texts concerned."""
    try:
        yield
    except ValidationError as error:
        fields = error.error_dict if hasattr(error, "error_dict") else {"": error.error_list}
        raise NotReady([mark(task, name, said) for name, said in fields.items()]) from error


def mark(task: TranslationTask, field: str, said: list[ValidationError]) -> Obstacle:
    unit = next((unit for unit in units(task.translation) if unit.path == field), None)
    row = (
        unit
        and StringTranslation.objects.filter(
            translation_of_id=unit.string,
            context_id=unit.context,
            locale_id=task.translation.target_locale_id,
        ).first()
    )
    if row:
        row.set_field_error(said)
    return Obstacle(f"{field}: {said[0].messages[0]}", unit)
