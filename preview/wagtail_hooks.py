"""Puts previews and their links into the admin."""

from collections.abc import Iterator
from typing import Any

from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets.button import Button
from wagtail.models import Page
from wagtail.snippets.action_menu import ActionMenuItem

from preview.sharing import LinksView, ShareView, may_edit, take_back
from preview.showing import FrontendPreviewMixin


@hooks.register("register_admin_urls")
def admin_urls() -> list[URLPattern]:
    return [
        path("preview-links/", LinksView.as_view(), name="preview_links"),
        path("preview-links/<int:pk>/take-back/", take_back, name="preview_take_back"),
        path(
            "preview-links/new/<slug:app_label>/<slug:model_name>/<int:pk>/",
            ShareView.as_view(),
            name="preview_share",
        ),
    ]


def share_address(document: Any) -> str:
    meta = document._meta
    return reverse("preview_share", args=[meta.app_label, meta.model_name, document.pk])


@hooks.register("register_reports_menu_item")
def links_menu_item() -> MenuItem:
    return MenuItem(
        gettext_lazy("Preview links"), reverse("preview_links"), icon_name="link", order=900
    )


@hooks.register("register_page_header_buttons")
def share_page_button(
    page: Page, user: Any, view_name: str, next_url: str | None = None
) -> Iterator[Button]:
    # Only the site's own kinds of pages, which a frontend shows; never the root.
    if issubclass(page.specific_class or Page, FrontendPreviewMixin) and may_edit(user, page):
        yield share_button(page.specific_deferred)


@hooks.register("register_snippet_listing_buttons")
def share_snippet_button(snippet: Any, user: Any, next_url: str | None = None) -> Iterator[Button]:
    if isinstance(snippet, FrontendPreviewMixin) and may_edit(user, snippet):
        yield share_button(snippet)


def share_button(document: Any) -> Button:
    return Button(_("Share the draft"), share_address(document), icon_name="link", priority=62)


class ShareMenuItem(ActionMenuItem):
    name = "action-share"
    label = gettext_lazy("Share the draft")
    icon_name = "link"

    def is_shown(self, context: dict[str, Any]) -> bool:
        return context["view"] == "edit"

    def get_url(self, parent_context: dict[str, Any]) -> str:
        return share_address(parent_context["instance"])


@hooks.register("register_snippet_action_menu_item")
def share_snippet_action(model: Any) -> ActionMenuItem | None:
    return ShareMenuItem(order=110) if issubclass(model, FrontendPreviewMixin) else None
