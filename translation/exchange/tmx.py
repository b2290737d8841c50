"""TMX 1.4: the translation memory to and from other tools, markup as <bpt>, <ept> and <ph>."""

from collections.abc import Iterator
from dataclasses import dataclass

from bs4.dammit import EntitySubstitution
from django.utils.translation import gettext as _
from lxml import etree
from wagtail.models import Locale
from wagtail_localize.models import StringTranslation

from translation.checks.markup import Broken, Token, canonical, tokens
from translation.exchange.files import FileProblem, children, local, parse_xml
from translation.exchange.inline import UNFIT
from translation.models import MemoryEntry

MIME_TYPE = "application/x-tmx+xml"
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
CODES = {"bpt", "ept", "ph", "it", "hi", "ut"}


@dataclass(frozen=True, slots=True)
class Pair:
    source: str
    target: str
    """Both in wagtail-localize's inline HTML."""


def memory(source: Locale, target: Locale) -> list[Pair]:
    """All that was ever translated and has no error, each pair once, then what came in files."""
    ours = StringTranslation.objects.filter(
        translation_of__locale=source, locale=target, has_error=False
    ).values_list("translation_of__data", "data")
    theirs = MemoryEntry.objects.filter(source_locale=source, target_locale=target)
    rows = [
        *ours.order_by("translation_of_id", "pk"),
        *theirs.order_by("pk").values_list("source", "target"),
    ]
    return [Pair(*row) for row in dict.fromkeys(rows)]


def write_tmx(pairs: list[Pair], source_tag: str, target_tag: str) -> bytes:
    """What has broken markup is left out."""
    root = etree.Element("tmx", version="1.4")
    values = {
        "creationtool": "Alliance CMS", "creationtoolversion": "1", "segtype": "paragraph",
        "o-tmf": "wagtail-localize", "adminlang": "en", "srclang": source_tag, "datatype": "html",
    }  # fmt: skip
    etree.SubElement(root, "header", values)
    body = etree.SubElement(root, "body")
    for pair in pairs:
        try:
            body.append(unit_element(pair, source_tag, target_tag))
        except Broken:
            continue
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")


def unit_element(pair: Pair, source_tag: str, target_tag: str) -> "etree._Element":
    unit = etree.Element("tu")
    for tag, text in ((source_tag, pair.source), (target_tag, pair.target)):
        variant = etree.SubElement(unit, "tuv", {LANGUAGE: tag})
        write_segment(etree.SubElement(variant, "seg"), text)
    unit.tail = "\n"
    return unit


def write_segment(segment: "etree._Element", html: str) -> None:
    opened: list[str] = []
    count = 0
    for token in tokens(html):
        if token.kind == "text":
            append(segment, token.value)
            continue
        if token.kind != "close":
            count += 1
        if token.kind == "open":
            opened.append(str(count))
        element = code_element(token, str(count) if token.kind != "close" else opened.pop())
        element.text = html[token.start : token.end]
        segment.append(element)


def code_element(token: Token, number: str) -> "etree._Element":
    if token.kind == "void":
        return etree.Element("ph", x=number, type="lb")
    if token.kind == "close":
        return etree.Element("ept", i=number)
    return etree.Element(
        "bpt", i=number, x=number, type="link" if token.value == "a" else token.value
    )


def append(segment: "etree._Element", text: str) -> None:
    """TMX has no way to write what XML cannot hold; it is left out."""
    text = UNFIT.sub("", text)
    if len(segment):
        segment[-1].tail = (segment[-1].tail or "") + text
    else:
        segment.text = (segment.text or "") + text


@dataclass(frozen=True, slots=True)
class Entry:
    """What a file has of one text, whether it is of use or not."""

    line: int
    source: str
    target: str
    """Empty where the file does not have it in this language."""


def read_tmx(content: bytes, source_tag: str, target_tag: str) -> list[Entry]:
    """Raises FileProblem."""
    root = parse_xml(content, with_doctype=True)
    if local(root) != "tmx":
        raise FileProblem(_("This is no TMX file."), root.sourceline)
    return list(read_units(root, source_tag, target_tag))


def read_units(root: "etree._Element", source_tag: str, target_tag: str) -> Iterator[Entry]:
    for unit in root.iter("tu"):
        texts = variants(unit)
        yield Entry(unit.sourceline, chosen(texts, source_tag), chosen(texts, target_tag))


def variants(unit: "etree._Element") -> dict[str, str]:
    """HTML by language tag in lower case."""
    return {
        (variant.get(LANGUAGE) or variant.get("lang") or "").lower(): read_segment(segment)
        for variant in children(unit, "tuv")
        for segment in children(variant, "seg")
    }


def chosen(texts: dict[str, str], tag: str) -> str:
    """That of the very language, or of a country's variant: de-AT for de."""
    tag = tag.lower()
    if tag in texts:
        return texts[tag]
    return next((text for other, text in texts.items() if other.split("-")[0] == tag), "")


def read_segment(segment: "etree._Element") -> str:
    """With its markup where that is ours, without it where another tool's codes say nothing here."""
    coded, plain = [escaped(segment.text)], [escaped(segment.text)]
    for element in segment:
        if local(element) in CODES:
            coded.append("".join(element.itertext()))
        else:
            text = escaped("".join(element.itertext()))
            coded.append(text)
            plain.append(text)
        coded.append(escaped(element.tail))
        plain.append(escaped(element.tail))
    try:
        return canonical("".join(coded)).strip()
    except Broken:
        return "".join(plain).strip()


def escaped(text: str | None) -> str:
    return EntitySubstitution.substitute_xml(text or "")
