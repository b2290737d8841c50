"""Reads public pages for one answer, many at a time; everything starts from visibility's rule."""

from collections import defaultdict
from collections.abc import Callable, Container, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache, cached_property
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import (
    BigIntegerField,
    BooleanField,
    Case,
    CharField,
    DateTimeField,
    ExpressionWrapper,
    F,
    JSONField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    TextField,
    UUIDField,
    Value,
    When,
)
from django.db.models.functions import Coalesce
from wagtail.fields import StreamField
from wagtail.models import Page

from media.reading import DocumentFile, PictureRecord, read_documents, read_pictures
from pages.localisation import Scope, content_languages, is_preferred, preferred
from pages.models import PAGE_MODELS, SitePage
from pages.parts import Part, Slice, ranked
from pages.records import DocumentRecord
from pages.visibility import (
    Closed,
    closed_now,
    public_documents,
    public_page,
    public_pictures,
)
from statements import Among, Given, rows

Narrowing = Callable[["QuerySet[Any, Any]"], "QuerySet[Any, Any]"]
STEP = Page.steplen
"""How many characters of a tree path stand for one level."""

COLUMNS = (
    "pk",
    "translation_key",
    "locale__language_code",
    "content_type_id",
    "path",
    "url_path",
    "title",
    "slug",
    "seo_title",
    "search_description",
    "first_published_at",
    "last_published_at",
    "alias_of_id",
    "social_image_id",
    "noindex",
)


UNDATED = tuple(
    Value(None, output_field=DateTimeField()) if name.endswith("published_at") else name
    for name in COLUMNS
)
"""The same without moments, which take long to read."""


def models_by_content_type() -> dict[int, type[SitePage]]:
    """Django keeps the content types, so that only the first call of a process asks the database."""
    types: dict[Any, ContentType] = ContentType.objects.get_for_models(*PAGE_MODELS)
    return {content_type.pk: model for model, content_type in types.items()}


class PageRecord(DocumentRecord):
    """The row that all kinds of pages share. What one kind has besides comes by Reader.details."""

    __slots__ = (
        "alias_of_id",
        "first_published_at",
        "model",
        "noindex",
        "search_description",
        "seo_title",
        "slug",
        "social_image_id",
        "title",
        "tree_path",
        "url_path",
    )

    first_published_at: datetime | None

    def __init__(self, row: Sequence[Any], models: Mapping[int, type[SitePage]]) -> None:
        (
            self.pk,
            self.translation_key,
            self.served,
            content_type_id,
            self.tree_path,
            self.url_path,
            self.title,
            self.slug,
            self.seo_title,
            self.search_description,
            self.first_published_at,
            self.last_published_at,
            self.alias_of_id,
            self.social_image_id,
            self.noindex,
        ) = row
        self.model = models[content_type_id]

    @property
    def page_type(self) -> str:
        return self.model.page_type

    @property
    def depth(self) -> int:
        return len(self.tree_path) // STEP

    @property
    def parent_path(self) -> str:
        return self.tree_path[:-STEP]

    @property
    def ancestor_paths(self) -> list[str]:
        """From the home page down; the page itself is not among them."""
        return [self.tree_path[:end] for end in range(2 * STEP, len(self.tree_path), STEP)]


