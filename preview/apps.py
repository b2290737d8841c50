"""Registers the preview app and takes grants back when what they show goes public or away."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PreviewConfig(AppConfig):
    name = "preview"
    verbose_name = _("Previews")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from wagtail.signals import page_published, page_unpublished, published, unpublished

        from preview import signal_handlers

        for signal in (page_published, page_unpublished, published, unpublished):
            signal.connect(signal_handlers.take_back, dispatch_uid="preview.take_back")
