"""wagtail-localize's inline HTML as XLIFF 2 inline codes, and back: <b> is a <pc>, <br/> a <ph>."""

import re
from collections import Counter

from bs4.dammit import EntitySubstitution
from lxml import etree
from wagtail_localize.strings import INLINE_TAGS

from translation.checks.markup import VOID, Broken, Token, tokens
from translation.exchange.files import children, local

XLIFF = "urn:oasis:names:tc:xliff:document:2.0"
UNFIT = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 cannot hold; XLIFF writes it as <cp hex="…"/>."""
LINK = re.compile(r"a\d+")
CODE = re.compile(r"(?P<link>a\d+)(?:\.\d+)?|(?P<name>[a-z]+)-\d+")
"""a1 is the link with that id, a1.2 the same a second time, b-1 the first <b>."""
FORMATS = {"b": "xlf:b", "strong": "xlf:b", "i": "xlf:i", "em": "xlf:i"}


def tag(name: str) -> str:
    return f"{{{XLIFF}}}{name}"


class Writer:
    """Appends the text of one segment to its source or target element."""

    def __init__(self, root: "etree._Element") -> None:
        self.open = [root]
        self.used: Counter[str] = Counter()

    def write(self, html: str) -> None:
        """Raises Broken for what cannot be an inline code."""
        for token in tokens(html):
            if token.kind == "text":
                self.text(token.value)
            elif token.kind == "close":
                self.open.pop()
            elif token.kind == "void":
                self.placeholder(token)
            else:
                self.open.append(self.pair(token))

    def text(self, value: str) -> None:
        at = 0
        for match in UNFIT.finditer(value):
            self.append(value[at : match.start()])
            etree.SubElement(self.open[-1], tag("cp"), hex=f"{ord(match[0]):04X}")
            at = match.end()
        self.append(value[at:])

    def append(self, value: str) -> None:
        parent = self.open[-1]
        if len(parent):
            parent[-1].tail = (parent[-1].tail or "") + value
        else:
            parent.text = (parent.text or "") + value

    def placeholder(self, token: Token) -> None:
        values = {"type": "fmt", "subType": "xlf:lb", "disp": "<br/>", "equiv": " "}
        etree.SubElement(self.open[-1], tag("ph"), id=self.code(token), **values)

    def pair(self, token: Token) -> "etree._Element":
        values = {
            "canCopy": "no" if token.value == "a" else "yes",
            "canDelete": "no" if token.value == "a" else "yes",
            "dispStart": f"<{token.value}>",
            "dispEnd": f"</{token.value}>",
            "type": "link" if token.value == "a" else "fmt",
        }
        if token.value in FORMATS:
            values["subType"] = FORMATS[token.value]
        return etree.SubElement(self.open[-1], tag("pc"), id=self.code(token), **values)

    def code(self, token: Token) -> str:
        if token.id and not LINK.fullmatch(token.id):
            raise Broken(token.id, token.start, token.end)
        name = token.id or f"{token.value}-"
        self.used[name] += 1
        if token.id:
            return name if self.used[name] == 1 else f"{name}.{self.used[name]}"
        return f"{name}{self.used[name]}"


def html(element: "etree._Element") -> str:
    """What a source or target element says. Raises Broken for a code that is not ours."""
    return "".join([escaped(element.text), *map(piece, element)])


def piece(element: "etree._Element") -> str:
    return inside(element) + escaped(element.tail)


def inside(element: "etree._Element") -> str:
    kind = local(element)
    if kind == "cp":
        return escaped(character(element.get("hex", "")))
    if kind in {"ph", "pc", "sc", "ec"}:
        return coded(kind, element)
    if kind == "mrk":
        return html(element)
    if kind in {"sm", "em"}:
        return ""
    raise Broken(f"<{kind}>", 0, 0)


def coded(kind: str, element: "etree._Element") -> str:
    """Some tools part a <pc> in <sc> and <ec>."""
    reference = element.get("id", "")
    if kind == "ec":
        reference = element.get("startRef", reference)
    match = CODE.fullmatch(reference)
    name = (match["name"] or "a") if match else ""
    if not match or name not in INLINE_TAGS or (name == VOID) != (kind == "ph"):
        raise Broken(f'<{kind} id="{reference}">', 0, 0)
    link = f' id="{match["link"]}"' if match["link"] else ""
    return {
        "ph": f"<{name}/>",
        "sc": f"<{name}{link}>",
        "ec": f"</{name}>",
        "pc": f"<{name}{link}>{html(element) if kind == 'pc' else ''}</{name}>",
    }[kind]


def character(code: str) -> str:
    try:
        return chr(int(code, 16))
    except (ValueError, OverflowError):
        raise Broken(f'<cp hex="{code}">', 0, 0) from None


def escaped(text: str | None) -> str:
    return EntitySubstitution.substitute_xml(text or "")


def joined(unit: "etree._Element", name: str) -> str:
    """Of all segments of a unit, which some tools part in sentences; what lies between them is kept."""
    parts = []
    for segment in children(unit, "segment", "ignorable"):
        found = next(iter(children(segment, name)), None)
        if found is None and local(segment) == "ignorable":
            found = next(iter(children(segment, "source")), None)
        parts.append("" if found is None else html(found))
    return "".join(parts)
