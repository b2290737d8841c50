"""Registers the glue and connects what happens after a migration."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class CmsConfig(AppConfig):
    name = "cms"
    verbose_name = "Alliance CMS"

    def ready(self) -> None:
        from cms import checks, signal_handlers

        checks.register_all()
        post_migrate.connect(
            signal_handlers.create_missing_locales, sender=self, dispatch_uid="cms.locales"
        )
