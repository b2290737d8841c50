"""XLIFF 2.0: one <file> for each document, one <unit> for each segment, markup as inline codes."""

import re
from uuid import UUID

from django.utils import translation as languages
from django.utils.translation import gettext as _
from lxml import etree

from translation.checks.markup import Broken, visible
from translation.exchange.exporting import Document, Item
from translation.exchange.files import (
    FileProblem,
    FileUnit,
    Key,
    TranslationFile,
    children,
    local,
    parse_xml,
)
from translation.exchange.inline import UNFIT, XLIFF, Writer, joined, tag

MIME_TYPE = "application/xliff+xml"
SPACE = "{http://www.w3.org/XML/1998/namespace}space"
NO_TOKEN = re.compile(r"[^A-Za-z0-9.-]")
"""What is escaped in the id of a unit, which must be an NMTOKEN."""


def write_xliff(documents: list[Document], source_tag: str, target_tag: str) -> bytes:
    """Valid against the OASIS schema. Raises ValueError without documents, which XLIFF has no way to say."""
    if not documents:
        raise ValueError("no documents")
    values = {"version": "2.0", "srcLang": source_tag, "trgLang": target_tag}
    root = etree.Element(tag("xliff"), nsmap={None: XLIFF}, **values)
    root.text = "\n"
    for document in documents:
        root.append(file_element(document, target_tag))
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")


def file_element(document: Document, target_tag: str) -> "etree._Element":
    values = {"id": str(document.key), "original": plain(document.title), "canResegment": "no"}
    if languages.get_language_info(target_tag)["bidi"]:
        values["trgDir"] = "rtl"
    element = etree.Element(tag("file"), **values)
    element.text = element.tail = "\n"
    add_notes(element, [("document", document.title)])
    for item in document.items:
        element.append(unit_element(item))
    return element


def unit_element(item: Item) -> "etree._Element":
    element = etree.Element(tag("unit"), id=unit_id(item.key), name=item.key.path)
    element.set(SPACE, "preserve")
    element.tail = "\n"
    add_notes(element, [*item.notes, ("version", str(item.version))])
    segment = etree.SubElement(element, tag("segment"))
    Writer(etree.SubElement(segment, tag("source"))).write(item.source)
    target = target_element(item)
    segment.set("state", "initial" if target is None else item.state)
    if target is not None:
        segment.append(target)
    return element


def target_element(item: Item) -> "etree._Element | None":
    """None where there is none, and for broken markup, which no tool could show."""
    element = etree.Element(tag("target"))
    try:
        Writer(element).write(item.target)
    except Broken:
        return None
    return element if item.target else None


def add_notes(element: "etree._Element", notes: list[tuple[str, str]]) -> None:
    parent = etree.SubElement(element, tag("notes"))
    parent.tail = "\n"
    for category, text in notes:
        etree.SubElement(parent, tag("note"), category=category).text = plain(text)


def plain(text: str) -> str:
    return UNFIT.sub("", visible(text))


def unit_id(key: Key) -> str:
    """The path and the digest; what an NMTOKEN cannot hold is its code point between underscores."""
    path = NO_TOKEN.sub(lambda match: f"_{ord(match[0]):x}_", key.path)
    return f"{path}:{key.digest}"


def key_of(document: UUID, identifier: str) -> Key:
    """Raises ValueError for an id that is not ours."""
    path, digest = identifier.rsplit(":", 1)
    path = re.sub(r"_([0-9a-f]{1,6})_", lambda match: chr(int(match[1], 16)), path)
    return Key(document, path, digest)


def read_xliff(content: bytes, name: str) -> TranslationFile:
    """Raises FileProblem; a translation with unknown codes is a unit with a problem."""
    root = parse_xml(content)
    if local(root) != "xliff" or not root.get("version", "").startswith("2."):
        raise FileProblem(_("This is no XLIFF 2 file."), root.sourceline)
    found = [
        file_unit(file, unit) for file in children(root, "file") for unit in file.iter(tag("unit"))
    ]
    return TranslationFile(name, root.get("srcLang", ""), root.get("trgLang", ""), found)


def file_unit(file: "etree._Element", unit: "etree._Element") -> FileUnit:
    try:
        key = key_of(UUID(file.get("id", "")), unit.get("id", ""))
    except (ValueError, OverflowError):
        message = _("The id of a document or segment is not of this site.")
        raise FileProblem(message, unit.sourceline) from None
    target, problem = "", ""
    try:
        if any(list(children(segment, "target")) for segment in children(unit, "segment")):
            target = joined(unit, "target")
    except Broken as broken:
        problem = _("Unknown code %(code)s.") % {"code": broken.what}
    return FileUnit(key, target, version_of(unit), unit.sourceline, problem)


def version_of(unit: "etree._Element") -> int | None:
    for note in unit.iter(tag("note")):
        text = (note.text or "").strip()
        if note.get("category") == "version" and text.isdecimal() and len(text) < 19:
            return int(text)
    return None
