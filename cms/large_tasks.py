"""Gives a large site its translation work: sources, segments, texts and tasks in all states, written in bulk.

Every state has its share, some tasks are overdue or outdated; the same for the same seed. There are no
transitions, no history of texts and no snapshots of what was approved.
"""

import json
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType
from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.utils import timezone
from modelcluster.models import ClusterableModel, get_serializable_data_for_fields
from wagtail.models import Locale, Page
from wagtail_localize.models import (
    OverridableSegment,
    RelatedObjectSegment,
    String,
    StringSegment,
    StringTranslation,
    Template,
    TemplateSegment,
    TranslatableObject,
    Translation,
    TranslationContext,
    TranslationSource,
)
from wagtail_localize.segments import (
    OverridableSegmentValue,
    RelatedObjectSegmentValue,
    TemplateSegmentValue,
)
from wagtail_localize.segments.extract import extract_segments

from pages.models import PAGE_MODELS
from snippets.models import Member
from translation.models import State, TranslationTask
from translation.rights import source_locale
from translation.words import recount_everything

BATCH = 200
"""Rows in one INSERT: SQLite takes a limited number of parameters."""
STARTED = datetime(2024, 6, 1, tzinfo=UTC)
SHARES = {
    State.PUBLISHED: 60,
    State.IN_PROGRESS: 12,
    State.NEW: 10,
    State.OUTDATED: 8,
    State.IN_REVIEW: 5,
    State.CHANGES_REQUESTED: 3,
    State.APPROVED: 2,
}
"""Of a hundred tasks."""

Progress = Callable[[int, int], None]


@dataclass
class Written:
    """What is collected before it goes to the database in large portions."""

    strings: dict[Any, String] = field(default_factory=dict)
    templates: dict[Any, Template] = field(default_factory=dict)
    contexts: dict[tuple[Any, str], TranslationContext] = field(default_factory=dict)
    segments: dict[type[Any], list[Any]] = field(default_factory=dict)

    def segment(self, model: type[Any], **values: Any) -> None:
        self.segments.setdefault(model, []).append(model(**values))


def make_large_tasks(seed: int, progress: Progress) -> None:
    """For all documents of the source language. Nothing is kept if it fails."""
    random = Random(seed)  # noqa: S311  # Nothing secret: it must be the same again.
    locale = source_locale()
    with transaction.atomic():
        documents = list(documents_in(locale))
        sources = make_sources(documents, locale)
        make_segments(documents, sources, locale, progress)
        make_translations(sources, locale, random)
        recount_everything()


def documents_in(locale: Locale) -> Iterator[Any]:
    models: list[Any] = [*PAGE_MODELS, Member]
    for model in models:
        yield from model.objects.filter(locale=locale).select_related("locale").order_by("pk")


def make_sources(documents: list[Any], locale: Locale) -> list[TranslationSource]:
    pages = ContentType.objects.get_for_model(Page)
    members = ContentType.objects.get_for_model(Member)
    TranslatableObject.objects.bulk_create(
        (
            TranslatableObject(
                translation_key=document.translation_key,
                content_type=pages if isinstance(document, Page) else members,
            )
            for document in documents
        ),
        batch_size=BATCH,
    )
    rows = [
        TranslationSource(
            object_id=document.translation_key,
            specific_content_type=ContentType.objects.get_for_model(type(document)),
            locale=locale,
            object_repr=str(document)[:200],
            content_json=serialised(document),
            last_updated_at=STARTED,
        )
        for document in documents
    ]
    return TranslationSource.objects.bulk_create(rows, batch_size=BATCH)


def serialised(document: Any) -> str:
    if isinstance(document, ClusterableModel):
        return str(document.to_json())
    return json.dumps(get_serializable_data_for_fields(document), cls=DjangoJSONEncoder)


def make_segments(
    documents: list[Any], sources: list[TranslationSource], locale: Locale, progress: Progress
) -> None:
    written = Written()
    for done, (document, source) in enumerate(zip(documents, sources, strict=True), start=1):
        for value in extract_segments(document):
            add(written, source, locale, value)
        progress(done, len(documents))
    String.objects.bulk_create(written.strings.values(), batch_size=BATCH)
    Template.objects.bulk_create(written.templates.values(), batch_size=BATCH)
    TranslationContext.objects.bulk_create(written.contexts.values(), batch_size=BATCH)
    for model, segments in written.segments.items():
        for segment in segments:
            take_numbers(segment)
        model.objects.bulk_create(segments, batch_size=BATCH)


def take_numbers(segment: Any) -> None:
    """The rows it points at have got theirs since it was made."""
    for name in ("string", "template", "context", "object"):
        if hasattr(segment, f"{name}_id") and name in segment._state.fields_cache:
            setattr(segment, name, getattr(segment, name))


