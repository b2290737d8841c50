"""The HTML of segments, taken apart: wagtail-localize's inline tags, of which only links carry an id."""

import html
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from bs4.dammit import EntitySubstitution
from wagtail_localize.strings import INLINE_TAGS

VOID = "br"
# Possessive, so that no text makes it try again and again.
TAG = re.compile(r"<(?P<close>/?)(?P<name>[a-zA-Z][a-zA-Z0-9]*+)(?P<rest>[^<>]*+)>")
ID = re.compile(r"""\s+id=(?:"([^"<>]*)"|'([^'<>]*)')""")
ALMOST = re.compile(r"<[a-zA-Z/!?]")
"""What a browser takes for the start of a tag."""


class Broken(Exception):
    """The text is not well-formed or has tags that a segment cannot have."""

    def __init__(self, what: str, start: int, end: int) -> None:
        super().__init__(what)
        self.what = what
        """The piece of markup that is wrong."""
        self.start, self.end = start, end


@dataclass(frozen=True, slots=True)
class Token:
    kind: Literal["text", "open", "close", "void"]
    value: str
    """A text without entities, or the tag's name in lower case."""
    id: str
    """Of a link; empty for all others."""
    start: int
    end: int


def tokens(text: str) -> list[Token]:
    """In order, each tag that opens closed again. Raises Broken at the first that is wrong."""
    found = list(pieces(text))
    opened: list[Token] = []
    for token in found:
        if token.kind == "open":
            opened.append(token)
        elif token.kind == "close" and (not opened or opened.pop().value != token.value):
            raise Broken(text[token.start : token.end], token.start, token.end)
    if opened:
        last = opened[-1]
        raise Broken(text[last.start : last.end], last.start, last.end)
    return found


def pieces(text: str) -> Iterator[Token]:
    at = 0
    for match in TAG.finditer(text):
        yield from plain(text, at, match.start())
        yield tag(match)
        at = match.end()
    yield from plain(text, at, len(text))


def plain(text: str, start: int, end: int) -> Iterator[Token]:
    if wrong := ALMOST.search(text, start, end):
        raise Broken(text[wrong.start() : end][:40], wrong.start(), end)
    if start < end:
        yield Token("text", html.unescape(text[start:end]), "", start, end)


def tag(match: re.Match[str]) -> Token:
    """Raises Broken for what no segment can have."""
    name, rest = match["name"].lower(), match["rest"]
    attributes, is_void = rest.removesuffix("/").rstrip(), rest.endswith("/")
    identified = ID.fullmatch(attributes) if name == "a" and not match["close"] else None
    if name not in INLINE_TAGS or (attributes and not identified):
        raise Broken(match[0], *match.span())
    if (match["close"] and (is_void or name == VOID)) or (is_void and name != VOID):
        raise Broken(match[0], *match.span())
    if name == VOID:
        return Token("void", name, "", *match.span())
    link = (identified[1] or identified[2] or "") if identified else ""
    return Token("close" if match["close"] else "open", name, link, *match.span())


def canonical(text: str) -> str:
    """The same text written as wagtail-localize writes it. Raises Broken."""
    return "".join(map(written, tokens(text)))


def written(token: Token) -> str:
    link = f' id="{token.id}"' if token.id else ""
    return {
        "text": EntitySubstitution.substitute_xml(token.value),
        "open": f"<{token.value}{link}>",
        "close": f"</{token.value}>",
        "void": f"<{token.value}/>",
    }[token.kind]


def links(found: list[Token]) -> "Counter[str]":
    return Counter(token.id for token in found if token.kind == "open" and token.value == "a")


def linked_words(found: list[Token]) -> dict[str, str]:
    """By the id of a link, what stands in it."""
    words: dict[str, str] = {}
    current = None
    for token in found:
        if token.value == "a" and token.kind in ("open", "close"):
            current = token.id if token.kind == "open" else None
        elif token.kind == "text" and current is not None:
            words[current] = words.get(current, "") + token.value
    return words


def formats(found: list[Token]) -> "Counter[str]":
    """How often each tag that is no link stands there."""
    kinds = {"open", "void"}
    return Counter(token.value for token in found if token.kind in kinds and token.value != "a")


def visible(text: str) -> str:
    """What a reader sees, a space for a line break; of broken markup the tags as they are."""
    try:
        found = tokens(text)
    except Broken:
        return html.unescape(text)
    return "".join(token.value if token.kind == "text" else gap(token) for token in found)


def gap(token: Token) -> str:
    return "\n" if token.kind == "void" else ""
