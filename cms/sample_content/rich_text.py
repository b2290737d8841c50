"""Makes stored HTML of the files' texts: they name pages and documents, Wagtail stores their numbers.

Links lead to the source's page in every language, as wagtail-localize keeps them; readers are led to the page
of their own language when the text is served.
"""

import re
from dataclasses import dataclass, field

LINK = re.compile(r'<a (page|document)="([\w-]+)">')
BLOCK_TAGS = ("<p", "<ul", "<ol")


@dataclass
class Numbers:
    """The numbers of everything there is so far, by name; of pages and members, those of the source."""

    pages: dict[str, int] = field(default_factory=dict)
    pictures: dict[str, int] = field(default_factory=dict)
    documents: dict[str, int] = field(default_factory=dict)
    members: dict[str, int] = field(default_factory=dict)


def stored_html(text: str, numbers: Numbers) -> str:
    """Stretches of text between empty lines become paragraphs. KeyError for a link to what is not there."""
    stretches = (stretch.strip("\n ") for stretch in text.split("\n\n"))
    html = "".join(paragraph(stretch) for stretch in stretches if stretch)

    def link(match: re.Match[str]) -> str:
        targets = numbers.pages if match[1] == "page" else numbers.documents
        return f'<a id="{targets[match[2]]}" linktype="{match[1]}">'

    return LINK.sub(link, html)


def paragraph(text: str) -> str:
    return text if text.startswith(BLOCK_TAGS) else f"<p>{text}</p>"
