"""The one rule of who may see what: every reader of public content starts from these functions.

A page is public when it and all pages above it are live, not expired and not private. So unpublishing
a section hides the section, and a breadcrumb never has a hole. Snippets, pictures and documents follow
the same rule with what they have: live and not expired; in a collection that is not private.
"""

from collections.abc import Iterable
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Model, Q, QuerySet
from django.utils import timezone
from wagtail.models import CollectionViewRestriction, PageViewRestriction

from media.models import Picture, SiteDocument
from pages.models import SitePage


def live_now(prefix: str = "") -> Q:
    """Live, and not expired: an expiry counts from its moment, not from the job that acts on it.

    prefix leads from the rows that are filtered to what must be live, as in "page__".
    """
    expiry = f"{prefix}expire_at"
    not_expired = Q(**{expiry: None}) | Q(**{f"{expiry}__gt": timezone.now()})
    return Q(**{f"{prefix}live": True}) & not_expired


def closed_trees() -> list[str]:
    """The tree paths of all pages that close what stands below them, shortest first; one query."""
    unpublished = SitePage.objects.filter(~live_now(), numchild__gt=0).order_by()
    private = PageViewRestriction.objects.order_by().values_list("page__path")
    return outermost(path for (path,) in unpublished.values_list("path").union(private))


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


def public_page(closed: list[str], prefix: str = "") -> Q:
    """closed is what closed_trees() gave: ask once, use it for the whole answer."""
    live = live_now(prefix)
    return live & ~under_any(closed, f"{prefix}path") if closed else live


def public_pages(closed: list[str]) -> "QuerySet[SitePage, Any]":
    return SitePage.objects.filter(public_page(closed))


def public_snippets(model: type[Model]) -> "QuerySet[Any]":
    return model._default_manager.filter(live_now())


def closed_collections() -> list[str]:
    """The tree paths of private collections: all below them is private too (GHSA-c2xx-cjmh-9q8f)."""
    paths = CollectionViewRestriction.objects.values_list("collection__path", flat=True)
    return outermost(paths)


def in_open_collections(media: "QuerySet[Any]", closed: list[str]) -> "QuerySet[Any]":
    return media.exclude(under_any(closed, "collection__path")) if closed else media


def public_pictures(closed: list[str]) -> "QuerySet[Picture]":
    """closed is what closed_collections() gave."""
    return in_open_collections(Picture.objects.all(), closed)


def public_documents(closed: list[str]) -> "QuerySet[SiteDocument]":
    """closed is what closed_collections() gave."""
    return in_open_collections(SiteDocument.objects.all(), closed)
