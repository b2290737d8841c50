"""The blocks of a page's body, each a type of its own."""

from collections.abc import Callable
from typing import Any

import graphene
from django.utils.text import slugify
from graphql import GraphQLResolveInfo

from cms.schema import loaders
from cms.schema.links import PageLink, page_link
from cms.schema.members import Member
from cms.schema.nodes import type_named
from cms.schema.pictures import Document, Image
from cms.schema.rich_text import Formatted, RichText
from pages.embeds import plain_link
from pages.reading import PageRecord
from pages.references import items


class PlacedBlock:
    """A stored block, on the page that it belongs to."""

    def __init__(self, page: PageRecord, stored: dict[str, Any], footnotes: int) -> None:
        self.page = page
        self.id = stored["id"]
        self.type = stored["type"]
        self.value = stored["value"]
        self.footnotes = footnotes


def placed_blocks(page: PageRecord, info: GraphQLResolveInfo) -> list[PlacedBlock]:
    """The body, in order. Blocks whose picture or members nobody may see are left out."""
    own = loaders.details(page, info)
    notes = len(own.get("footnotes") or [])
    placed = [PlacedBlock(page, stored, notes) for stored in own["body"] or []]
    return [block for block in placed if is_showable(block, info)]


def is_showable(block: PlacedBlock, info: GraphQLResolveInfo) -> bool:
    if block.type == "image":
        return loaders.picture(block.page, info, block.value.get("image")) is not None
    if block.type == "call_to_action":
        return bool(href(block, info))
    return block.type in TYPES


def described(name: str) -> Callable[[PlacedBlock, GraphQLResolveInfo], Any]:
    """A resolver that gives a text of the stored value."""
    return lambda block, info: block.value.get(name) or ""


def href(block: PlacedBlock, info: GraphQLResolveInfo) -> str:
    """Where a call to action leads; empty when its page is not public."""
    number = block.value.get("page")
    if not number:
        return block.value.get("url") or ""
    target = loaders.linked_pages(block.page, info).get(number)
    return target.url_path if target else ""


class Block(graphene.Interface):
    class Meta:
        description = "One block of a page's body."

    id = graphene.UUID(required=True, description="Stable across edits and translations.")

    @classmethod
    def resolve_type(cls, instance: PlacedBlock, info: GraphQLResolveInfo) -> Any:
        return type_named(TYPES[instance.type], info)


class BlockType(graphene.ObjectType):
    class Meta:
        abstract = True

    @classmethod
    def __init_subclass_with_meta__(cls, **options: Any) -> None:
        super().__init_subclass_with_meta__(interfaces=(Block,), **options)


class HeadingBlock(BlockType):
    class Meta:
        description = "A heading within the body."

    text = graphene.String(required=True, description="The heading.", resolver=described("text"))
    level = graphene.Int(required=True, description="2 to 4; the page's title is 1.")
    anchor = graphene.String(
        required=True, description="An id for links to this heading, made of its text."
    )

    @staticmethod
    def resolve_level(block: PlacedBlock, info: GraphQLResolveInfo) -> int:
        return int(block.value["level"])

    @staticmethod
    def resolve_anchor(block: PlacedBlock, info: GraphQLResolveInfo) -> str:
        return slugify(block.value["text"]) or f"h-{block.id[:8]}"


class ParagraphBlock(BlockType):
    class Meta:
        description = "Formatted text: one or more paragraphs and lists."

    content = graphene.Field(RichText, required=True, description="The text.")

    @staticmethod
    def resolve_content(block: PlacedBlock, info: GraphQLResolveInfo) -> Formatted:
        return loaders.formatted(block.page, info, block.value, block.footnotes)


class ImageBlock(BlockType):
    class Meta:
        description = "A picture with its caption."

    image = graphene.Field(Image, required=True, description="The picture.")
    caption = graphene.String(
        required=True, description="Empty where there is none.", resolver=described("caption")
    )

    @staticmethod
    def resolve_image(block: PlacedBlock, info: GraphQLResolveInfo) -> Any:
        placed = loaders.picture(block.page, info, block.value["image"])
        if placed:
            placed.own_alt = block.value.get("alt_text") or ""
        return placed


