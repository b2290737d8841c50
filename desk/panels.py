"""The panels of the first screen after log-in."""

from typing import Any

from django.forms import Media
from django.utils.translation import get_language_info
from wagtail.admin.ui.components import Component
from wagtail.models import TaskState

from desk.health import CHECKS
from desk.models import Link
from desk.waiting import (
    ROWS,
    applications_for,
    changed_for,
    language_counts,
    outdated_for,
    scheduled_for,
)
from translation.views.work import has_work


class DeskPanel(Component):
    """Each asks only for what its reader may see."""

    order = 100

    @property
    def media(self) -> Media:
        return Media(css={"all": ["desk/desk.css"]})

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        return self.shown_to(parent_context["request"].user)

    def shown_to(self, user: Any) -> dict[str, Any]:
        raise NotImplementedError


class WaitingPanel(DeskPanel):
    """What waits for me. The pages to moderate follow in Wagtail's own panel, with their buttons."""

    name = "desk_waiting"
    template_name = "desk/waiting.html"
    order = 200

    def shown_to(self, user: Any) -> dict[str, Any]:
        applications, outdated = applications_for(user), outdated_for(user)
        return {
            # Translators and reviewers have their own list above, which says so itself.
            "has_own_list": has_work(user),
            "to_moderate": TaskState.objects.reviewable_by(user).count(),
            "applications": applications.select_related("assigned_to")[:ROWS],
            "application_count": applications.count(),
            "outdated": [
                (task, language_name(task.translation.target_locale.language_code))
                for task in outdated[:ROWS]
            ],
            "outdated_count": outdated.count(),
            "by_language": [
                (language_name(tag), count) for tag, count in language_counts(outdated)
            ],
        }


def language_name(tag: str) -> str:
    return str(get_language_info(tag)["name_translated"])


class ChangedPanel(DeskPanel):
    name = "desk_changed"
    template_name = "desk/dated.html"
    order = 240
    slug = "changed"

    def shown_to(self, user: Any) -> dict[str, Any]:
        return {"slug": "changed", "rows": changed_for(user)}


class ScheduledPanel(DeskPanel):
    name = "desk_scheduled"
    template_name = "desk/dated.html"
    order = 230

    def shown_to(self, user: Any) -> dict[str, Any]:
        return {"slug": "scheduled", "rows": scheduled_for(user)}


class HealthPanel(DeskPanel):
    name = "desk_health"
    template_name = "desk/health_panel.html"
    order = 225

    def shown_to(self, user: Any) -> dict[str, Any]:
        newest = Link.objects.exclude(checked_at=None).order_by("-checked_at").first()
        # A figure that nobody has counted is none: 0 would be good news.
        known = [check for check in CHECKS if newest or not check.needs_links]
        checks = [(check, check.count(user) if check in known else None) for check in CHECKS]
        return {"checks": checks, "links_checked_at": newest.checked_at if newest else None}
