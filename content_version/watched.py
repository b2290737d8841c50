"""The tables that a query can show something of, and the columns in them that it never does."""

from typing import Any

from wagtail.contrib.redirects.models import Redirect
from wagtail.embeds.models import Embed
from wagtail.models import (
    Collection,
    CollectionViewRestriction,
    Locale,
    Page,
    PageViewRestriction,
    Site,
)
from wagtail_localize.models import Translation, TranslationSource

from media.models import Picture, PictureRendition, SiteDocument
from pages.models import PAGE_MODELS, SitePage
from search.models import SearchEntry
from snippets.models import Member, Secondee, SiteInformation
from translation.models import TranslationTask

WATCHED: tuple[type[Any], ...] = (
    Page,
    SitePage,
    *PAGE_MODELS,
    Member,
    Secondee,
    SiteInformation,
    Picture,
    PictureRendition,
    SiteDocument,
    Collection,
    CollectionViewRestriction,
    PageViewRestriction,
    Redirect,
    Site,
    Locale,
    Embed,
    SearchEntry,
    Translation,
    TranslationSource,
    TranslationTask,
)

NEVER_SHOWN = frozenset(
    {
        "draft_title",
        "expired",
        "go_live_at",
        "has_unpublished_changes",
        "latest_revision_created_at",
        "latest_revision_id",
        "live_revision_id",
        "locked",
        "locked_at",
        "locked_by_id",
        "numchild",
        "owner_id",
        "vector",
        # Of a translation a query shows only whether what is live is outdated.
        "changed_at",
        "content_json",
        "created_at",
        "destination_last_updated_at",
        "due_on",
        "last_updated_at",
        "note",
        "object_repr",
        "priority",
        "published_at",
        "schema_version",
        "state",
        "translations_last_updated_at",
    }
)
"""Columns of drafts and of editing: without them, an editor who types would change the version all the time."""


def shown_columns(model: type[Any]) -> list[str]:
    """The table's own columns, in order."""
    columns = [field.column for field in model._meta.local_concrete_fields]
    return [column for column in columns if column not in NEVER_SHOWN]


def watched_columns() -> dict[str, list[str]]:
    """Table → its columns that a query can show."""
    return {model._meta.db_table: shown_columns(model) for model in WATCHED}
