"""TBX-Basic (ISO 30042:2019) in DCA style: the termbase for other tools."""

from bs4 import BeautifulSoup
from lxml import etree
from wagtail.models import Locale

from translation.exchange.inline import UNFIT
from translation.terms import Term, terms_of

MIME_TYPE = "application/x-tbx"
TBX = "urn:iso:std:iso:30042:ed-2"
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


def write_tbx(source: Locale, locales: list[Locale]) -> bytes:
    """A concept for each term of the source, with its forms in each of the languages that has it."""
    known = {locale: {term.key: term for term in terms_of(locale)} for locale in [source, *locales]}
    return as_tbx(known, list(known[source]))


def as_tbx(known: dict[Locale, dict[str, Term]], keys: list[str]) -> bytes:
    """known has the terms of each language by their key, the source's first."""
    root = etree.Element(tag("tbx"), {"type": "TBX-Basic", "style": "dca"}, nsmap={None: TBX})
    root.set(LANGUAGE, next(iter(known)).language_code)
    add_header(root)
    body = add(add(root, "text"), "body")
    for key in keys:
        found = {locale: terms[key] for locale, terms in known.items() if key in terms}
        concept = add(body, "conceptEntry", id=f"c{key}")
        add(concept, "note", next(iter(found.values())).code)
        for locale, term in found.items():
            add_language(concept, locale.language_code, term)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)


def add_header(root: "etree._Element") -> None:
    description = add(add(root, "tbxHeader"), "fileDesc")
    add(add(description, "titleStmt"), "title", "Alliance")
    add(add(description, "sourceDesc"), "p", "Alliance CMS")


def add_language(concept: "etree._Element", language: str, term: Term) -> None:
    section = add(concept, "langSec")
    section.set(LANGUAGE, language)
    if definition := " ".join(without_blocks(term.definition).split()):
        add(add(section, "descripGrp"), "descrip", definition, type="definition")
    for block, form in zip(term.ids, term.forms, strict=True):
        status = "preferredTerm-admn-sts" if block == term.key else "admittedTerm-admn-sts"
        entry = add(section, "termSec", id=f"{language}-{block}")
        add(entry, "term", form)
        add(entry, "termNote", status, type="administrativeStatus")


def without_blocks(html: str) -> str:
    return BeautifulSoup(html, "html.parser").get_text(" ") if html else ""


def add(parent: "etree._Element", name: str, text: str = "", **attributes: str) -> "etree._Element":
    element = etree.SubElement(parent, tag(name), attributes)
    if text:
        element.text = UNFIT.sub("", text)
    return element


def tag(name: str) -> str:
    return f"{{{TBX}}}{name}"