class Reader:
    """One answer's view of the pages. closed is what is known to be closed; it is asked once unless told.

    Without is_dated, records do not know when they were published.
    """

    def __init__(self, closed: Closed | None = None, *, is_dated: bool = True) -> None:
        self.closed = closed or closed_now()
        self.columns = COLUMNS if is_dated else UNDATED

    @cached_property
    def is_public(self) -> Q:
        return public_page(self.closed.trees)

    @cached_property
    def visible(self) -> "QuerySet[SitePage, Any]":
        return SitePage.objects.filter(self.is_public)

    def pictures(
        self, numbers: Iterable[int], presets: Iterable[str] | None = None
    ) -> dict[int, PictureRecord]:
        """presets are those whose drawings are read; all unless told."""
        closed = self.closed.collections
        return read_pictures(closed, lambda: public_pictures(closed), numbers, presets)

    def documents(self, numbers: Iterable[int]) -> dict[int, DocumentFile]:
        return read_documents(public_documents(self.closed.collections).filter(pk__in=numbers))

    @cached_property
    def models(self) -> dict[int, type[SitePage]]:
        return models_by_content_type()

    def in_scope(self, scope: Scope) -> "QuerySet[SitePage, Any]":
        return preferred(self.visible, scope)

    def read(self, pages: "QuerySet[Any, Any]") -> list[PageRecord]:
        return self.records(pages.values_list(*self.columns))

    def find(
        self, shape: Hashable, pages: Callable[[], "QuerySet[Any, Any]"], **given: Any
    ) -> list[PageRecord]:
        """The same for a queryset whose SQL depends on shape alone, besides what is closed."""
        key = ("pages", self.closed.trees, self.columns is COLUMNS, shape)
        return self.records(rows(key, lambda: pages().values_list(*self.columns), **given))

    def records(self, found: Iterable[Sequence[Any]]) -> list[PageRecord]:
        return [PageRecord(row, self.models) for row in found]

    def by_path(self, path: str) -> PageRecord | None:
        """path is a public one with its locale; slashes around it do not matter."""
        found = self.find(
            "by path",
            lambda: self.visible.filter(url_path=Given("path", TextField())).order_by(),
            path=f"/{path.strip('/')}/",
        )
        return found[0] if found else None

    def read_visible(self, numbers: Iterable[int]) -> list[PageRecord]:
        """The pages with these numbers that are public, in no order."""
        return self.find(
            "by number",
            lambda: self.visible.filter(Among("pk", "numbers", BigIntegerField())).order_by(),
            numbers=list(numbers),
        )

    def by_id(self, pk: int) -> PageRecord | None:
        found = self.read_visible([pk])
        return found[0] if found else None

    def version(self, translation_key: Any, scope: Scope) -> PageRecord | None:
        """The document's version for a scope."""
        return self.by_keys([translation_key], scope).get(translation_key)

    def in_menus(self, scope: Scope) -> list[PageRecord]:
        """Every version, in the scope's languages, of the pages that editors show in menus; in their order."""

        def pages() -> "QuerySet[Any, Any]":
            found = self.visible.filter(
                show_in_menus=True, locale__language_code__in=scope.languages, depth__gt=2
            )
            return with_tree_order(found, scope).order_by("tree_order", "path")

        return self.find(("in menus", scope.languages), pages)

    def by_ids(self, ids: Iterable[int], scope: Scope) -> dict[int, PageRecord]:
        """For each id that leads to a public document, the version for the scope; one query.

        The page that an editor chose need not be public itself, nor in the scope: what counts is the
        version that a visitor would get.
        """

        def versions() -> "QuerySet[Any, Any]":
            chosen = Page.objects.filter(Among("pk", "ids", BigIntegerField())).order_by()
            every = SitePage.objects.filter(translation_key__in=chosen.values("translation_key"))
            public = self.is_public & is_preferred(self.visible, scope)
            shown = ExpressionWrapper(public, BooleanField())
            return every.order_by().annotate(shown=shown).values_list(*UNDATED, "shown")

        wanted = list(set(ids))
        found = rows(("by ids", self.closed.trees, scope.languages), versions, ids=wanted)
        shown = self.records(row for *row, is_shown in found if is_shown)
        by_key = {page.translation_key: page for page in shown}
        keys = {row[0]: row[1] for row in found}
        return {pk: by_key[keys[pk]] for pk in wanted if keys.get(pk) in by_key}

    def by_keys(self, keys: Iterable[Any], scope: Scope) -> dict[Any, PageRecord]:
        wanted = list(set(keys))
        if not wanted:
            return {}
        found = self.find(
            ("by keys", scope.languages),
            lambda: (
                self.in_scope(scope)
                .filter(Among("translation_key", "keys", UUIDField()))
                .order_by()
            ),
            keys=wanted,
        )
        return {page.translation_key: page for page in found}

    def relatives(
        self, pages: list[PageRecord], scope: Scope, *, above: bool, parents: bool, versions: bool
    ) -> "Relatives":
        """What stands around the pages: all above them or their parents alone, and their versions; one query.

        Another one where a language stands in for the locale.
        """
        paths = {path for page in pages for path in page.ancestor_paths[0 if above else -1 :]}
        keys = {page.translation_key for page in pages}
        found = self.find(
            "relatives",
            lambda: self.visible.filter(
                Among("path", "paths", TextField()) | Among("translation_key", "keys", UUIDField())
            ).order_by(),
            paths=list(paths) if above or parents else [],
            keys=list(keys) if versions else [],
        )
        at_paths = [page for page in found if page.tree_path in paths]
        strangers = [page.translation_key for page in at_paths if page.served != scope.locale]
        standing_in = self.by_keys(strangers, scope)
        return Relatives(
            {page.tree_path: standing_in.get(page.translation_key, page) for page in at_paths},
            by_document([page for page in found if page.translation_key in keys]),
        )

    def details(
        self, pages: list[PageRecord], model: type[SitePage], asked: Container[str]
    ) -> dict[int, dict[str, Any]]:
        """The asked columns of one kind of page; StreamFields come as their stored list of blocks."""
        own = own_columns(as_key(model))
        columns = {name: (column, is_stream) for name, column, is_stream in own}
        names = tuple(name for name in columns if name in asked or name in ALWAYS)
        keys = tuple(columns[name][0] for name in names)

        def found() -> "QuerySet[Any, Any]":
            raw = {f"raw_{name}": raw_stream(name) for name in names if columns[name][1]}
            shown = [f"raw_{name}" if columns[name][1] else columns[name][0] for name in names]
            chosen = model._default_manager.filter(Among("pk", "ids", BigIntegerField()))
            return chosen.order_by().annotate(**raw).values_list("pk", *shown)

        ids = [page.pk for page in pages if page.model is model]
        return {
            pk: dict(zip(keys, values, strict=True))
            for pk, *values in rows(("details", model, names), found, ids=ids)
        }

    def children(
        self,
        pages: list[PageRecord],
        scope: Scope,
        wanted: Slice,
        *,
        narrow: Narrowing = lambda children: children,
        order: Sequence[str] = (),
    ) -> dict[int, Part]:
        """A part of the public children of each page; in editors' order unless order names columns.

        Children that only a fallback language has are there too. narrow filters.
        """
        parents = self.versions_of_parents(pages, scope)
        pages_below = narrow(with_parent(self.in_scope(scope), parents))
        ordered = with_tree_order(pages_below, scope)
        chosen = ranked(ordered, "parent_key", [*order, "tree_order"], wanted).order_by("rank")
        found: dict[str, list[PageRecord]] = defaultdict(list)
        totals: dict[str, int] = {}
        ranks: dict[str, int] = {}
        columns = (*COLUMNS, "parent_key", "rank", "total")
        for *row, parent, rank, total in chosen.values_list(*columns):
            found[parent].append(PageRecord(row, self.models))
            ranks.setdefault(parent, rank)
            totals[parent] = total
        return {
            page.pk: part_of(ordered, str(page.translation_key), found, ranks, totals, wanted)
            for page in pages
        }

    def versions_of_parents(self, pages: list[PageRecord], scope: Scope) -> dict[str, Any]:
        """Tree path → document, of every version in the scope of these pages: fallback children hang there."""
        own = {page.tree_path: page.translation_key for page in pages}
        if not scope.has_fallback:
            return own
        versions = self.visible.filter(
            translation_key__in=set(own.values()), locale__language_code__in=scope.languages
        )
        return own | dict(versions.values_list("path", "translation_key"))


