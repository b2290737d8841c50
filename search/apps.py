"""Registers the search app and connects what keeps its index."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate, post_save


class SearchConfig(AppConfig):
    name = "search"
    # The label "search" is free: Wagtail's own app is wagtailsearch.
    verbose_name = "Search"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from search import signal_handlers

        post_save.connect(signal_handlers.index_saved, dispatch_uid="search.index")
        post_migrate.connect(signal_handlers.prepare, sender=self, dispatch_uid="search.prepare")
