"""The one rule of who may see what: every reader of public content starts from these functions.

A page is public when it and all pages above it are live, not expired and not private. So unpublishing
a section hides the section, and a breadcrumb never has a hole. Snippets, pictures and documents follow
the same rule with what they have: live and not expired; in a collection that is not private.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Model, Q, QuerySet
from django.db.models.functions import Now
from wagtail.models import CollectionViewRestriction, Page, PageViewRestriction

from media.models import Picture, SiteDocument
from pages.models import SitePage
from statements import rows


def live_now(prefix: str = "") -> Q:
    """Live, and not expired: an expiry counts from its moment, not from the job that acts on it.

    The database's own clock tells the moment, so that the SQL is the same at all times. prefix leads from
    the rows that are filtered to what must be live, as in "page__".
    """
    expiry = f"{prefix}expire_at"
    not_expired = Q(**{expiry: None}) | Q(**{f"{expiry}__gt": Now()})
    return Q(**{f"{prefix}live": True}) & not_expired


@dataclass(frozen=True, slots=True)
class Closed:
    """The tree paths of what closes all that stands below it: they hold for one version of the content."""

    trees: tuple[str, ...]
    """Of pages that are not public."""
    collections: tuple[str, ...]
    """Of private collections (GHSA-c2xx-cjmh-9q8f)."""


def closed_now() -> Closed:
    """Two queries."""
    return Closed(tuple(closed_trees()), tuple(closed_collections()))


def closed_trees() -> list[str]:
    """The tree paths of all pages that close what stands below them, shortest first; one query."""
    unpublished = Page.objects.filter(~live_now(), numchild__gt=0).order_by()
    private = PageViewRestriction.objects.order_by().values_list("page__path")
    found = rows("closed trees", lambda: unpublished.values_list("path").union(private))
    return outermost(path for (path,) in found)


def outermost(paths: Iterable[str]) -> list[str]:
    """The paths that stand under no other of them."""
    kept: list[str] = []
    for path in sorted(paths):
        if not kept or not path.startswith(kept[-1]):
            kept.append(path)
    return kept


def under_any(paths: Iterable[str], field: str = "path") -> Q:
    """Matches nothing when there are no paths."""
    prefixes = [Q(**{f"{field}__startswith": path}) for path in paths]
    return reduce(or_, prefixes, Q(pk__in=[]))


def public_page(closed: Sequence[str], prefix: str = "") -> Q:
    """closed is what closed_trees() gave."""
    live = live_now(prefix)
    return live & ~under_any(closed, f"{prefix}path") if closed else live


def public_pages(closed: Sequence[str]) -> "QuerySet[SitePage, Any]":
    return SitePage.objects.filter(public_page(closed))


def public_snippets(model: type[Model]) -> "QuerySet[Any]":
    return model._default_manager.filter(live_now())


def closed_collections() -> list[str]:
    """The tree paths of private collections: all below them is private too."""
    paths = CollectionViewRestriction.objects.values_list("collection__path", flat=True)
    return outermost(paths)


def in_open_collections(media: "QuerySet[Any]", closed: Sequence[str]) -> "QuerySet[Any]":
    return media.exclude(under_any(closed, "collection__path")) if closed else media


def public_pictures(closed: Sequence[str]) -> "QuerySet[Picture]":
    """closed is what closed_collections() gave."""
    return in_open_collections(Picture.objects.all(), closed)


def public_documents(closed: Sequence[str]) -> "QuerySet[SiteDocument]":
    """closed is what closed_collections() gave."""
    return in_open_collections(SiteDocument.objects.all(), closed)
