"""Makes the members, secondees and site information of the sample."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.conf import settings
from wagtail.models import Locale

from cms.sample_content.blocks import RICH_TEXTS, Numbers, block
from cms.sample_content.reading import Entry, members, read_table, stable_id, texts
from cms.sample_content.translating import submit, type_in
from snippets.models import Member, Secondee, SiteInformation
from snippets.models.base import TranslatedSnippet

UNTRANSLATED_EVERY = 10
"""So many members are left in French alone, to be seen as such."""


def load_members(numbers: Numbers) -> None:
    described = read_table("snippets/members.toml")
    for index, row in enumerate(members()):
        source = save_source(member(row, settings.LANGUAGE_CODE, described))
        numbers.members[row["key"]] = source.pk
        for language in member_languages(index):
            save_translation(source, member(row, language, described), language)


def member_languages(index: int) -> list[str]:
    if index % UNTRANSLATED_EVERY == UNTRANSLATED_EVERY - 1:
        return []
    return [tag for tag, _name in settings.LANGUAGES[1:]]


def member(row: dict[str, str], language: str, described: dict[str, Any]) -> Member:
    """Not saved yet. Dates of joining and signing are invented."""
    return Member(
        translation_key=stable_id(f"member/{row['key']}"),
        name=row.get(f"name_{language}") or row["name_fr"],
        kind=row["kind"],
        country=row["country"],
        website=row["website"],
        latitude=float(row["latitude"]),
        longitude=float(row["longitude"]),
        joined_on=day(row["joined_on"]),
        declaration_signed_on=day(row["declaration_signed_on"]),
        description=Numbers().rich(texts(described.get(row["key"], {}), language) or ""),
    )


def day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def load_secondees(numbers: Numbers) -> None:
    shared = read_table("snippets/secondees.toml")
    for name in shared["names"]:
        load_translated(Entry(f"secondee/{name}", shared | {"name": name}), secondee, numbers)


def secondee(entry: Entry, language: str, numbers: Numbers) -> Secondee:
    data = texts(entry.data, language)
    return Secondee(
        translation_key=entry.translation_key,
        name=data["name"],
        organisation=data["organisation"],
        biography=numbers.rich(data["biography"]),
    )


def load_site_information(numbers: Numbers) -> None:
    load_translated(Entry("site", read_table("snippets/site.toml")), site_information, numbers)


def site_information(entry: Entry, language: str, numbers: Numbers) -> SiteInformation:
    data = texts(entry.data, language)
    profiles = [
        block("profile", profile, f"site/profile/{index}")
        for index, profile in enumerate(data["social_profiles"])
    ]
    rich = {name: numbers.rich(data[name]) for name in RICH_TEXTS if name in data}
    return SiteInformation(
        translation_key=entry.translation_key,
        name=data["name"],
        tagline=data["tagline"],
        contact_email=data["contact_email"],
        social_profiles=profiles,
        **rich,
    )


def load_translated(
    entry: Entry, make: Callable[[Entry, str, Numbers], TranslatedSnippet], numbers: Numbers
) -> None:
    source = save_source(make(entry, settings.LANGUAGE_CODE, numbers))
    for tag, _name in settings.LANGUAGES[1:]:
        save_translation(source, make(entry, tag, numbers), tag)


def save_source(snippet: Any) -> Any:
    snippet.locale = Locale.get_default()
    snippet.full_clean()
    snippet.save()
    snippet.save_revision().publish()
    return snippet


def save_translation(source: Any, translated: Any, language: str) -> None:
    translation = submit(source, language)
    type_in(translation, source, translated)
    translation.save_target(publish=True)


