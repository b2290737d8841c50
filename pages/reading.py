"""Reads public pages for one answer, many at a time; everything starts from visibility's rule."""

from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from datetime import datetime
from functools import cached_property
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import (
    Case,
    CharField,
    ExpressionWrapper,
    F,
    JSONField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce
from wagtail.fields import StreamField
from wagtail.models import Page

from media.reading import DocumentFile, PictureRecord, read_documents, read_pictures
from pages.localisation import Scope, content_languages, preferred
from pages.models import PAGE_MODELS, SitePage
from pages.parts import Part, Slice, ranked
from pages.records import DocumentRecord
from pages.visibility import (
    closed_collections,
    closed_trees,
    public_documents,
    public_pages,
    public_pictures,
)

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
    """One answer's view of the pages: what is closed is asked once."""

    @cached_property
    def closed_trees(self) -> list[str]:
        return closed_trees()

    @cached_property
    def visible(self) -> "QuerySet[SitePage, Any]":
        return public_pages(self.closed_trees)

    @cached_property
    def closed_collections(self) -> list[str]:
        return closed_collections()

    def pictures(self, numbers: Iterable[int]) -> dict[int, PictureRecord]:
        return read_pictures(public_pictures(self.closed_collections).filter(pk__in=numbers))

    def documents(self, numbers: Iterable[int]) -> dict[int, DocumentFile]:
        return read_documents(public_documents(self.closed_collections).filter(pk__in=numbers))

    @cached_property
    def models(self) -> dict[int, type[SitePage]]:
        return models_by_content_type()

    def in_scope(self, scope: Scope) -> "QuerySet[SitePage, Any]":
        return preferred(self.visible, scope)

    def read(self, pages: "QuerySet[Any, Any]") -> list[PageRecord]:
        return [PageRecord(row, self.models) for row in pages.values_list(*COLUMNS)]

    def by_path(self, path: str) -> PageRecord | None:
        """path is a public one with its locale; slashes around it do not matter."""
        public_path = f"/{path.strip('/')}/"
        found = self.read(self.visible.filter(url_path=public_path)[:1])
        return found[0] if found else None

    def read_visible(self, numbers: Iterable[int]) -> list[PageRecord]:
        """The pages with these numbers that are public, in no order."""
        return self.read(self.visible.filter(pk__in=numbers))

    def by_id(self, pk: int) -> PageRecord | None:
        found = self.read_visible([pk])
        return found[0] if found else None

    def version(self, translation_key: object, scope: Scope) -> PageRecord | None:
        """The document's version for a scope."""
        found = self.read(self.in_scope(scope).filter(translation_key=translation_key)[:1])
        return found[0] if found else None

    def in_menus(self, scope: Scope) -> list[PageRecord]:
        """Every version, in the scope's languages, of the pages that editors show in menus; in their order."""
        pages = self.visible.filter(
            show_in_menus=True, locale__language_code__in=scope.languages, depth__gt=2
        )
        return self.read(with_tree_order(pages, scope).order_by("tree_order", "path"))

    def by_ids(self, ids: Iterable[int], scope: Scope) -> dict[int, PageRecord]:
        """For each id that leads to a public document, the version for the scope.

        The page that an editor chose need not be public itself, nor in the scope: what counts is the
        version that a visitor would get.
        """
        keys = dict(Page.objects.filter(pk__in=set(ids)).values_list("pk", "translation_key"))
        versions = self.by_keys(keys.values(), scope)
        return {pk: versions[key] for pk, key in keys.items() if key in versions}

    def by_keys(self, keys: Iterable[object], scope: Scope) -> dict[object, PageRecord]:
        wanted = set(keys)
        if not wanted:
            return {}
        found = self.read(self.in_scope(scope).filter(translation_key__in=wanted))
        return {page.translation_key: page for page in found}

    def ancestors(self, pages: list[PageRecord], scope: Scope) -> dict[int, list[PageRecord]]:
        """Of each page, from the home page down, without the page itself."""
        paths = {path for page in pages for path in page.ancestor_paths}
        by_path = self.at_paths(paths, scope)
        return {
            page.pk: [by_path[path] for path in page.ancestor_paths if path in by_path]
            for page in pages
        }

    def parents(self, pages: list[PageRecord], scope: Scope) -> dict[int, PageRecord]:
        by_path = self.at_paths({page.parent_path for page in pages}, scope)
        return {page.pk: by_path[page.parent_path] for page in pages if page.parent_path in by_path}

    def at_paths(self, paths: Iterable[str], scope: Scope) -> dict[str, PageRecord]:
        """The pages at tree paths, each in the version for the scope."""
        own = self.read(self.visible.filter(path__in=set(paths)))
        strangers = [page.translation_key for page in own if page.served != scope.locale]
        versions = self.by_keys(strangers, scope)
        return {page.tree_path: versions.get(page.translation_key, page) for page in own}

    def translations(self, pages: list[PageRecord]) -> dict[int, list[PageRecord]]:
        """Every public version of each page, this one included, in the site's order of languages."""
        rank = {tag: position for position, tag in enumerate(content_languages())}
        keys = {page.translation_key for page in pages}
        found = self.read(self.visible.filter(translation_key__in=keys))
        by_key: dict[Any, list[PageRecord]] = {key: [] for key in keys}
        for version in sorted(found, key=lambda version: rank.get(version.served, len(rank))):
            by_key[version.translation_key].append(version)
        return {page.pk: by_key[page.translation_key] for page in pages}

    def details(
        self, pages: list[PageRecord], model: type[SitePage], asked: Container[str]
    ) -> dict[int, dict[str, Any]]:
        """The asked columns of one kind of page; StreamFields come as their stored list of blocks."""
        fields = [
            field for field in own_fields(model) if field.name in asked or field.name in ALWAYS
        ]
        plain = [field.attname for field in fields if not isinstance(field, StreamField)]
        raw = {f"raw_{f.name}": raw_stream(f.name) for f in fields if isinstance(f, StreamField)}
        ids = [page.pk for page in pages if page.model is model]
        rows = model._default_manager.filter(pk__in=ids).annotate(**raw).values("pk", *plain, *raw)
        return {
            row["pk"]: {name.removeprefix("raw_"): value for name, value in row.items()}
            for row in rows
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
        rows = narrow(with_parent(self.in_scope(scope), parents))
        rows = with_tree_order(rows, scope)
        chosen = ranked(rows, "parent_key", [*order, "tree_order"], wanted).order_by("rank")
        found: dict[str, list[PageRecord]] = defaultdict(list)
        totals: dict[str, int] = {}
        ranks: dict[str, int] = {}
        for *row, parent, rank, total in chosen.values_list(
            *COLUMNS, "parent_key", "rank", "total"
        ):
            found[parent].append(PageRecord(row, self.models))
            ranks.setdefault(parent, rank)
            totals[parent] = total
        return {
            page.pk: part_of(rows, str(page.translation_key), found, ranks, totals, wanted)
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


ALWAYS = ("footnotes",)
"""Columns that other columns need: a mark in a text becomes a link only when its note exists."""


def own_fields(model: Any) -> tuple[Any, ...]:
    """What this kind of page has besides what all pages share."""
    return tuple(field for field in model._meta.local_fields if not field.primary_key)


def has_asked_columns(model: type[SitePage], asked: Container[str]) -> bool:
    return any(field.name in asked for field in own_fields(model))


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
    rows: "QuerySet[Any, Any]",
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
        return Part([], wanted.start, False, rows.filter(parent_key=parent).count)
    records, offset, total = found[parent], ranks[parent] - 1, totals[parent]
    return Part(records, offset, offset + len(records) < total, lambda: total)
