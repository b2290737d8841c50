"""Turns the HTML that Wagtail stores into HTML, Markdown and text that anybody may read.

Stored links name pages and documents by number. What comes out has public paths, only allowed tags, and no
numbers of ours; a link whose target the reader may not see leaves its words behind (T17, T18).
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from html import unescape
from typing import Any

import nh3
from django.utils.html import escape
from markdownify import MarkdownConverter

from pages.footnotes import link_marks

ALLOWED_TAGS = {"p", "b", "strong", "i", "em", "a", "ul", "ol", "li", "br", "sup", "sub"}
ALLOWED_SCHEMES = {"http", "https", "mailto", "tel"}
LINK = re.compile(r"<a\b([^>]*)>(.*?)</a>", re.DOTALL | re.IGNORECASE)
ATTRIBUTE = re.compile(r"""([\w-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
SPECIAL = re.compile(r"([\\<\[\]])")
"""Begins a tag, an address or a link in Markdown, or undoes our own escaping."""
ESCAPED_MARK = re.compile(r"\\\[(\d{1,3})\\\]")
"""A footnote's mark [1] in Markdown whose words are escaped."""
END_OF_BLOCK = re.compile(r"</(?:p|li|ul|ol)>|<br\s*/?>", re.IGNORECASE)


@dataclass(slots=True)
class References:
    """The numbers of what a text points to."""

    pages: set[int] = field(default_factory=set)
    documents: set[int] = field(default_factory=set)
    pictures: set[int] = field(default_factory=set)
    members: set[int] = field(default_factory=set)
    embeds: set[str] = field(default_factory=set)
    """Addresses on other sites, not numbers."""

    def add_links(self, source: str) -> None:
        """Those of the links in stored HTML."""
        for opening, _words in LINK.findall(source):
            kind, number = link_target(opening)
            if kind == "page":
                self.pages.add(number)
            elif kind == "document":
                self.documents.add(number)


def attributes_of(opening: str) -> dict[str, str]:
    return {name.lower(): unescape(a or b) for name, a, b in ATTRIBUTE.findall(opening)}


def link_target(opening: str) -> tuple[str, int]:
    """The kind and number that a stored link names; ("", 0) for any other link."""
    attributes = attributes_of(opening)
    number = attributes.get("id", "")
    return (attributes["linktype"], int(number)) if is_stored(attributes) else ("", 0)


def is_stored(attributes: Mapping[str, str]) -> bool:
    return "linktype" in attributes and attributes.get("id", "").isdecimal()


def to_html(source: str, pages: Mapping[int, str], documents: Mapping[int, str]) -> str:
    """pages and documents give the address of each number that the reader may see."""

    def resolve(match: re.Match[str]) -> str:
        href = address(match[1], pages, documents)
        return f'<a href="{escape(href)}">{match[2]}</a>' if href else match[2]

    return str(
        nh3.clean(
            LINK.sub(resolve, source),
            tags=ALLOWED_TAGS,
            attributes={"a": {"href"}},
            url_schemes=ALLOWED_SCHEMES,
            link_rel=None,
        )
    )


def address(opening: str, pages: Mapping[int, str], documents: Mapping[int, str]) -> str:
    """Where a stored link leads; empty when the reader may not know."""
    attributes = attributes_of(opening)
    if "linktype" not in attributes:
        return attributes.get("href", "")
    kind, number = link_target(opening)
    return {"page": pages, "document": documents}.get(kind, {}).get(number, "")


def with_footnotes(html: str, count: int) -> str:
    """The marks [1] … [count] as links to the notes."""
    return link_marks(html, count) if count else html


class InertConverter(MarkdownConverter):
    """What somebody wrote as words stays words: neither a tag nor a link of Markdown's own comes of it."""

    def escape(self, text: str, parent_tags: Any) -> str:
        inert = SPECIAL.sub(r"\\\1", text or "")
        return str(super().escape(inert, parent_tags))  # type: ignore[misc]


def to_markdown(html: str, footnotes: int = 0) -> str:
    """html is what to_html gave; footnote marks become [^1]."""
    markdown = str(InertConverter(bullets="-", heading_style="ATX").convert(html)).strip()
    return ESCAPED_MARK.sub(r"[^\1]", markdown) if footnotes else markdown


def to_text(html: str) -> str:
    """The words alone, a line for each paragraph or item."""
    lines = nh3.clean(END_OF_BLOCK.sub("\n", html), tags=set())
    return join_lines(unescape(lines).split("\n"))


def join_lines(lines: Iterable[str]) -> str:
    return "\n".join(stripped for line in lines if (stripped := line.strip()))
