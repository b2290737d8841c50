"""What the index does when something is saved or migrated; connected by name in apps.ready()."""

from collections.abc import Collection
from typing import Any

from django.db import connections

from pages.localisation import content_languages
from pages.models import SitePage
from search.backends import backend
from search.indexing import all_documents, index, rebuild
from search.models import SearchEntry
from snippets.models import Member, Secondee


def index_saved(
    sender: type[Any],
    instance: Any,
    raw: bool = False,
    update_fields: Collection[str] | None = None,
    **_: Any,
) -> None:
    """Saving a draft writes only its own columns, and in memory holds words that are not public."""
    if raw or not issubclass(sender, (SitePage, Member, Secondee)):
        return
    if update_fields is not None and "live" not in update_fields:
        return
    for document in (instance, *followers(instance)):
        index(document)


def followers(instance: Any) -> list[Any]:
    """The other languages of a member, whose country changes with the source's."""
    return list(instance.others()) if isinstance(instance, Member) and instance.is_source() else []


def prepare(using: str = "default", **_: Any) -> None:
    """After a migration the database has what the index needs, and a site that has none gets one."""
    backend(using).install(connections[using], content_languages())
    if not SearchEntry.objects.exists() and next(all_documents(), None):
        rebuild()
