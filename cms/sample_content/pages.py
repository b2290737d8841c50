"""Makes the pages of the sample, in all languages and in all the states that a site knows."""

from datetime import UTC, datetime, time
from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from wagtail.models import Locale, Page, PageViewRestriction, Site

from cms.sample_content.blocks import RICH_TEXTS, STREAMS, Numbers
from cms.sample_content.reading import Entry, pages, texts
from cms.sample_content.translating import submit, type_in
from pages.models import PAGE_MODELS, HomePage, SitePage

MODELS = {model.page_type.lower(): model for model in PAGE_MODELS}
NEUTRAL = ("kind", "country", "all_day", "noindex", "show_in_menus")
PLAIN_TEXTS = ("tagline", "place", "seo_title", "search_description")
PICTURES = ("social_image", "hero_image", "image")
MOMENTS = ("starts_at", "ends_at")


def load_pages(numbers: Numbers) -> None:
    """First every page stands, so that texts can link to any; then all are filled and translated."""
    remove_welcome_page()
    made = {entry.name: plant(entry, numbers) for entry in pages()}
    for entry in pages():
        fill(made[entry.name], entry, numbers)
    for entry in pages():
        translate(made[entry.name], entry, numbers)
    for entry in pages():
        revise(made[entry.name], entry, numbers)
        restrict(entry)


def remove_welcome_page() -> None:
    """The page that Wagtail makes for a new site, as long as nobody touched it."""
    welcome = Page.objects.filter(
        depth=2, url_path="/home/", latest_revision=None, content_type__model="page"
    )
    for page in welcome.filter(numchild=0):
        page.delete()


def plant(entry: Entry, numbers: Numbers) -> SitePage:
    """The French page, empty and not live yet, in its place in the tree."""
    data = texts(entry.data, settings.LANGUAGE_CODE)
    page = MODELS[data["type"]](
        title=data["title"],
        slug=data.get("slug", ""),
        live=False,
        locale=Locale.get_default(),
        translation_key=entry.translation_key,
        **required_columns(data),
    )
    if "parent" in data:
        Page.objects.get(pk=numbers.pages[data["parent"]]).specific.add_child(instance=page)
    else:
        Page.get_first_root_node().add_child(instance=page)
        make_site(page)
    numbers.pages[entry.name] = page.pk
    return page


def required_columns(data: dict[str, Any]) -> dict[str, Any]:
    """What cannot be empty even for a moment."""
    return {name: moment(data[name]) for name in ("starts_at",) if name in data}


def make_site(home: Page) -> None:
    Site.objects.update_or_create(
        is_default_site=True,
        defaults={"hostname": "localhost", "root_page": home, "site_name": "Alliance"},
    )


def fill(page: SitePage, entry: Entry, numbers: Numbers) -> None:
    set_values(page, entry, settings.LANGUAGE_CODE, numbers)
    page.full_clean()
    revision = page.save_revision()
    if not entry.data.get("draft"):
        revision.publish()
    backdate(page, entry)
    page.refresh_from_db()


def set_values(page: SitePage, entry: Entry, language: str, numbers: Numbers) -> None:
    """Everything that the file says of the page in a language."""
    data = texts(entry.data, language)
    page.title = data["title"]
    if "slug" in data:
        page.slug = data["slug"]
    values = {name: data[name] for name in (*NEUTRAL, *PLAIN_TEXTS) if name in data}
    values |= {name: numbers.rich(data[name]) for name in RICH_TEXTS if name in data}
    values |= {name: moment(data[name]) for name in MOMENTS if name in data}
    values |= {f"{name}_id": numbers.pictures[data[name]] for name in PICTURES if name in data}
    values |= {name: make(data[name], entry.name, numbers) for name, make in STREAMS.items() if name in data}
    if "date" in data:
        values["date"] = data["date"]
    for name, value in values.items():
        setattr(page, name, value)


def moment(value: Any) -> datetime:
    """The files write local time."""
    return timezone.make_aware(value)


def backdate(page: SitePage, entry: Entry) -> None:
    """A page of 2013 was not published today."""
    if published := entry.data.get("published"):
        first = datetime.combine(published, time(9), tzinfo=UTC)
        Page.objects.filter(pk=page.pk, live=True).update(first_published_at=first)


def translate(page: SitePage, entry: Entry, numbers: Numbers) -> None:
    for language in entry.languages()[1:]:
        if language in entry.data.get("aliases", []):
            make_alias(page, language)
        else:
            translate_into(page, entry, language, numbers)


def translate_into(page: SitePage, entry: Entry, language: str, numbers: Numbers) -> None:
    translated = type(page).objects.get(pk=page.pk)
    set_values(translated, entry, language, numbers)
    translation = submit(page, language)
    type_in(translation, page, translated)
    is_public = page.live and language not in entry.data.get("draft_translations", [])
    translation.save_target(publish=is_public)
    backdate(translation.get_target_instance(), entry)


def make_alias(page: SitePage, language: str) -> None:
    locale = Locale.objects.get(language_code=language)
    parent = page.get_parent().get_translation(locale)
    page.create_alias(parent=parent, update_locale=locale, reset_translation_key=False)


def revise(page: SitePage, entry: Entry, numbers: Numbers) -> None:
    """A later change of the source, which makes its translations outdated."""
    if "revised" not in entry.data:
        return
    current = type(page).objects.get(pk=page.pk)
    set_values(current, Entry(entry.name, entry.data | entry.data["revised"]), page.locale.language_code, numbers)
    current.save_revision().publish()


def restrict(entry: Entry) -> None:
    """For members of the Alliance only, in every language."""
    if entry.data.get("private"):
        for page in versions(entry):
            PageViewRestriction.objects.get_or_create(
                page=page, restriction_type=PageViewRestriction.LOGIN
            )


def versions(entry: Entry) -> "models.QuerySet[Page]":
    return Page.objects.filter(translation_key=entry.translation_key)


def is_loaded() -> bool:
    return bool(HomePage.objects.exists())
