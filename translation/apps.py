"""Registers the translation app and connects what keeps the history of every text."""

from django.apps import AppConfig
from django.db.models.signals import post_delete, post_save
from django.utils.translation import gettext_lazy as _


class TranslationConfig(AppConfig):
    name = "translation"
    verbose_name = _("Translation")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from wagtail.signals import page_unpublished, published, unpublished
        from wagtail_localize.models import StringTranslation, Translation

        from translation import signal_handlers
        from translation.events import happened
        from translation.mails.noticing import heard

        for signal, handler in (
            (post_save, signal_handlers.keep_saved),
            (post_delete, signal_handlers.keep_deleted),
        ):
            signal.connect(
                handler, sender=StringTranslation, dispatch_uid=f"translation.{handler.__name__}"
            )
        post_save.connect(
            signal_handlers.make_task, sender=Translation, dispatch_uid="translation.task"
        )
        published.connect(signal_handlers.source_published, dispatch_uid="translation.source")
        for signal in (unpublished, page_unpublished):
            signal.connect(signal_handlers.unpublished, dispatch_uid="translation.unpublished")
        for signal in (post_save, post_delete):
            signal.connect(
                signal_handlers.count_text,
                sender=StringTranslation,
                dispatch_uid="translation.count_text",
            )
        post_save.connect(
            signal_handlers.count_translation,
            sender=Translation,
            dispatch_uid="translation.count_translation",
        )
        published.connect(
            signal_handlers.count_published, dispatch_uid="translation.count_published"
        )
        happened.connect(heard, dispatch_uid="translation.mails")
