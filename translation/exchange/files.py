"""What all formats have in common: where a segment is named, what a file says of it, and what is refused."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from uuid import UUID

from defusedxml import EntitiesForbidden, ExternalReferenceForbidden
from defusedxml.common import DTDForbidden
from defusedxml.ElementTree import DefusedXMLParser, ParseError
from django.utils.translation import gettext as _
from lxml import etree
from wagtail_localize.models import String

MAX_SIZE = 24 * 1024 * 1024
"""Bytes; a little less than a proxy lets through. A language of 1200 pages and 2000 members is 16 MB of XLIFF."""
ARCHIVES = (b"PK", b"\x1f\x8b", b"BZh", b"\xfd7zXZ", b"Rar!", b"7z\xbc\xaf")


class FileProblem(Exception):
    """The whole file cannot be read; the message is for who sent it."""

    def __init__(self, message: str, line: int | None = None) -> None:
        self.line = line
        place = _("Line %(line)s: %(problem)s") % {"line": line, "problem": message}
        super().__init__(place if line else message)


@dataclass(frozen=True, slots=True)
class Key:
    """Which segment of which document: the same in every export, however often, until its source changes."""

    document: UUID
    """The translation key: wagtail-localize's TranslatableObject."""
    path: str
    digest: str
    """Of the source's text: several segments of one rich text have the same path."""


def digest(source: str) -> str:
    """Twelve hexadecimal digits of the hash that wagtail-localize keeps of the text."""
    return String._get_data_hash(source).hex[:12]


@dataclass(frozen=True, slots=True)
class FileUnit:
    """What a file says of one segment."""

    key: Key
    target: str
    """In wagtail-localize's inline HTML; empty where the file has no finished translation."""
    version: int | None
    """Unit.version when the file was made, 0 for a segment that had never been written; None where a tool
    has lost it."""
    line: int
    problem: str = ""
    """Why the translation cannot be read; target is empty then."""


@dataclass(frozen=True, slots=True)
class TranslationFile:
    name: str
    source_tag: str
    """Empty where the file does not say."""
    target_tag: str
    units: list[FileUnit] = field(default_factory=list)


def check_size(content: bytes) -> None:
    """Raises FileProblem for what is too large, empty, or an archive, which can hold far more than it weighs."""
    if len(content) > MAX_SIZE:
        raise FileProblem(_("The file is larger than 24 MB."))
    if not content.strip():
        raise FileProblem(_("The file is empty."))
    if content.startswith(ARCHIVES):
        raise FileProblem(_("The file is an archive: unpack it first."))


class Ignored:
    """What a file says when it is only looked at for what it must not have: no second tree is built."""

    def close(self) -> None:
        pass


def parse_xml(content: bytes, *, with_doctype: bool = False) -> "etree._Element":
    """The root. Raises FileProblem with the line.

    No entity is ever declared or fetched. with_doctype lets pass the mere name of a document type, as TMX
    files have it.
    """
    check_size(content)
    try:
        scanner = DefusedXMLParser(target=Ignored(), forbid_dtd=not with_doctype)
        scanner.feed(content)
        scanner.close()
    except (DTDForbidden, EntitiesForbidden, ExternalReferenceForbidden):
        raise FileProblem(_("The file declares a document type or entities.")) from None
    except ParseError as error:
        raise FileProblem(_("This is no well-formed XML."), error.position[0]) from None
    except (ValueError, LookupError):
        raise FileProblem(_("The encoding is unknown: save the file as UTF-8.")) from None
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_pis=True,
        remove_comments=True,
    )  # fmt: skip
    try:
        return etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise FileProblem(_("This is no well-formed XML."), error.lineno) from None


def local(element: "etree._Element") -> str:
    """The name without its namespace."""
    return etree.QName(element).localname


def children(element: "etree._Element", *names: str) -> "Iterable[etree._Element]":
    return (child for child in element if local(child) in names)
