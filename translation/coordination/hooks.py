"""Puts the coordinator's pages into the admin; called by translation.wagtail_hooks."""

from typing import Any

from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from translation.coordination.panels import add_shares
from translation.coordination.views import CoverageExportView, CoverageView, PlanView
from translation.mails.account import MailChoicesPanel
from translation.rights import coordinates


class CoverageMenuItem(MenuItem):
    def is_shown(self, request: Any) -> bool:
        return coordinates(request.user)


def register() -> None:
    hooks.register("register_admin_urls", addresses)
    hooks.register("register_admin_menu_item", menu_item)
    hooks.register("construct_homepage_panels", add_shares)
    hooks.register("register_account_settings_panel", MailChoicesPanel)


def addresses() -> list[Any]:
    return [
        path("translation/progress/", CoverageView.as_view(), name="translation_coverage"),
        path(
            "translation/progress/csv/",
            CoverageExportView.as_view(),
            name="translation_coverage_csv",
        ),
        path("translation/progress/plan/", PlanView.as_view(), name="translation_plan"),
    ]


def menu_item() -> MenuItem:
    return CoverageMenuItem(
        _("Coverage"),
        reverse("translation_coverage"),
        name="translation-progress",
        icon_name="tasks",
        order=111,
    )