def add(written: Written, source: TranslationSource, locale: Locale, value: Any) -> None:
    place = (source.object_id, value.path)
    if place not in written.contexts:
        written.contexts[place] = TranslationContext(
            object_id=place[0], path=value.path, path_id=TranslationContext._get_path_id(value.path)
        )
    shared = {"source": source, "context": written.contexts[place], "order": value.order}
    if isinstance(value, TemplateSegmentValue):
        written.segment(TemplateSegment, template=template_of(written, value), **shared)
    elif isinstance(value, RelatedObjectSegmentValue):
        written.segment(RelatedObjectSegment, object_id=value.translation_key, **shared)
    elif isinstance(value, OverridableSegmentValue):
        data = json.dumps(value.data, cls=DjangoJSONEncoder)
        written.segment(OverridableSegment, data_json=data, **shared)
    else:
        attributes = json.dumps(value.attrs, cls=DjangoJSONEncoder)
        string = string_of(written, locale, value.string.data)
        written.segment(StringSegment, string=string, attrs=attributes, **shared)


def template_of(written: Written, value: TemplateSegmentValue) -> Template:
    key = (value.format, value.template)
    if key not in written.templates:
        namespace = uuid.uuid5(Template.BASE_UUID_NAMESPACE, value.format)
        written.templates[key] = Template(
            uuid=uuid.uuid5(namespace, value.template),
            template=value.template,
            template_format=value.format,
            string_count=value.string_count,
        )
    return written.templates[key]


def string_of(written: Written, locale: Locale, text: str) -> String:
    key = String._get_data_hash(text)
    if key not in written.strings:
        written.strings[key] = String(locale=locale, data_hash=key, data=text)
    return written.strings[key]


def make_translations(sources: list[TranslationSource], source: Locale, random: Random) -> None:
    """Of what stands in a language already, and of half of the rest."""
    locales = list(Locale.objects.exclude(pk=source.pk).order_by("pk"))
    there = {locale.pk: keys_in(locale) for locale in locales}
    rows = [
        Translation(source=one, target_locale=locale)
        for one in sources
        for locale in locales
        if one.object_id in there[locale.pk] or random.random() < 0.5
    ]
    translations = Translation.objects.bulk_create(rows, batch_size=BATCH)
    make_tasks(translations, there, random)
    make_texts(translations, random)


def keys_in(locale: Locale) -> set[Any]:
    found: set[Any] = set()
    for model in (Page, Member):
        found.update(model.objects.filter(locale=locale).values_list("translation_key", flat=True))
    return found


def make_tasks(translations: list[Translation], there: dict[int, set[Any]], random: Random) -> None:
    people = list(get_user_model()._default_manager.order_by("pk").values_list("pk", flat=True))
    tasks = [task_of(translation, there, random) for translation in translations]
    TranslationTask.objects.bulk_create(tasks, batch_size=BATCH)
    through = TranslationTask.assignees.through
    through.objects.bulk_create(
        (
            through(translationtask_id=task.pk, user_id=random.choice(people))
            for task in tasks
            if people and random.random() < 0.6
        ),
        batch_size=BATCH,
    )


def task_of(
    translation: Translation, there: dict[int, set[Any]], random: Random
) -> TranslationTask:
    """What is not there yet is new or being worked on."""
    is_there = translation.source.object_id in there[translation.target_locale_id]
    states = list(SHARES) if is_there else [State.NEW, State.IN_PROGRESS]
    state = random.choices(states, [SHARES[one] for one in states])[0]
    due = timezone.localdate() + timedelta(days=random.randrange(-20, 40))
    return TranslationTask(
        translation=translation,
        state=state,
        due_on=due if random.random() < 0.5 else None,
        priority=random.choices([1, 2, 3], [2, 7, 1])[0],
        published_at=STARTED if state in (State.PUBLISHED, State.OUTDATED) else None,
        outdated_since=STARTED + timedelta(days=30) if state == State.OUTDATED else None,
        changed_at=STARTED,
    )


def make_texts(translations: list[Translation], random: Random) -> None:
    """All texts of what is done, half of those of the rest, none of what is new."""
    parts: dict[State, float] = {
        State.NEW: 0.0,
        State.IN_PROGRESS: 0.5,
        State.CHANGES_REQUESTED: 0.9,
    }
    states = dict(TranslationTask.objects.values_list("translation_id", "state"))
    segments: dict[int, list[tuple[int, int, str]]] = {}
    for source, *segment in StringSegment.objects.order_by("pk").values_list(
        "source_id", "string_id", "context_id", "string__data"
    ):
        segments.setdefault(source, []).append(tuple(segment))
    StringTranslation.objects.bulk_create(
        (
            StringTranslation(
                translation_of_id=string,
                context_id=context,
                locale_id=translation.target_locale_id,
                data=text,
                translation_type=StringTranslation.TRANSLATION_TYPE_MANUAL,
            )
            for translation in translations
            for string, context, text in dict.fromkeys(segments.get(translation.source_id, ()))
            if random.random() < parts.get(State(states[translation.pk]), 1.0)
        ),
        batch_size=BATCH,
    )