@dataclass(frozen=True, slots=True)
class Relatives:
    """What stands around some pages, in the versions for the scope that was asked for."""

    at_paths: dict[str, PageRecord]
    """By the tree path of the page that it stands for."""
    versions: dict[Any, list[PageRecord]]
    """Of each document, in the site's order of languages."""

    def above(self, page: PageRecord) -> list[PageRecord]:
        """From the home page down, without the page itself."""
        return [self.at_paths[path] for path in page.ancestor_paths if path in self.at_paths]


def by_document(pages: list[PageRecord]) -> dict[Any, list[PageRecord]]:
    rank = {tag: position for position, tag in enumerate(content_languages())}
    found: dict[Any, list[PageRecord]] = defaultdict(list)
    for page in sorted(pages, key=lambda page: rank.get(page.served, len(rank))):
        found[page.translation_key].append(page)
    return found


ALWAYS = ("footnotes",)
"""Columns that other columns need: a mark in a text becomes a link only when its note exists."""


def as_key(model: Any) -> Any:
    """Classes of models can be keys, which django-stubs do not say."""
    return model


@cache
def own_columns(model: Any) -> list[tuple[str, str, bool]]:
    """What this kind of page has besides what all pages share: its name, its column, whether it is a stream."""
    fields = [field for field in model._meta.local_fields if not field.primary_key]
    return [(field.name, field.attname, isinstance(field, StreamField)) for field in fields]


def has_asked_columns(model: type[SitePage], asked: Container[str]) -> bool:
    return any(name in asked for name, *_ in own_columns(as_key(model)))


def raw_stream(name: str) -> "ExpressionWrapper[Any]":
    """The stored JSON, without making block values of it."""
    return ExpressionWrapper(F(name), output_field=JSONField())


def with_parent(pages: "QuerySet[Any, Any]", parents: Mapping[str, Any]) -> "QuerySet[Any, Any]":
    """The pages right under the parents' tree paths, with the parent's document as parent_key."""
    cases = [When(path__startswith=path, then=Value(str(key))) for path, key in parents.items()]
    return pages.filter(right_under(parents)).annotate(
        parent_key=Case(*cases, output_field=CharField())
    )


def right_under(paths: Iterable[str]) -> Q:
    """The pages one level below one of the tree paths."""
    under = Q(pk__in=[])
    for path in paths:
        under |= Q(path__startswith=path, depth=len(path) // STEP + 1)
    return under


def with_tree_order(pages: "QuerySet[Any, Any]", scope: Scope) -> "QuerySet[Any, Any]":
    """tree_order is the editors' order; where languages mix, the order of the source language."""
    if not scope.has_fallback:
        return pages.annotate(tree_order=F("path"))
    source = SitePage.objects.filter(
        translation_key=OuterRef("translation_key"), locale__language_code=content_languages()[0]
    )
    return pages.annotate(tree_order=Coalesce(Subquery(source.values("path")[:1]), F("path")))


def part_of(
    ordered: "QuerySet[Any, Any]",
    parent: str,
    found: Mapping[str, list[PageRecord]],
    ranks: Mapping[str, int],
    totals: Mapping[str, int],
    wanted: Slice,
) -> Part:
    """One parent's part. Past the end of a list nothing says how long it is, so that it is counted."""
    if parent not in totals and wanted.start == 0:
        return Part([], 0, False, lambda: 0)
    if parent not in totals:
        return Part([], wanted.start, False, ordered.filter(parent_key=parent).count)
    records, offset, total = found[parent], ranks[parent] - 1, totals[parent]
    return Part(records, offset, offset + len(records) < total, lambda: total)
