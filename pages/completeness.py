"""How complete each language is: the share of the source's live documents that are live there too."""

from collections import Counter
from typing import Any

from django.db.models import Count, QuerySet

from pages.localisation import content_languages
from pages.reading import Reader
from pages.visibility import public_snippets
from snippets.models import Member, Secondee, SiteInformation


def completeness(reader: Reader) -> dict[str, float]:
    """0 to 1 by language, in the site's order; 0 for all where the source has nothing live.

    An alias still shows the source's words, so that it does not count as translated.
    """
    languages = content_languages()
    documents = [reader.visible, *map(public_snippets, (Member, Secondee, SiteInformation))]
    live: Counter[str] = Counter()
    total = 0
    for rows in documents:
        source = rows.filter(locale__language_code=languages[0]).values("translation_key")
        counts = count_by_language(without_aliases(rows).filter(translation_key__in=source))
        live.update(counts)
        total += counts.get(languages[0], 0)
    return {tag: live[tag] / total if total else 0.0 for tag in languages}


def without_aliases(rows: "QuerySet[Any, Any]") -> "QuerySet[Any, Any]":
    return rows.filter(alias_of=None) if hasattr(rows.model, "alias_of") else rows


def count_by_language(rows: "QuerySet[Any, Any]") -> dict[str, int]:
    return dict(rows.order_by().values_list("locale__language_code").annotate(Count("pk")))
