"""Registers the translation app and connects what keeps the history of every text."""

from django.apps import AppConfig
from django.db.models.signals import post_delete, post_save
from django.utils.translation import gettext_lazy as _


class TranslationConfig(AppConfig):
    name = "translation"
    verbose_name = _("Translation")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from wagtail_localize.models import StringTranslation

        from translation import signal_handlers

        for signal, handler in (
            (post_save, signal_handlers.keep_saved),
            (post_delete, signal_handlers.keep_deleted),
        ):
            signal.connect(
                handler, sender=StringTranslation, dispatch_uid=f"translation.{handler.__name__}"
            )
