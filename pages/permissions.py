"""Who may do what with a page by Wagtail's own ways: a translation is written and published by none of them.

A translation has an editor of its own, which knows who may translate into which language. So edit view, bulk
actions, reverting a revision, copying and whatever else asks Wagtail are closed for it, also to administrators.
"""

from typing import Any

from wagtail.models import Locale, Page, PagePermissionTester


class TranslatedPagePermissionTester(PagePermissionTester):
    """Of a page in a target language. Administrators may still delete and move it, and who may set view restrictions does."""

    def can_edit(self) -> bool:
        return False

    def can_publish(self) -> bool:
        return False

    def can_unpublish(self) -> bool:
        return False

    def can_add_subpage(self) -> bool:
        """Pages come into a language by being translated (T25)."""
        return False

    def can_publish_subpage(self) -> bool:
        return False

    def can_copy(self) -> bool:
        return False

    def can_delete(self, ignore_bulk: bool = False) -> bool:
        return bool(self.user.is_active and self.user.is_superuser and not self.page_is_root)


def permissions(user: Any, page: Page) -> PagePermissionTester:
    if page.locale_id in (None, Locale.get_default().pk):
        return PagePermissionTester(user, page)
    return TranslatedPagePermissionTester(user, page)
