"""Puts the first screen into the admin."""

from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, path
from wagtail import hooks

from desk.health import may_mend
from desk.panels import ChangedPanel, HealthPanel, ScheduledPanel, WaitingPanel
from desk.submitting import say_plainly
from desk.views import HealthView


@hooks.register("construct_homepage_panels")
def add_panels(request: HttpRequest, panels: list[Any]) -> None:
    """Beside Wagtail's own: pages to moderate, own pages in moderation, own edits, own locks."""
    panels += [WaitingPanel(), ScheduledPanel(), ChangedPanel()]
    if may_mend(request.user):
        panels.append(HealthPanel())


@hooks.register("register_admin_urls")
def health_urls() -> list[URLPattern]:
    return [path("health/<slug:slug>/", HealthView.as_view(), name="desk_health")]


hooks.register("construct_page_action_menu", say_plainly)
hooks.register("construct_snippet_action_menu", say_plainly)
