"""The blocks of a page's body, and how wagtail-localize takes them apart and puts them together.

Text is translated. Pictures, documents, pages and members that an editor chose stay the same in all
languages: what a visitor gets of them follows the locale that was asked for, when it is read.
"""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.contrib.table_block.blocks import TableBlock as WagtailTableBlock
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock
from wagtail.snippets.blocks import SnippetChooserBlock
from wagtail_localize.segments import StringSegmentValue

from pages.embeds import is_embeddable
from snippets.blocks import LineBlock, TextBlock


class MemberChooserBlock(SnippetChooserBlock):
    """A member, whatever the language: without this, a page waits for its members' translations."""

    def __init__(self, target_model: str = "snippets.Member", **kwargs: Any) -> None:
        super().__init__(target_model, **{"icon": "group", **kwargs})

    def get_translatable_segments(self, value: Any) -> list[Any]:
        return []


class TableBlock(WagtailTableBlock):
    """Rows of plain cells; each cell that says something is one segment, named by row and column."""

    def get_translatable_segments(self, value: Any) -> list[StringSegmentValue]:
        rows = (value or {}).get("data") or []
        return [
            StringSegmentValue(f"{row}.{column}", cell)
            for row, cells in enumerate(rows)
            for column, cell in enumerate(cells)
            if cell and cell.strip()
        ]

    def restore_translated_segments(self, value: Any, segments: Any) -> Any:
        for segment in segments:
            row, column = map(int, segment.path.split("."))
            value["data"][row][column] = segment.render_text()
        return value


class HeadingBlock(blocks.StructBlock):
    text = LineBlock(max_length=200, label=_("Text"))
    level = blocks.ChoiceBlock(
        choices=[("2", _("Section")), ("3", _("Sub-section")), ("4", _("Detail"))],
        default="2",
        label=_("Level"),
    )

    class Meta:
        icon = "title"
        label = _("Heading")

    def get_searchable_content(self, value: Any) -> list[str]:
        return [value["text"]]


class ImageBlock(blocks.StructBlock):
    image = ImageChooserBlock(label=_("Picture"))
    alt_text = LineBlock(
        required=False,
        max_length=500,
        label=_("Alternative text here"),
        help_text=_("Only where it should differ from the picture's own."),
    )
    caption = LineBlock(required=False, max_length=300, label=_("Caption"))

    class Meta:
        icon = "image"
        label = _("Picture")


class QuoteBlock(blocks.StructBlock):
    quote = blocks.TextBlock(label=_("Quotation"), rows=3)
    attribution = LineBlock(required=False, max_length=200, label=_("Who said it"))

    class Meta:
        icon = "openquote"
        label = _("Quotation")


class CallToActionBlock(blocks.StructBlock):
    label = LineBlock(max_length=80, label=_("Label"))
    page = blocks.PageChooserBlock(
        required=False,
        label=_("Page"),
        help_text=_("Visitors are led to this page in their own language."),
    )
    url = blocks.URLBlock(required=False, label=_("Or another address"))

    class Meta:
        icon = "link"
        label = _("Call to action")

    def clean(self, value: Any) -> Any:
        result = super().clean(value)
        if bool(result["page"]) == bool(result["url"]):
            error = ValidationError(_("Choose a page or give an address, one of the two."))
            raise StructBlockValidationError(block_errors={"page": error})
        return result


class EmbedBlock(blocks.StructBlock):
    """A film or post of another site; what it shows is fetched when editors save, never by a query."""

    url = blocks.URLBlock(label=_("Address"), help_text=_("For instance of a film on YouTube."))
    title = LineBlock(max_length=200, label=_("Title"), help_text=_("What a screen reader says."))

    class Meta:
        icon = "media"
        label = _("Film or post")

    def clean(self, value: Any) -> Any:
        result = super().clean(value)
        if not is_embeddable(result["url"]):
            error = ValidationError(_("This site offers nothing to embed: use a link instead."))
            raise StructBlockValidationError(block_errors={"url": error})
        return result


class CaptionedTableBlock(blocks.StructBlock):
    caption = LineBlock(required=False, max_length=300, label=_("Caption"))
    table = TableBlock(
        table_options={"contextMenu": ["row_above", "row_below", "col_left", "col_right"]},
        label=_("Table"),
    )

    class Meta:
        icon = "table"
        label = _("Table")


class BodyBlock(blocks.StreamBlock):
    heading = HeadingBlock()
    paragraph = TextBlock(label=_("Text"), icon="pilcrow")
    image = ImageBlock()
    quote = QuoteBlock()
    call_to_action = CallToActionBlock()
    documents = blocks.ListBlock(
        DocumentChooserBlock(), label=_("Documents"), icon="doc-full", min_num=1
    )
    embed = EmbedBlock()
    table = CaptionedTableBlock()
    members = blocks.ListBlock(MemberChooserBlock(), label=_("Members"), icon="group", min_num=1)

    class Meta:
        required = False
