"""What waits for the person who logged in, what is scheduled, and what changed lately."""

from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from operator import attrgetter
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.models import ModelLogEntry, Page, PageLogEntry, Revision

from desk.health import pages_of
from membership.models import OPEN_STATES, Application
from pages.localisation import TranslationStatus, content_languages, statuses
from pages.models import SitePage
from pages.visibility import closed_trees, public_pages, public_snippets
from snippets.models import Member, Secondee, SiteInformation

ROWS = 6
"""Of each list on the first screen."""
REVIEW = "membership.change_application"
TRANSLATE = "wagtail_localize.submit_translation"


def applications_for(user: Any) -> "QuerySet[Application]":
    """Open ones that are the user's, or nobody's; none for who does not review."""
    if not user.has_perm(REVIEW):
        return Application.objects.none()
    mine = Q(assigned_to=user) | Q(assigned_to=None)
    return Application.objects.filter(mine, state__in=OPEN_STATES).order_by("created_at")


@dataclass(slots=True)
class Version:
    """A public language version, as far as its status needs it."""

    model: Any
    pk: int
    key: Any
    served: str
    title: str
    last_published_at: datetime | None
    alias_of_id: int | None = None


def outdated_for(user: Any) -> list[Version]:
    """Public translations whose source was published since, longest waiting first."""
    if not user.has_perm(TRANSLATE):
        return []
    late = [version for versions in documents() for version in outdated(versions)]
    mine = set(
        pages_of(user, SitePage.objects.filter(pk__in=page_numbers(late))).values_list(
            "pk", flat=True
        )
    )
    shown = [v for v in late if v.model is not SitePage or v.pk in mine]
    return sorted(
        shown, key=lambda version: (version.last_published_at is None, version.last_published_at)
    )


def page_numbers(versions: list[Version]) -> list[int]:
    return [version.pk for version in versions if version.model is SitePage]


def outdated(versions: list[Version]) -> list[Version]:
    found = zip(versions, statuses(versions), strict=True)
    return [version for version, status in found if status is TranslationStatus.OUTDATED]


def documents() -> list[list[Version]]:
    """All public versions of each document that has more than the source."""
    by_key: dict[Any, list[Version]] = {}
    for version in chain(
        page_versions(), *map(snippet_versions, (Member, Secondee, SiteInformation))
    ):
        by_key.setdefault((version.model, version.key), []).append(version)
    return [versions for versions in by_key.values() if len(versions) > 1]


def page_versions() -> list[Version]:
    columns = (
        "pk",
        "translation_key",
        "locale__language_code",
        "title",
        "last_published_at",
        "alias_of_id",
    )
    return [Version(SitePage, *row) for row in public_pages(closed_trees()).values_list(*columns)]


def snippet_versions(model: Any) -> list[Version]:
    columns = ("pk", "translation_key", "locale__language_code", "name", "last_published_at")
    return [Version(model, *row) for row in public_snippets(model).values_list(*columns)]


@dataclass(frozen=True, slots=True)
class Dated:
    """A line of a list: what, where to open it, when, and who or how."""

    title: str
    address: str
    when: datetime
    detail: str


def scheduled_for(user: Any) -> list[Dated]:
    """What goes public or comes down by itself, soonest first."""
    finder = AdminURLFinder(user)
    waiting = Revision.objects.filter(approved_go_live_at__gt=timezone.now())
    rows = [
        Dated(
            revision.object_str,
            finder.get_edit_url(revision.content_object) or "",
            revision.approved_go_live_at,
            _("goes public"),
        )
        for revision in waiting.prefetch_related("content_object")[:50]
        if revision.content_object
    ]
    for model in (Page, Member, Secondee, SiteInformation):
        ending = model._default_manager.filter(live=True, expire_at__gt=timezone.now())
        rows += [
            Dated(
                str(one),
                finder.get_edit_url(one.specific if model is Page else one) or "",
                one.expire_at,
                _("comes down"),
            )
            for one in ending.order_by("expire_at")[:ROWS]
        ]
    seen = [row for row in rows if row.address]
    return sorted(seen, key=attrgetter("when"))[:ROWS]


def changed_for(user: Any) -> list[Dated]:
    """What colleagues did lately to what the user may see, newest first."""
    finder = AdminURLFinder(user)
    entries = chain(
        PageLogEntry.objects.viewable_by_user(user).select_related("page", "user")[:ROWS],
        ModelLogEntry.objects.viewable_by_user(user).select_related("user")[:ROWS],
    )
    newest = sorted(entries, key=attrgetter("timestamp"), reverse=True)[:ROWS]
    return [
        Dated(
            entry.label,
            entry_address(entry, finder),
            entry.timestamp,
            f"{entry.message} · {entry.user_display_name}",
        )
        for entry in newest
    ]


def entry_address(entry: Any, finder: AdminURLFinder) -> str:
    """Empty when the thing is gone."""
    thing = (
        entry.page if isinstance(entry, PageLogEntry) else entry.content_type and instance_of(entry)
    )
    return (finder.get_edit_url(thing) or "") if thing else ""


def instance_of(entry: Any) -> Any:
    model = entry.content_type.model_class()
    return model and model._default_manager.filter(pk=entry.object_id).first()


def language_counts(versions: list[Version]) -> list[tuple[str, int]]:
    """(tag, how many) in the site's order of languages."""
    counts = [
        (tag, sum(1 for version in versions if version.served == tag))
        for tag in content_languages()
    ]
    return [(tag, count) for tag, count in counts if count]
