"""Registers the glue and connects what happens after a migration."""

from django.apps import AppConfig, apps
from django.db.backends.signals import connection_created
from django.db.models.signals import post_migrate


class CmsConfig(AppConfig):
    name = "cms"
    verbose_name = "Alliance CMS"

    def ready(self) -> None:
        from cms import checks, signal_handlers
        from cms.statement_timeouts import release_session

        checks.register_all()
        post_migrate.connect(
            signal_handlers.create_missing_locales,
            sender=apps.get_app_config("wagtailcore"),
            dispatch_uid="cms.locales",
        )
        connection_created.connect(release_session, dispatch_uid="cms.release_session")
