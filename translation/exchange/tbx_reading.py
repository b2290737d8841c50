"""TBX read back: the forms of each concept become the translations of its term and variants on the terminology page.

In both dialects: that of 2019, as this site writes it (conceptEntry, langSec, termSec), and that of 2008, which
older tools write (termEntry, langSet, tig).
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from bs4.dammit import EntitySubstitution
from django.contrib.contenttypes.models import ContentType
from django.utils.translation import gettext as _
from lxml import etree
from wagtail.models import Locale
from wagtail_localize.models import Translation

from pages.models import TerminologyPage
from translation.exchange.files import (
    FileProblem,
    FileUnit,
    Key,
    TranslationFile,
    children,
    digest,
    parse_xml,
)
from translation.rights import source_locale
from translation.units import Unit, units

LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
LANGUAGES = ("langSec", "langSet")
TERMS = ("termSec", "tig", "ntig")
REFUSED = ("deprecated", "superseded")
"""In the status of a form that is not to be used."""


@dataclass(frozen=True, slots=True)
class Form:
    text: str
    block: str
    """The id of the block that it stands in, where the file tells; empty where another tool made it up."""


@dataclass(frozen=True, slots=True)
class Concept:
    key: str
    """The id of the term's block."""
    line: int
    forms: dict[str, list[Form]]
    """By language tag in lower case; the preferred one first."""


@dataclass(frozen=True, slots=True)
class Place:
    """A term or variant of this site, to be translated."""

    document: UUID
    unit: Unit
    block: str


def read_tbx(content: bytes, name: str, locale: Locale) -> TranslationFile:
    """Raises FileProblem. A file without versions: what stands here already is never replaced without being asked."""
    root = parse_xml(content, with_doctype=True)
    concepts = [concept(entry) for entry in root.iter("{*}conceptEntry", "{*}termEntry")]
    if not concepts:
        raise FileProblem(_("The file has no terms."), root.sourceline)
    here = terms_here(locale)
    found = [unit for one in concepts for unit in file_units(one, here.get(one.key, []), locale)]
    return TranslationFile(name, "", locale.language_code, found)


def concept(entry: "etree._Element") -> Concept:
    forms: dict[str, list[Form]] = {}
    for section in children(entry, *LANGUAGES):
        tag = (section.get(LANGUAGE) or section.get("lang") or "").lower()
        forms.setdefault(tag, []).extend(ordered(section, tag))
    return Concept(entry.get("id", "").removeprefix("c"), entry.sourceline or 0, forms)


def ordered(section: "etree._Element", tag: str) -> list[Form]:
    found = []
    for entry in children(section, *TERMS):
        term = next(entry.iter("{*}term"), None)
        text = "" if term is None else " ".join("".join(term.itertext()).split())
        notes = entry.iter("{*}termNote", "{*}administrativeStatus")
        status = " ".join((note.text or "").strip().lower() for note in notes)
        if text and not any(word in status for word in REFUSED):
            block = entry.get("id", "").removeprefix(f"{tag}-")
            found.append((not status.startswith("preferred"), Form(text, block)))
    return [form for _rank, form in sorted(found, key=lambda one: one[0])]


def terms_here(locale: Locale) -> dict[str, list[Place]]:
    """By key: the term, then its variants. Two queries for each terminology page."""
    model = ContentType.objects.get_for_model(TerminologyPage)
    translations = Translation.objects.filter(
        source__specific_content_type=model, target_locale=locale, enabled=True
    ).select_related("source")
    found = defaultdict[str, list[Place]](list)
    for translation in translations:
        for unit in units(translation):
            key, block = blocks_of(unit.path)
            if key:
                found[key].append(Place(translation.source.object_id, unit, block))
    return {key: sorted(places, key=lambda one: one.block != key) for key, places in found.items()}


def blocks_of(path: str) -> tuple[str, str]:
    """The ids of a term's block and of the form's own, the same for the term itself; "" for other segments."""
    match path.split("."):
        case ["terms", key, "name"]:
            return key, key
        case ["terms", key, "variants", block]:
            return key, block
    return "", ""


def file_units(concept: Concept, places: list[Place], locale: Locale) -> Iterator[FileUnit]:
    """What the concept says for each of its places; the rest of its forms fit nowhere, and say so."""
    wanted = chosen_forms(concept, locale.language_code)
    sources = chosen_forms(concept, source_locale().language_code)
    known = {place.block: place for place in places}
    free = [place for place in places if place.block not in {form.block for form in wanted}]
    for form in wanted:
        place = known.get(form.block) or (free.pop(0) if free else None)
        yield file_unit(concept, form, place, sources)


def chosen_forms(concept: Concept, tag: str) -> list[Form]:
    """Of the very language, or of a country's variant: de-AT for de."""
    tag = tag.lower()
    if tag in concept.forms:
        return concept.forms[tag]
    return next((found for other, found in concept.forms.items() if other.split("-")[0] == tag), [])


def file_unit(concept: Concept, form: Form, place: Place | None, sources: list[Form]) -> FileUnit:
    target = EntitySubstitution.substitute_xml(form.text)
    if place is None:
        key = Key(UUID(int=0), f"terms.{concept.key}"[:200], "")
        return FileUnit(key, target, None, concept.line)
    source = place.unit.source
    # A file that says what the term was called when it was made tells whether it has changed since.
    for one in sources:
        if one.block == place.block:
            source = EntitySubstitution.substitute_xml(one.text)
    return FileUnit(
        Key(place.document, place.unit.path, digest(source)), target, None, concept.line
    )
