"""What happens when pages move or are published; connected by name in apps.ready()."""

from typing import Any

from wagtail.models import Page

from pages.models import SitePage
from pages.moving import move_translations
from pages.neutral_fields import copy_to_translations


def refuse_wrong_move(instance: Page, parent_page_after: Page, **_: Any) -> None:
    """Wagtail's move action asks only about rights when it is called from code."""
    page = instance.specific
    if isinstance(page, SitePage) and parent_page_after.pk != page.get_parent().pk:
        page.refuse_wrong_place(parent_page_after)


def take_translations_along(
    instance: Page, parent_page_before: Page, parent_page_after: Page, **_: Any
) -> None:
    if parent_page_before.pk != parent_page_after.pk:
        move_translations(instance, parent_page_after)


def share_neutral_fields(instance: Page, **_: Any) -> None:
    if isinstance(instance, SitePage):
        copy_to_translations(instance)
