"""Registers the app and puts its triggers in place around migrations."""

from django.apps import AppConfig
from django.db.backends.signals import connection_created
from django.db.models.signals import post_migrate, pre_migrate


class ContentVersionConfig(AppConfig):
    name = "content_version"
    verbose_name = "Content version"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from content_version import current, triggers

        pre_migrate.connect(triggers.remove, sender=self, dispatch_uid="content_version.remove")
        post_migrate.connect(triggers.install, sender=self, dispatch_uid="content_version.install")
        connection_created.connect(current.watch_writes, dispatch_uid="content_version.watch")
