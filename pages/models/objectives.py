"""The objectives of the Alliance, numbered in the editors' order, with footnotes."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.search import index

from pages.footnotes import marks_in
from pages.models.base import BODY_SEARCH, INTRO_SEARCH, BodyMixin, IntroMixin, SitePage
from snippets.blocks import LineBlock, TextBlock
from snippets.rich_text import INLINE_FEATURES
from snippets.translation_fields import translated


class ObjectiveBlock(blocks.StructBlock):
    title = LineBlock(max_length=200, label=_("Title"))
    content = TextBlock(label=_("Text"), help_text=_("Type [1] where the first footnote belongs."))

    class Meta:
        icon = "list-ol"
        label = _("Objective")


class ObjectivesPage(IntroMixin, BodyMixin, SitePage):
    objectives = StreamField(
        [("objective", ObjectiveBlock())],
        verbose_name=_("objectives"),
        blank=True,
        help_text=_("Drag them into order; their numbers follow."),
    )
    footnotes = StreamField(
        [("footnote", TextBlock(features=INLINE_FEATURES, label=_("Footnote")))],
        verbose_name=_("footnotes"),
        blank=True,
        help_text=_("The first is note 1: it stands where the text says [1]."),
    )

    page_type = "OBJECTIVES"
    parent_page_types = ["pages.HomePage"]
    subpage_types: list[str] = []
    max_count_per_parent = 1
    translatable_fields = [
        *SitePage.translatable_fields,
        *translated("intro", "objectives", "footnotes", "body"),
    ]
    content_panels = [
        *SitePage.content_panels,
        FieldPanel("intro"),
        MultiFieldPanel([FieldPanel("objectives"), FieldPanel("footnotes")], _("Objectives")),
        FieldPanel("body"),
    ]
    search_fields = [
        *SitePage.search_fields,
        *INTRO_SEARCH,
        *BODY_SEARCH,
        index.SearchField("objectives"),
        index.SearchField("footnotes"),
    ]

    class Meta:
        verbose_name = _("objectives page")

    def clean(self) -> None:
        super().clean()
        self.clean_marks()

    def clean_marks(self) -> None:
        marks = marks_in(self.texts_with_marks())
        if dangling := sorted(mark for mark in marks if not 1 <= mark <= len(self.footnotes)):
            message = _("The text points to footnote [%(number)s], which does not exist: add it.")
            error = ValidationError(message, code="no_footnote", params={"number": dangling[0]})
            raise ValidationError({"footnotes": error})

    def texts_with_marks(self) -> list[str]:
        sources: list[Any] = [block.value["content"] for block in self.objectives]
        sources += [block.value for block in self.body if block.block_type == "paragraph"]
        return [self.intro, *(value.source for value in sources)]
