"""What waits for the person who logged in, what is scheduled, and what changed lately."""

from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from operator import attrgetter
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.models import ModelLogEntry, Page, PageLogEntry, Revision

from membership.models import OPEN_STATES, Application
from pages.localisation import content_languages
from snippets.models import Member, Secondee, SiteInformation
from translation.models import TranslationTask
from translation.rights import Action, locales_for

ROWS = 6
"""Of each list on the first screen."""
REVIEW = "membership.change_application"


def applications_for(user: Any) -> "QuerySet[Application]":
    """Open ones that are the user's, or nobody's; none for who does not review."""
    if not user.has_perm(REVIEW):
        return Application.objects.none()
    mine = Q(assigned_to=user) | Q(assigned_to=None)
    return Application.objects.filter(mine, state__in=OPEN_STATES).order_by("created_at")


def outdated_for(user: Any) -> "QuerySet[TranslationTask]":
    """Live translations whose source has changed since, longest waiting first: of the languages that the user works in."""
    tasks = TranslationTask.objects.filter(
        outdated_since__isnull=False,
        translation__target_locale__in=locales_for(user, Action.VIEW),
    )
    related = ("translation__source", "translation__target_locale")
    return tasks.select_related(*related).order_by("outdated_since", "pk")


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


def language_counts(tasks: "QuerySet[TranslationTask]") -> list[tuple[str, int]]:
    """(tag, how many) in the site's order of languages."""
    tags = tasks.order_by().values_list("translation__target_locale__language_code")
    counts = dict(tags.annotate(Count("pk")))
    return [(tag, counts[tag]) for tag in content_languages() if tag in counts]
