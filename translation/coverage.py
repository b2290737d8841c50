"""What is translated into which language, and how far the rest is: every document beside every language.

Read as a whole, in a number of statements that does not depend on how much there is: overdue and outdated come
first, and the whole is what the shares are taken of.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import BooleanField, ExpressionWrapper, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Locale, Page

from pages.localisation import content_languages
from pages.models import SitePage
from pages.reading import Reader
from pages.visibility import live_now, public_page
from snippets.models import Member, Secondee, SiteInformation
from translation.models import DocumentWords, State, TranslationTask
from translation.rights import source_locale

PAGE = "page"
SNIPPETS: dict[str, Any] = {
    "member": Member,
    "secondee": Secondee,
    "site": SiteInformation,
}
KINDS: dict[str, Any] = {
    PAGE: _("Pages"),
    **{kind: model._meta.verbose_name_plural for kind, model in SNIPPETS.items()},
}

MISSING = "MISSING"
UNTRACKED = "UNTRACKED"
STATES: dict[str, Any] = {
    MISSING: _("Not submitted"),
    UNTRACKED: _("Live without a task"),
    **dict(State.choices),
}
"""Of a cell: those of tasks, and two where there is none."""

SECTION_DEPTH = 3
"""Under the root stand the home pages, under those the sections."""


class Row(NamedTuple):
    """One language version of a document."""

    pk: int
    key: UUID
    locale: int
    title: str
    live: bool
    is_public: bool
    alias: int | None = None
    tree_path: str = ""
    url_path: str = ""


@dataclass(slots=True)
class Cell:
    """One document in one language that is translated into."""

    document: "Document"
    locale: int
    state: str = MISSING
    """A key of STATES."""
    task: int | None = None
    translation: int | None = None
    target: int | None = None
    """The number of the page or snippet in the language; None before there is one."""
    is_live: bool = False
    """Whether a translation, not merely a copy of the source, is published."""
    is_complete: bool = False
    """Whether visitors see the document translated: what the language's share counts."""
    words: int = 0
    """Translated, in words of the source."""
    due_on: date | None = None
    outdated_since: datetime | None = None
    priority: int | None = None
    assignees: tuple[int, ...] = ()
    is_overdue: bool = False

    @property
    def is_outdated(self) -> bool:
        return self.outdated_since is not None or self.state == State.OUTDATED

    @property
    def name(self) -> str:
        """As a form sends it back."""
        return f"{self.document.kind}:{self.document.pk}:{self.locale}"


@dataclass(slots=True)
class Document:
    """One document of the source language that is published."""

    kind: str
    """A key of KINDS."""
    pk: int
    key: UUID
    title: str
    section: str
    """The number of the section's page, or the kind of a snippet."""
    section_title: str
    path: str
    """The public path of a page; empty for a snippet."""
    is_public: bool
    """Whether visitors see the source: behind a log-in they do not."""
    words: int | None
    """To be translated; None while they were not counted."""
    cells: dict[int, Cell] = field(default_factory=dict)
    """By locale, one for each language that is translated into."""


class Share(NamedTuple):
    """How much of something is done."""

    done: int
    total: int

    @property
    def ratio(self) -> float:
        """0 to 1; 0 where there is nothing."""
        return self.done / self.total if self.total else 0.0

    @property
    def percent(self) -> int:
        """Rounded down: 100 means all."""
        return self.done * 100 // self.total if self.total else 0


