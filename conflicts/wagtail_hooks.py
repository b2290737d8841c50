"""Puts the careful edit views in the place of Wagtail's own, for pages of every type, pictures and documents."""

from typing import Any

from django.urls import URLPattern, path
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin.staticfiles import versioned_static
from wagtail.admin.viewsets.pages import PageViewSet
from wagtail.log_actions import LogFormatter

from conflicts import files
from conflicts.views import EditPageView, RevertPageView


class CarefulPageViewSet(PageViewSet):
    edit_view_class = EditPageView
    revisions_revert_view_class = RevertPageView


# After Wagtail has registered its own.
@hooks.register("register_admin_viewset", order=1)
def register_page_views() -> CarefulPageViewSet:
    return CarefulPageViewSet()


# Before Wagtail's own at the same addresses.
@hooks.register("register_admin_urls", order=-1)
def register_file_views() -> list[URLPattern]:
    return [
        path("images/<int:image_id>/", files.EditPictureView.as_view()),
        path("images/multiple/<int:image_id>/", files.EditUploadedPictureView.as_view()),
        path("documents/edit/<int:document_id>/", files.EditDocumentView.as_view()),
        path("documents/multiple/<int:doc_id>/", files.EditUploadedDocumentView.as_view()),
    ]


@hooks.register("insert_editor_js")
def typing_script() -> str:
    return format_html('<script src="{}"></script>', versioned_static("conflicts/typing.js"))


@hooks.register("register_log_actions")
def register_overwriting(actions: Any) -> None:
    @actions.register_action(files.OVERWRITTEN)
    class Overwriting(LogFormatter):
        label = gettext_lazy("Overwrite")

        def format_message(self, log_entry: Any) -> str:
            """Texts only: in a list of log entries there is no room for the names of the fields."""
            texts = log_entry.data.get("overwritten", {}).values()
            return _("Overwrote what another had saved: %(texts)s") % {"texts": " | ".join(texts)}
