"""Lists of pages by kind and place."""

from collections.abc import Sequence
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import F, QuerySet
from django.db.models.functions import Lower
from wagtail.models import Page

from pages.localisation import Scope
from pages.models import PAGE_MODELS, SitePage
from pages.parts import Part, Slice, cut_by_index
from pages.reading import PageRecord, Reader, right_under
from pages.records import Siblings
from pages.visibility import under_any

PAGE_ORDERS: dict[str, tuple[Any, ...]] = {
    "TREE": ("path",),
    "TITLE_ASC": (Lower("title"), "path"),
    "TITLE_DESC": (Lower("title").desc(), "-path"),
    "FIRST_PUBLISHED_ASC": (F("first_published_at").asc(nulls_last=True), "path"),
    "FIRST_PUBLISHED_DESC": (F("first_published_at").desc(nulls_last=True), "path"),
    "LAST_PUBLISHED_DESC": (F("last_published_at").desc(nulls_last=True), "path"),
}


def list_pages(
    reader: Reader,
    scope: Scope,
    wanted: Slice,
    *,
    types: Sequence[str] = (),
    child_of: int | None = None,
    descendant_of: int | None = None,
    order: str = "TREE",
) -> Part:
    """types are contract names. child_of and descendant_of are numbers of any version of a page;
    order is one of PAGE_ORDERS."""
    above = None if child_of is None else tuple(places_of_document(child_of))
    top = None if descendant_of is None else tuple(places_of_document(descendant_of))

    def pages() -> "QuerySet[Any, Any]":
        found = reader.in_scope(scope)
        if types:
            found = found.filter(content_type__in=content_types(types))
        if above is not None:
            found = found.filter(right_under(above))
        if top is not None:
            found = found.filter(under_any(top)).exclude(path__in=top)
        return found

    shape = ("list", scope.languages, tuple(types), above, top)

    def between(start: int, stop: int) -> list[PageRecord]:
        key = (shape, order, start, stop)
        return reader.find(key, lambda: pages().order_by(*PAGE_ORDERS[order])[start:stop])

    part = cut_by_index(wanted, between, lambda: pages().order_by().count())
    Siblings(part.records, scope)
    return part


def content_types(types: Sequence[str]) -> list[ContentType]:
    models = [model for model in PAGE_MODELS if model.page_type in types]
    return list(ContentType.objects.get_for_models(*models).values())


def places_of_document(pk: int) -> list[str]:
    """The tree paths of the document's page in every language, public or not.

    Only what is public below them is shown.
    """
    keys = Page.objects.filter(pk=pk).values("translation_key")
    return list(SitePage.objects.filter(translation_key__in=keys).values_list("path", flat=True))
