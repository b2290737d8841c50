"""Registers the pages app and connects what happens when pages move or are published."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PagesConfig(AppConfig):
    name = "pages"
    verbose_name = _("Pages")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from wagtail.signals import page_published, post_page_move, pre_page_move

        from pages import signal_handlers

        pre_page_move.connect(signal_handlers.refuse_wrong_move, dispatch_uid="pages.move")
        post_page_move.connect(
            signal_handlers.take_translations_along, dispatch_uid="pages.move_translations"
        )
        page_published.connect(signal_handlers.share_neutral_fields, dispatch_uid="pages.share")
