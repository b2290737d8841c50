"""What is wrong with the site, as lists of things that an editor can open and mend."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib.admin.utils import quote
from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.models import Page
from wagtail.permissions import policy_registry

from desk.answering import in_words
from desk.models import Link, LinkKind
from media.models import Picture
from pages.drafts import details
from pages.models import EventPage, HomePage
from pages.references import references_of
from pages.visibility import closed_trees, public_pages

SHOWN = 100
"""Rows of one list; more would help nobody."""


@dataclass(frozen=True, slots=True)
class Finding:
    """Something to mend; address is where, in the admin, and empty when the reader may not."""

    title: str
    address: str
    locale: str = ""
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Check:
    """count is cheap enough for the first screen; findings are at most SHOWN."""

    slug: str
    name: Any
    advice: Any
    count: Callable[[Any], int]
    findings: Callable[[Any], Iterable[Finding]]
    needs_links: bool = False
    """Whether there is no figure before check_links ran for the first time."""


def may_mend(user: Any) -> bool:
    """Whether any of the lists can hold something that the user may change: pages, members or pictures."""
    return user.has_perm("snippets.change_member") or any(
        policy_registry.get_by_type(model).user_has_any_permission(user, {"change", "publish"})
        for model in (Page, Picture)
    )


def pages_of(user: Any, rows: "QuerySet[Any]") -> "QuerySet[Any]":
    """Those that the user may change."""
    if user.is_superuser:
        return rows
    mine = policy_registry.get_by_type(Page).instances_user_has_any_permission_for(
        user, {"change", "publish"}
    )
    return rows.filter(pk__in=mine.values("pk"))


def page_finding(page: Any, detail: str = "") -> Finding:
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    return Finding(page.title, address, page.locale.language_code, detail)


def without_description(user: Any) -> "QuerySet[Any]":
    rows = public_pages(closed_trees()).filter(search_description="", noindex=False)
    return pages_of(user, rows.select_related("locale").order_by("path"))


def pictures_without_text(_user: Any) -> "QuerySet[Picture]":
    """In the source language, whose text stands in for those that lack one."""
    source = settings.LANGUAGE_CODE
    missing = ~Q(alt_texts__has_key=source)
    return Picture.objects.filter(missing).order_by("-created_at")


def picture_findings(user: Any) -> list[Finding]:
    return [
        Finding(picture.title, reverse("wagtailimages:edit", args=[quote(picture.pk)]))
        for picture in pictures_without_text(user)[:SHOWN]
    ]


def broken(kinds: Iterable[str]) -> "QuerySet[Link]":
    return Link.objects.broken().filter(kind__in=list(kinds)).order_by("pk")


INTERNAL = (LinkKind.PAGE, LinkKind.DOCUMENT)
EXTERNAL = (LinkKind.EXTERNAL,)


def link_findings(kinds: Iterable[str], user: Any) -> list[Finding]:
    """One for each place where a broken link stands."""
    finder = AdminURLFinder(user)
    links = broken(kinds).prefetch_related("places__content_type")[:SHOWN]
    return [
        Finding(
            place.title,
            finder.get_edit_url(edited(place)) or "",
            place.locale,
            f"{link} ({in_words(link.reason)})" if link.reason else str(link),
        )
        for link in links
        for place in link.places.all()
    ]


def edited(place: Any) -> Any:
    """An instance that is enough to find the page on which it is edited."""
    model = place.content_type.model_class()
    return model._default_manager.filter(pk=place.object_id).first() or model(pk=place.object_id)


def past_events_in_front(user: Any) -> list[Any]:
    """Events that are over and stand before one that is to come, or that a home page still asks people to."""
    now = timezone.now()
    events = EventPage.objects.filter(pk__in=public_pages(closed_trees()).values("pk"))
    ended = events.annotate(over_at=Coalesce("ends_at", "starts_at"))
    last = last_places(ended.filter(over_at__gte=now).values_list("path", flat=True))
    past = ended.filter(over_at__lt=now).select_related("locale").order_by("path")
    columns = ("path", "title", "translation_key", "locale__language_code")
    promoted = promoted_pages()
    return [
        event
        for event in pages_of(user, past.only(*columns))
        if event.translation_key in promoted or event.path < last.get(index_of(event.path), "")
    ]


def index_of(path: str) -> str:
    """The tree path of the page above."""
    return path[: -Page.steplen]


def last_places(paths: Iterable[str]) -> dict[str, str]:
    """Index → the last of these paths under it."""
    return {index_of(path): path for path in sorted(paths)}


def promoted_pages() -> set[Any]:
    """The documents that the blocks of a public home page lead to."""
    homes = HomePage.objects.filter(pk__in=public_pages(closed_trees()).values("pk"))
    numbers = {number for home in homes for number in references_of(details(home)).pages}
    return set(Page.objects.filter(pk__in=numbers).values_list("translation_key", flat=True))


CHECKS = (
    Check(
        "descriptions",
        _("Pages without a description"),
        _("Search engines and shared links show it: write a sentence or two in the tab “Promote”."),
        lambda user: without_description(user).count(),
        lambda user: [page_finding(page) for page in without_description(user)[:SHOWN]],
    ),
    Check(
        "pictures",
        _("Pictures without alternative text"),
        _("People who cannot see the picture hear it. Leave it empty only for pure decoration."),
        lambda user: pictures_without_text(user).count(),
        picture_findings,
    ),
    Check(
        "links",
        _("Links that lead nowhere on this site"),
        _(
            "The page or document is gone, hidden, or does not exist in this language: visitors see the words without the link."
        ),
        lambda _user: broken(INTERNAL).count(),
        lambda user: link_findings(INTERNAL, user),
        needs_links=True,
    ),
    Check(
        "addresses",
        _("Addresses on other sites that no longer answer"),
        _(
            "They did not answer several days in a row. Look for the new address, or take the link out."
        ),
        lambda _user: broken(EXTERNAL).count(),
        lambda user: link_findings(EXTERNAL, user),
        needs_links=True,
    ),
    Check(
        "events",
        _("Events that are over and still stand first"),
        _("Move them behind those to come, or take them off the home page."),
        lambda user: len(past_events_in_front(user)),
        lambda user: [page_finding(event) for event in past_events_in_front(user)[:SHOWN]],
    ),
)
