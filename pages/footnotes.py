"""Footnote marks as editors type and paste them: [1] in the text."""

import re
from collections.abc import Iterable

MARK = re.compile(r"\[(\d{1,3})\]")


def marks_in(texts: Iterable[str]) -> set[int]:
    """The numbers of all marks."""
    return {int(number) for text in texts for number in MARK.findall(text)}


def link_marks(html: str, count: int) -> str:
    """Turn each [n] that has a note, of count notes, into a superscript link to #footnote-n."""

    def link(match: re.Match[str]) -> str:
        number = int(match[1])
        if not 1 <= number <= count:
            return match[0]
        return f'<sup><a href="#footnote-{number}">{number}</a></sup>'

    return MARK.sub(link, html)
