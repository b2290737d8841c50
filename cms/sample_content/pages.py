"""Makes the pages of the sample, in all languages and in all the states that a site knows."""

from datetime import datetime, timedelta
from typing import Any

from wagtail.embeds.embeds import get_embed_hash
from wagtail.embeds.models import Embed
from wagtail.models import Locale
from wagtail_localize.models import TranslationSource

from cms.sample_content.reading import SOURCE, Document, pages, target_languages
from cms.sample_content.rich_text import Numbers
from cms.sample_content.translating import submit, translate
from cms.sample_content.tree import find, plant, set_site_root
from cms.sample_content.values import set_values
from pages.models import SitePage


def load_pages(numbers: Numbers) -> int:
    """How many documents were made. First every page stands, so that texts can link to any."""
    planted: list[tuple[Document, SitePage]] = []
    for document in pages():
        page = find(document)
        if page is None:
            page = plant(document, numbers)
            planted.append((document, page))
        numbers.pages[document.name] = page.pk
    for document, page in planted:
        write_source(page, document, numbers)
    for document, page in planted:
        translate_page(page, document, numbers)
    if any(document.name == "home" for document, _page in planted):
        set_site_root(SitePage.objects.get(pk=numbers.pages["home"]))
    return len(planted)


def write_source(page: SitePage, document: Document, numbers: Numbers) -> None:
    page.refresh_from_db()  # It has children since it was planted, and publishing writes how many.
    keep_frames(document)
    set_values(page, document, SOURCE, numbers)
    if document.state(SOURCE) == "draft":
        page.save()
        page.save_revision()
    else:
        page.save_revision().publish()
        date(page, document.published)


def keep_frames(document: Document) -> None:
    """What the sites of films give to embed them, so that loading needs no network."""
    for block in document.data.get("body", []):
        if block["type"] == "embed":
            defaults = {"url": block["url"], "html": block["frame"], "type": "video"}
            Embed.objects.get_or_create(hash=get_embed_hash(block["url"]), defaults=defaults)


def translate_page(page: SitePage, document: Document, numbers: Numbers) -> None:
    """Outdated translations are made before the source is revised, all others after it."""
    languages = [tag for tag in target_languages() if document.state(tag) != "missing"]
    outdated = [tag for tag in languages if document.state(tag) == "outdated"]
    translate_into(outdated, page, document, numbers)
    if "revised" in document.data:
        document = document.revised()
        set_values(page, document, SOURCE, numbers)
        page.save_revision().publish()
        date(page, page.first_published_at, document.data["revised"]["published"])
    translate_into([tag for tag in languages if tag not in outdated], page, document, numbers)


def translate_into(
    languages: list[str], page: SitePage, document: Document, numbers: Numbers
) -> None:
    origin = submit(page) if languages else None
    for days, language in enumerate(languages, start=1):
        if document.state(language) == "alias":
            target = page.copy_for_translation(
                Locale.objects.get(language_code=language), alias=True, copy_parents=True
            )
            date(target, page.first_published_at, page.last_published_at)
        else:
            target = translated_page(origin, page, document, language, numbers)
            date(target, page.last_published_at + timedelta(days=days))


def translated_page(
    origin: TranslationSource, page: SitePage, document: Document, language: str, numbers: Numbers
) -> Any:
    locale = Locale.objects.get(language_code=language)
    typed = type(page)(locale=locale)
    set_values(typed, document, language, numbers)
    return translate(origin, typed, locale, publish=document.state(language) != "draft")


def date(page: Any, first: datetime, last: datetime | None = None) -> None:
    """A page of 2025 was not published today. A draft has no date."""
    live = SitePage.objects.filter(pk=page.pk, live=True)
    live.update(first_published_at=first, last_published_at=last or first)
    page.refresh_from_db()
