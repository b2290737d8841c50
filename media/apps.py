"""Registers the media app and connects what happens when a picture is saved."""

from django.apps import AppConfig
from django.db.models.signals import post_save
from django.utils.translation import gettext_lazy as _


class MediaConfig(AppConfig):
    name = "media"
    verbose_name = _("Media")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from media import signal_handlers

        post_save.connect(
            signal_handlers.draw_when_committed,
            sender="media.Picture",
            dispatch_uid="media.draw_presets",
        )