class QuoteBlock(BlockType):
    class Meta:
        description = "A quotation."

    quote = graphene.String(required=True, description="The words.", resolver=described("quote"))
    attribution = graphene.String(
        required=True, description="Who said it; may be empty.", resolver=described("attribution")
    )


class CallToActionBlock(BlockType):
    class Meta:
        description = "A link that asks to do something, for a button."

    label = graphene.String(
        required=True, description="The words on the button.", resolver=described("label")
    )
    href = graphene.String(
        required=True,
        description="Where it leads: a public path, or an address elsewhere.",
        resolver=href,
    )
    page = graphene.Field(PageLink, description="The page it leads to; null for another address.")

    @staticmethod
    def resolve_page(block: PlacedBlock, info: GraphQLResolveInfo) -> Any:
        target = loaders.linked_pages(block.page, info).get(block.value.get("page"))
        return page_link(target) if target else None


class DocumentsBlock(BlockType):
    class Meta:
        description = "Files to download."

    documents = graphene.List(
        graphene.NonNull(Document),
        required=True,
        description="In editors' order; public ones only.",
    )

    @staticmethod
    def resolve_documents(block: PlacedBlock, info: GraphQLResolveInfo) -> list[Any]:
        found = loaders.documents(block.page, info)
        return [found[number] for number in items(block.value) if number in found]


class EmbedBlock(BlockType):
    class Meta:
        description = "A film or post of another site."

    url = graphene.String(
        required=True, description="Its address there.", resolver=described("url")
    )
    html = graphene.String(
        required=True,
        description="What that site gives to embed it, or a plain link where it gives nothing.",
    )
    title = graphene.String(
        required=True, description="What it is, for a screen reader.", resolver=described("title")
    )

    @staticmethod
    def resolve_html(block: PlacedBlock, info: GraphQLResolveInfo) -> str:
        url = block.value["url"]
        fetched = loaders.embeds(block.page, info).get(url)
        return fetched or plain_link(url, block.value["title"])


class TableBlock(BlockType):
    class Meta:
        description = "A table of plain cells."

    caption = graphene.String(
        required=True, description="Empty where there is none.", resolver=described("caption")
    )
    header = graphene.List(
        graphene.NonNull(graphene.String),
        required=True,
        description="The cells of the first row, when it is a header; empty otherwise.",
    )
    rows = graphene.List(
        graphene.NonNull(graphene.List(graphene.NonNull(graphene.String))),
        required=True,
        description="The cells of each row, without the header; all rows are equally long.",
    )

    @staticmethod
    def resolve_header(block: PlacedBlock, info: GraphQLResolveInfo) -> list[str]:
        header, _rows = table_parts(block)
        return header

    @staticmethod
    def resolve_rows(block: PlacedBlock, info: GraphQLResolveInfo) -> list[list[str]]:
        _header, rows = table_parts(block)
        return rows


def table_parts(block: PlacedBlock) -> tuple[list[str], list[list[str]]]:
    table = block.value.get("table") or {}
    rows = [[str(cell or "") for cell in row] for row in table.get("data") or []]
    if rows and table.get("first_row_is_table_header"):
        return rows[0], rows[1:]
    return [], rows


class MembersBlock(BlockType):
    class Meta:
        description = "Members that an editor chose."

    members = graphene.List(
        graphene.NonNull(Member), required=True, description="In editors' order; public ones only."
    )

    @staticmethod
    def resolve_members(block: PlacedBlock, info: GraphQLResolveInfo) -> list[Any]:
        found = loaders.linked_members(block.page, info)
        return [found[number] for number in items(block.value) if number in found]


TYPES = {
    "heading": "HeadingBlock",
    "paragraph": "ParagraphBlock",
    "image": "ImageBlock",
    "quote": "QuoteBlock",
    "call_to_action": "CallToActionBlock",
    "documents": "DocumentsBlock",
    "embed": "EmbedBlock",
    "table": "TableBlock",
    "members": "MembersBlock",
}
"""The stored name of each block and its GraphQL type."""

BLOCK_TYPES = [
    HeadingBlock,
    ParagraphBlock,
    ImageBlock,
    QuoteBlock,
    CallToActionBlock,
    DocumentsBlock,
    EmbedBlock,
    TableBlock,
    MembersBlock,
]
