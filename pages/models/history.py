"""The history: dated steps, of which often only the year or the month is known."""

import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.dates import MONTHS
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.admin.panels import FieldPanel
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.fields import StreamField
from wagtail.images.blocks import ImageChooserBlock
from wagtail.search import index

from pages.models.base import BODY_SEARCH, INTRO_SEARCH, BodyMixin, IntroMixin, SitePage
from snippets.blocks import LineBlock, TextBlock
from snippets.translation_fields import translated


class MilestoneBlock(blocks.StructBlock):
    """year, and month and day as far as they are known; they are the same in all languages."""

    year = blocks.IntegerBlock(min_value=1900, max_value=2200, label=_("Year"))
    month = blocks.ChoiceBlock(
        choices=[(str(number), name) for number, name in MONTHS.items()],
        required=False,
        label=_("Month"),
        help_text=_("Leave it empty when only the year is known."),
    )
    day = blocks.IntegerBlock(
        required=False,
        min_value=1,
        max_value=31,
        label=_("Day"),
        help_text=_("Leave it empty when only the month is known."),
    )
    title = LineBlock(max_length=200, label=_("Title"))
    content = TextBlock(required=False, label=_("Text"))
    image = ImageChooserBlock(required=False, label=_("Picture"))

    class Meta:
        icon = "date"
        label = _("Milestone")

    def clean(self, value: Any) -> Any:
        result = super().clean(value)
        if result["day"] and not result["month"]:
            error = ValidationError(_("Choose the month as well, or leave the day empty."))
            raise StructBlockValidationError(block_errors={"month": error})
        try:
            datetime.date(result["year"], int(result["month"] or 1), result["day"] or 1)
        except ValueError:
            error = ValidationError(_("This month has no such day."))
            raise StructBlockValidationError(block_errors={"day": error}) from None
        return result


class HistoryPage(IntroMixin, BodyMixin, SitePage):
    milestones = StreamField(
        [("milestone", MilestoneBlock())],
        verbose_name=_("milestones"),
        blank=True,
        help_text=_("In any order: visitors see the oldest first."),
    )

    page_type = "HISTORY"
    parent_page_types = ["pages.HomePage"]
    subpage_types: list[str] = []
    max_count_per_parent = 1
    translatable_fields = [
        *SitePage.translatable_fields,
        *translated("intro", "milestones", "body"),
    ]
    content_panels = [
        *SitePage.content_panels,
        FieldPanel("intro"),
        FieldPanel("milestones"),
        FieldPanel("body"),
    ]
    search_fields = [
        *SitePage.search_fields,
        *INTRO_SEARCH,
        *BODY_SEARCH,
        index.SearchField("milestones"),
    ]

    class Meta:
        verbose_name = _("history page")
