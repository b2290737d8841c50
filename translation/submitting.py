"""Submitting content for translation: a task and a draft for each document and language; nothing goes public."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Locale, Page
from wagtail_localize.models import Translation, TranslationSource

from translation import workflow
from translation.models import Priority, TranslationTask
from translation.rights import Action, may, source_locale
from translation.sources import refresh


class CannotSubmit(Exception):
    """args[0] tells the user why."""


@dataclass(frozen=True, slots=True)
class Plan:
    """Who does it, until when."""

    due_on: date | None = None
    priority: int = Priority.NORMAL
    note: str = ""
    users: tuple[Any, ...] = field(default=())


@transaction.atomic
def submit(instance: Any, locale: Locale, *, by: Any, plan: Plan | None = None) -> TranslationTask:
    """The task; that of a document submitted before is planned anew, and its texts stay.

    What stands above a page, and what the document needs, is submitted with it. Raises CannotSubmit.
    """
    document = as_published(instance)
    refuse(document, locale)
    for other in above(document, locale):
        submit(other, locale, by=by, plan=plan)
    source = current_source(document)
    for relative in untranslated(source, locale):
        submit(relative, locale, by=by, plan=plan)
    translation = start_translation(source, locale)
    make_draft(translation, by=by)
    task = TranslationTask.objects.get_or_create(translation=translation)[0]
    if plan:
        workflow.plan(
            task,
            due_on=plan.due_on,
            priority=plan.priority,
            note=plan.note,
            users=members(plan.users, locale),
            by=by,
        )
    return task


def as_published(instance: Any) -> Any:
    """The document as the database has it now, whatever the caller holds."""
    model = instance.specific_class if isinstance(instance, Page) else type(instance)
    return model._default_manager.get(pk=instance.pk)


def members(users: Iterable[Any], locale: Locale) -> list[Any]:
    """Of several languages' people, those who translate into this one."""
    return [user for user in users if may(user, Action.TRANSLATE, locale)]


def refuse(document: Any, locale: Locale) -> None:
    """T25: two sources for one document make it uneditable. A draft is not yet what is to be translated (T30)."""
    source = source_locale()
    if document.locale_id != source.pk:
        raise CannotSubmit(
            _("“%(title)s” is not in %(language)s: only the source is submitted for translation.")
            % {"title": document, "language": source}
        )
    if locale.pk == source.pk:
        raise CannotSubmit(_("%s is the source language.") % source)
    if not document.live:
        raise CannotSubmit(_("“%s” is not published yet.") % document)


def above(document: Any, locale: Locale) -> list[Any]:
    """The pages above that have no version of their own in the language; the outermost first."""
    if not isinstance(document, Page):
        return []
    ancestors = document.get_ancestors().filter(depth__gt=1).order_by("depth")
    there = Page.objects.filter(locale=locale, alias_of=None).values("translation_key")
    return list(ancestors.exclude(translation_key__in=there))


def untranslated(source: TranslationSource, locale: Locale) -> list[Any]:
    related = source.relatedobjectsegment_set.select_related("object")
    missing = [one for one in related if not one.object.has_translation(locale)]
    found = [one.get_source_instance() for one in missing]
    return [instance for instance in found if instance is not None and instance.live]


def current_source(document: Any) -> TranslationSource:
    """What was published last: a source that stands is brought up to date, also to new fields (T30, T34)."""
    source, is_new = TranslationSource.get_or_create_from_instance(document)
    if not is_new:
        refresh(source)
    return source


def start_translation(source: TranslationSource, locale: Locale) -> Translation:
    translation, _made = Translation.objects.get_or_create(source=source, target_locale=locale)
    if not translation.enabled:
        # Texts are kept by string and place, so that nothing is lost between a stop and a start (T30).
        translation.enabled = True
        translation.save(update_fields=["enabled"])
    return translation


def make_draft(translation: Translation, *, by: Any) -> None:
    """What stands in the language already, live or not, is left alone until a reviewer publishes (T19, T20)."""
    source, locale = translation.source, translation.target_locale
    if not source.object.has_translation(locale):
        source.create_or_update_translation(
            locale, user=by, publish=False, copy_parent_pages=True, fallback=True
        )


def subtree(page: Page) -> list[Page]:
    """The page and all that is published below it, parents first."""
    return list(page.get_descendants(inclusive=True).live().order_by("path"))


def outdated(locale: Locale) -> list[TranslationTask]:
    """What is live in the language and behind its source; the longest first."""
    tasks = TranslationTask.objects.filter(translation__target_locale=locale)
    return list(
        tasks.exclude(outdated_since=None)
        .select_related("translation__source")
        .order_by("outdated_since", "pk")
    )


def outdated_sources(locale: Locale) -> list[Any]:
    """The documents behind, the longest first, pages as plain ones; a statement for each kind."""
    places = [place_of(task.translation.source) for task in outdated(locale)]
    wanted = defaultdict[Any, list[Any]](list)
    for model, key in places:
        wanted[model].append(key)
    source = source_locale()
    found = {
        (model, one.translation_key): one
        for model, keys in wanted.items()
        for one in model._default_manager.filter(locale=source, translation_key__in=keys)
    }
    return [found[place] for place in places if place in found]


def place_of(source: TranslationSource) -> tuple[Any, Any]:
    model: Any = ContentType.objects.get_for_id(source.specific_content_type_id).model_class()
    return (Page if issubclass(model, Page) else model), source.object_id


def reference(instance: Any) -> list[Any]:
    """How a job names a document."""
    model = Page if isinstance(instance, Page) else type(instance)
    return [model._meta.label_lower, instance.pk]


def submit_item(item: list[Any], options: dict[str, Any], by: Any) -> None:
    """One step of a job: [model, number of the document, number of the locale]. Raises CannotSubmit."""
    label, pk, locale = item
    instance = apps.get_model(label)._default_manager.filter(pk=pk).first()
    if instance is None:
        raise CannotSubmit(_("It was deleted meanwhile."))
    submit(instance, Locale.objects.get(pk=locale), by=by, plan=plan_of(options, locale))


def plan_of(options: dict[str, Any], locale: int) -> Plan:
    """Of the people chosen, those who are in the language's team."""
    from django.contrib.auth import get_user_model

    due = options.get("due_on")
    return Plan(
        due_on=date.fromisoformat(due) if due else None,
        priority=options.get("priority", Priority.NORMAL),
        note=options.get("note", ""),
        users=tuple(
            get_user_model()
            ._default_manager.filter(
                pk__in=options.get("users", ()), translation_teams__locale=locale
            )
            .distinct()
        ),
    )


def options_of(plan: Plan) -> dict[str, Any]:
    """The plan as a job keeps it."""
    return {
        "due_on": plan.due_on.isoformat() if plan.due_on else None,
        "priority": plan.priority,
        "note": plan.note,
        "users": [user.pk for user in plan.users],
    }


def items_of(instances: Iterable[Any], locales: Iterable[Locale]) -> list[list[Any]]:
    wanted = list(locales)
    return [[*reference(instance), locale.pk] for instance in instances for locale in wanted]
