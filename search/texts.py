"""The words that a reader sees in a page or snippet: its own, not those of what it links to.

What a page shows of members or documents is theirs: it may be hidden tomorrow, and they have entries of their own.
"""

from typing import Any

from django.utils import translation
from wagtail.search.index import SearchField

from pages.models import SitePage
from snippets.countries import country_name
from snippets.models import Member, Secondee
from snippets.models.base import TranslatedSnippet

LONGEST = 200_000
"""Characters; PostgreSQL refuses a search vector of more than a megabyte."""

Searchable = SitePage | TranslatedSnippet


def title_of(document: Searchable) -> str:
    return str(document.title if isinstance(document, SitePage) else document.name)


def body_of(document: Searchable, language: str) -> str:
    """The words of every field that the model declares as searchable, but the title; lines as in the page."""
    # Names of countries and months follow the active language.
    with translation.override(language):
        parts = [
            text
            for field in document.get_search_fields()
            if isinstance(field, SearchField) and field.field_name not in {"title", "name"}
            for text in words(field.get_value(document))
        ]
        if isinstance(document, Member):
            parts.insert(0, country_name(document.country, language))
    return "\n".join(part.strip() for part in parts if part.strip())[:LONGEST]


def words(value: Any) -> list[str]:
    """Wagtail gives a list of texts for rich text and blocks, a string for a plain column."""
    return [str(part) for part in value] if isinstance(value, list) else [str(value or "")]


def has_own_words(document: Searchable) -> bool:
    """A synchronised alias still speaks its source's language."""
    return document.live and not getattr(document, "alias_of_id", None)


TARGET_MODELS: dict[str, type[Searchable]] = {
    "page": SitePage,
    "member": Member,
    "secondee": Secondee,
}


def target_of(document: Searchable) -> str:
    """The column of an entry that points to such a document."""
    return next(name for name, model in TARGET_MODELS.items() if isinstance(document, model))
