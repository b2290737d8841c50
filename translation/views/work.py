"""Lists of tasks: a person's own, and all that a person may see."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Case, F, IntegerField, Q, QuerySet, Value, When
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET
from wagtail.admin.ui.components import Component
from wagtail.models import Locale

from translation.models import State, TranslationTask
from translation.rights import Action, coordinates, locales_for

PAGE = 100
"""How many tasks a list shows at most."""
TO_TRANSLATE = (State.NEW, State.IN_PROGRESS, State.CHANGES_REQUESTED, State.OUTDATED)
TO_REVIEW = (State.IN_REVIEW, State.APPROVED)


def visible_tasks(user: Any) -> "QuerySet[TranslationTask]":
    locales = locales_for(user, Action.VIEW)
    return TranslationTask.objects.filter(translation__target_locale__in=locales)


def own_tasks(user: Any) -> "QuerySet[TranslationTask]":
    """What waits for this person: what is assigned, what nobody has in the person's languages, and reviews."""
    translates = locales_for(user, Action.TRANSLATE)
    reviews = locales_for(user, Action.REVIEW)
    free = Q(assignees=None) & Q(translation__target_locale__in=translates)
    mine = Q(assignees=user) & Q(translation__target_locale__in=translates)
    to_do = Q(state__in=TO_TRANSLATE) & (mine | free)
    to_review = Q(state__in=TO_REVIEW, translation__target_locale__in=reviews)
    return TranslationTask.objects.filter(to_do | to_review).distinct()


def by_urgency(tasks: "QuerySet[TranslationTask]") -> "QuerySet[TranslationTask]":
    """Sent back first, then what is due, then what is urgent, then what is outdated."""
    rank = Case(
        When(state=State.CHANGES_REQUESTED, then=Value(0)),
        When(state=State.OUTDATED, then=Value(1)),
        default=Value(2),
        output_field=IntegerField(),
    )
    ordered = tasks.annotate(rank=rank).order_by(
        F("due_on").asc(nulls_last=True), "-priority", "rank", "pk"
    )
    return ordered.select_related(
        "translation__source__specific_content_type", "translation__target_locale"
    ).prefetch_related("assignees")


class MyWorkPanel(Component):
    """The first thing after log-in for who translates or reviews."""

    name = "my_work"
    order = 10
    template_name = "translation/my_work.html"

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        user = parent_context["request"].user
        tasks = list(by_urgency(own_tasks(user))[: PAGE + 1])
        return {
            "to_translate": [task for task in tasks[:PAGE] if task.state in TO_TRANSLATE],
            "to_review": [task for task in tasks[:PAGE] if task.state in TO_REVIEW],
            "has_more": len(tasks) > PAGE,
            "user": user,
        }


def has_work(user: Any) -> bool:
    """Whether the person is in a team; a coordinator or administrator has lists of another kind."""
    return bool(user.translation_teams.exists())


@require_GET
def tasks(request: HttpRequest) -> HttpResponse:
    """All tasks of the languages that the person may see, by state and language."""
    locales = list(Locale.objects.filter(pk__in=locales_for(request.user, Action.VIEW)))
    found = visible_tasks(request.user)
    state, tag = request.GET.get("state", ""), request.GET.get("locale", "")
    if state in State.values:
        found = found.filter(state=state)
    if state == "LIVE_OUTDATED":
        found = found.exclude(outdated_since=None)
    if tag in {locale.language_code for locale in locales}:
        found = found.filter(translation__target_locale__language_code=tag)
    shown = list(by_urgency(found)[: PAGE + 1])
    context = {
        "tasks": shown[:PAGE],
        "has_more": len(shown) > PAGE,
        "state": state,
        "tag": tag,
        "states": State.choices,
        "locales": locales,
        "is_coordinator": coordinates(request.user),
        "outdated_locales": outdated_counts(request.user, locales),
        "header_title": _("Translations"),
        "page_title": _("Translations"),
        "header_icon": "wagtail-localize-language",
        "breadcrumbs_items": [
            {"url": reverse("wagtailadmin_home"), "label": _("Home")},
            {"url": "", "label": _("Translations")},
        ],
    }
    return TemplateResponse(request, "translation/tasks.html", context)


def outdated_counts(user: Any, locales: Iterable[Locale]) -> list[tuple[Locale, int]]:
    """Languages of which a coordinator can have everything outdated brought up to date."""
    if not coordinates(user):
        return []
    behind = TranslationTask.objects.exclude(outdated_since=None)
    counted = list(behind.values_list("translation__target_locale", flat=True))
    return [(one, counted.count(one.pk)) for one in locales if one.pk in counted]
