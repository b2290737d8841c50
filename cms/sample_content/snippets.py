"""Makes the members, secondees and site information of the sample.

True are the secondees, their order and who seconded them, and where members lie. That these are members, and when
they joined or signed, is invented.
"""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

from wagtail.models import Locale

from cms.sample_content.reading import (
    SOURCE,
    Document,
    read_members,
    read_table,
    target_languages,
)
from cms.sample_content.rich_text import Numbers, stored_html
from cms.sample_content.translating import enter, submit
from cms.sample_content.values import set_values
from snippets.countries import country_name
from snippets.models import Member, Secondee, SiteInformation
from snippets.models.base import TranslatedSnippet

PUBLISHED = datetime(2025, 1, 13, 8, tzinfo=UTC)
Maker = Callable[[Document, str], TranslatedSnippet]
"""Makes an unsaved record in one language."""


def load_members(numbers: Numbers) -> int:
    """How many were made."""
    about = read_table("snippets/members.toml")
    rows = read_members()
    made = 0
    for place, row in enumerate(rows):
        document = member_document(row, about, place)
        number, is_new = load(document, lambda one, tag: member(one, tag, numbers), Member)
        numbers.members[row["key"]] = number
        made += is_new
    return made


def member_document(row: dict[str, str], about: dict[str, Any], place: int) -> Document:
    """One row of members.csv with what members.toml adds to it."""
    key = row["key"]
    general = [text for text in about["general"] if row["kind"] in text["kinds"]]
    states = {tag: "missing" for tag, keys in about["untranslated"].items() if key in keys}
    description = about["descriptions"].get(key) or general[place % len(general)]
    return Document(
        f"member/{key}",
        {"row": row, "description": description, "states": states, "logo": about["logos"].get(key)},
    )


def member(document: Document, language: str, numbers: Numbers) -> Member:
    row = document.data["row"]
    name = row[f"name_{language}"] or row[f"name_{SOURCE}"]
    country = country_name(row["country"], language)
    description = document.data["description"][language].format(name=name, country=country)
    return Member(
        name=name,
        kind=row["kind"],
        country=row["country"],
        website=row["website"],
        latitude=float(row["latitude"]),
        longitude=float(row["longitude"]),
        joined_on=day(row["joined_on"]),
        declaration_signed_on=day(row["declaration_signed_on"]),
        logo_id=numbers.pictures.get(document.data["logo"] or ""),
        description=stored_html(description, numbers),
    )


def day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def load_secondees(numbers: Numbers) -> int:
    """In the order in which they served."""
    table = read_table("snippets/secondees.toml")
    made = 0
    for place, data in enumerate(table["secondees"]):
        shared = {"organisation": table["organisation"]}
        document = Document(f"secondee/{data['name']}", {**data, **shared, "sort_order": place})
        _number, is_new = load(document, lambda one, tag: secondee(one, tag, numbers), Secondee)
        made += is_new
    return made


def secondee(document: Document, language: str, numbers: Numbers) -> Secondee:
    record = Secondee(sort_order=document.data["sort_order"])
    set_values(record, document, language, numbers)
    return record


def load_site_information(numbers: Numbers) -> int:
    document = Document("site", read_table("snippets/site.toml"))
    _number, is_new = load(
        document, lambda one, tag: site_information(one, tag, numbers), SiteInformation
    )
    return int(is_new)


def site_information(document: Document, language: str, numbers: Numbers) -> SiteInformation:
    record = SiteInformation()
    set_values(record, document, language, numbers)
    return record


def load(document: Document, make: Maker, model: type[TranslatedSnippet]) -> tuple[int, bool]:
    """The number of the source's record, and whether it was made; one that stands is left as it is."""
    standing = model._default_manager.filter(
        translation_key=document.translation_key, locale__language_code=SOURCE
    ).first()
    if standing:
        return standing.pk, False
    source = save(make(document, SOURCE), document, Locale.get_default())
    origin = submit(source)
    for language in target_languages():
        if document.state(language) != "missing":
            locale = Locale.objects.get(language_code=language)
            enter(origin, save(make(document, language), document, locale), locale)
    return source.pk, True


def save(record: Any, document: Document, locale: Locale) -> Any:
    """Published and without history, as an import leaves it: a revision of each would double the time."""
    record.locale = locale
    record.translation_key = document.translation_key
    record.first_published_at = record.last_published_at = PUBLISHED
    record.full_clean(exclude=["folded_name"])
    record.save()
    return record
