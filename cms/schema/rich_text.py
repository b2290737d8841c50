"""Rich text and footnotes as frontends read them."""

from collections.abc import Callable
from functools import cached_property

import graphene

from pages.rich_text import to_html, to_markdown, to_text, with_footnotes


class Links:
    """Addresses of what a text points to, by number; empty for what the reader may not see."""

    def __init__(self, pages: dict[int, str], documents: dict[int, str]) -> None:
        self.pages = pages
        self.documents = documents


class Formatted:
    """A stored text. Its links are asked for only when it has some."""

    def __init__(self, source: str | None, links: Callable[[], Links], footnotes: int = 0) -> None:
        self.source = source or ""
        self.links = links
        self.footnotes = footnotes

    @cached_property
    def clean(self) -> str:
        known = self.links() if "linktype" in self.source else Links({}, {})
        return to_html(self.source, known.pages, known.documents)

    @property
    def html(self) -> str:
        return with_footnotes(self.clean, self.footnotes)

    @property
    def markdown(self) -> str:
        return to_markdown(self.clean, self.footnotes)

    @property
    def text(self) -> str:
        return to_text(self.clean)


class RichText(graphene.ObjectType):
    class Meta:
        description = (
            "Formatted text, in three forms. Links to pages lead to public paths in the locale that "
            "was asked for; a link to something that is not public leaves only its words."
        )

    html = graphene.String(
        required=True,
        description="HTML of these elements only: p, b, strong, i, em, a, ul, ol, li, br, sup, sub. A "
        "footnote mark is a superscript link to `#footnote-` and its number.",
    )
    markdown = graphene.String(
        required=True, description="Markdown (CommonMark); a footnote mark is `[^1]`."
    )
    text = graphene.String(
        required=True, description="The words alone, a line for each paragraph or list item."
    )


class Footnote(graphene.ObjectType):
    class Meta:
        description = "A note that a reference mark in a text points to."

    number = graphene.Int(required=True, description="The number that its mark shows, from 1.")
    content = graphene.Field(RichText, required=True, description="The note.")
