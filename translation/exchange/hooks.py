"""Puts the pages for files into the admin; translation.wagtail_hooks imports it."""

from typing import Any

from django.db.transaction import non_atomic_requests
from django.http import HttpRequest
from django.urls import URLPattern, URLResolver, include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from translation.exchange.rights import exchange_locales
from translation.exchange.views import ExportView, IndexView, ReviewView

URLS = [
    # Bringing in works in transactions of its own, portion by portion.
    path("", non_atomic_requests(IndexView.as_view()), name="index"),
    path("export/", ExportView.as_view(), name="export"),
    path("<int:pk>/", non_atomic_requests(ReviewView.as_view()), name="review"),
]


class FilesMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return bool(exchange_locales(request.user))


@hooks.register("register_admin_urls")
def register_exchange_urls() -> list[URLPattern | URLResolver]:
    return [path("translation/files/", include((URLS, "translation_files")))]


@hooks.register("register_admin_menu_item")
def register_exchange_menu_item() -> Any:
    return FilesMenuItem(
        _("Translation files"),
        reverse("translation_files:index"),
        icon_name="wagtail-localize-language",
        order=700,
    )
