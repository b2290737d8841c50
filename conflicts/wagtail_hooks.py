"""Puts the careful edit views in the place of Wagtail's own, for pages of every type."""

from wagtail import hooks
from wagtail.admin.viewsets.pages import PageViewSet

from conflicts.views import EditPageView, RevertPageView


class CarefulPageViewSet(PageViewSet):
    edit_view_class = EditPageView
    revisions_revert_view_class = RevertPageView


# After Wagtail has registered its own.
@hooks.register("register_admin_viewset", order=1)
def register_page_views() -> CarefulPageViewSet:
    return CarefulPageViewSet()
