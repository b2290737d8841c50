"""Tells Wagtail's REST API and wagtail-grapple which fields of our models they may show."""

from django.apps import AppConfig


class BenchConfig(AppConfig):
    """Stands first in INSTALLED_APPS: grapple reads the models once, when it is ready."""

    name = "bench"

    def ready(self) -> None:
        from bench import peers

        peers.declare_fields()