class Coverage:
    """All published documents of the source language, pages in the order of the tree, then snippets by name."""

    def __init__(self) -> None:
        self.source = source_locale()
        self.locales = {
            locale.pk: locale
            for locale in ordered(Locale.objects.all())
            if locale.pk != self.source.pk
        }
        self.today = timezone.localdate()
        self.words = dict(DocumentWords.objects.values_list("document", "words"))
        self.documents = [*self.pages(), *self.snippets()]
        self.by_key = {document.key: document for document in self.documents}
        self.fill_in_tasks()

    @cached_property
    def cells(self) -> list[Cell]:
        return [cell for document in self.documents for cell in document.cells.values()]

    def pages(self) -> "list[Document]":
        rows = page_rows(Reader().closed_trees)
        titles = {
            row.tree_path: row for row in rows if len(row.tree_path) == SECTION_DEPTH * Page.steplen
        }
        return self.documents_of(PAGE, rows, titles)

    def snippets(self) -> "list[Document]":
        return [
            document
            for kind, model in SNIPPETS.items()
            for document in self.documents_of(kind, snippet_rows(model), {})
        ]

    def documents_of(
        self, kind: str, rows: list[Row], sections: Mapping[str, Row]
    ) -> list[Document]:
        targets = defaultdict[UUID, list[Row]](list)
        for row in rows:
            if row.locale in self.locales:
                targets[row.key].append(row)
        return [
            self.document(kind, row, sections, targets.get(row.key, ()))
            for row in rows
            if row.locale == self.source.pk and row.live and row.alias is None
        ]

    def document(
        self, kind: str, row: Row, sections: Mapping[str, Row], targets: Iterable[Row]
    ) -> Document:
        section = sections.get(row.tree_path[: SECTION_DEPTH * Page.steplen])
        document = Document(
            kind=kind,
            pk=row.pk,
            key=row.key,
            title=row.title,
            section=str(section.pk) if section else "",
            section_title=section.title if section else "",
            path=row.url_path,
            is_public=row.is_public,
            words=self.words.get(row.key),
        )
        document.cells = {locale: Cell(document, locale) for locale in self.locales}
        for target in targets:
            self.fill_in_target(document.cells[target.locale], target)
        return document

    def fill_in_target(self, cell: Cell, target: Row) -> None:
        cell.target = target.pk
        cell.is_live = target.live and target.alias is None
        cell.is_complete = cell.document.is_public and target.is_public and target.alias is None
        if cell.is_live:
            cell.state = UNTRACKED

    def fill_in_tasks(self) -> None:
        people = assignees()
        for pk, translation, key, locale, state, due, outdated, priority, words in task_rows(
            self.source
        ):
            document = self.by_key.get(key)
            cell = document.cells.get(locale) if document else None
            if cell is None:
                continue
            cell.task, cell.translation, cell.state = pk, translation, state
            cell.due_on, cell.outdated_since, cell.priority = due, outdated, priority
            cell.words = words
            cell.assignees = people.get(pk, ())
            cell.is_overdue = due is not None and due < self.today and state != State.PUBLISHED

    def documents_share(self, locale: int) -> Share:
        """What GraphQL gives as completeness: of what visitors see in the source language."""
        public = [document for document in self.documents if document.is_public]
        return Share(sum(one.cells[locale].is_complete for one in public), len(public))

    def words_share(self, locale: int) -> Share:
        counted = [document for document in self.documents if document.words is not None]
        return Share(
            sum(document.cells[locale].words for document in counted),
            sum(document.words or 0 for document in counted),
        )


def ordered(locales: Iterable[Locale]) -> list[Locale]:
    """In the site's order of languages."""
    rank = {tag: position for position, tag in enumerate(content_languages())}
    return sorted(locales, key=lambda locale: rank.get(locale.language_code, len(rank)))


def page_rows(closed: list[str]) -> list[Row]:
    rows = SitePage.objects.order_by("path").annotate(is_public=true_where(public_page(closed)))
    return [
        Row(*row)
        for row in rows.values_list(
            *("pk", "translation_key", "locale_id", "title", "live", "is_public"),
            *("alias_of_id", "path", "url_path"),
        )
    ]


def snippet_rows(model: Any) -> list[Row]:
    rows = model.objects.order_by("name", "pk").annotate(is_public=true_where(live_now()))
    columns = ("pk", "translation_key", "locale_id", "name", "live", "is_public")
    return [Row(*row) for row in rows.values_list(*columns)]


def true_where(condition: Q) -> Any:
    return ExpressionWrapper(condition, output_field=BooleanField())


def task_rows(source: Locale) -> "QuerySet[Any, Any]":
    tasks = TranslationTask.objects.filter(translation__source__locale=source).order_by()
    return tasks.values_list(
        *("pk", "translation_id", "translation__source__object_id"),
        *("translation__target_locale_id", "state", "due_on", "outdated_since", "priority"),
        Coalesce("translation__translated_words__words", 0),
    )


def assignees() -> dict[int, tuple[int, ...]]:
    """The numbers of people by the number of their task."""
    found = defaultdict[int, tuple[int, ...]](tuple)
    for task, user in TranslationTask.assignees.through.objects.order_by("pk").values_list(
        "translationtask_id", "user_id"
    ):
        found[task] += (user,)
    return found
