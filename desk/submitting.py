"""“Submit for moderation”, said in the language of the admin: Wagtail's own items name the workflow, which is data in one language."""

from typing import Any

from django.http import HttpRequest
from wagtail.admin.action_menu import SubmitForModerationMenuItem as PageItem
from wagtail.snippets.action_menu import SubmitForModerationMenuItem as RecordItem


class SubmitPage(PageItem):
    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(parent_context)
        return context | {"label": self.label}


class SubmitRecord(RecordItem):
    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(parent_context)
        return context | {"label": self.label}


PLAIN = {PageItem: SubmitPage, RecordItem: SubmitRecord}


def say_plainly(menu_items: list[Any], request: HttpRequest, context: Any) -> None:
    """A hook for both menus: Wagtail's own item gives way to ours, at its place."""
    for position, item in enumerate(menu_items):
        if type(item) in PLAIN:
            menu_items[position] = PLAIN[type(item)](order=item.order)
