"""Gives a page or snippet what the data files say of it, in one language."""

from typing import Any

from cms.sample_content.blocks import LISTS, stored_blocks
from cms.sample_content.reading import Document
from cms.sample_content.rich_text import Numbers, stored_html

PLAIN = (
    "title",
    "slug",
    "seo_title",
    "search_description",
    "show_in_menus",
    "noindex",
    "tagline",
    "date",
    "kind",
    "starts_at",
    "ends_at",
    "all_day",
    "place",
    "country",
    "name",
    "organisation",
    "contact_email",
)
RICH = ("intro", "consent", "confirmation", "biography", "patronage", "footer")
PICTURES = ("social_image", "hero_image", "image")
STREAMS = ("body", *LISTS)


def set_values(instance: Any, document: Document, language: str, numbers: Numbers) -> None:
    """Only what the file names; raises SampleContentError where it has no text in the language."""
    data = document.texts(language)
    values = {name: data[name] for name in PLAIN if name in data}
    values |= {name: stored_html(data[name], numbers) for name in RICH if name in data}
    values |= {f"{name}_id": numbers.pictures[data[name]] for name in PICTURES if name in data}
    values |= {
        name: stored_blocks(name, data[name], document.name, numbers)
        for name in STREAMS
        if name in data
    }
    for name, value in values.items():
        setattr(instance, name, value)
