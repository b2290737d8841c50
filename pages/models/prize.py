"""The Dosta! Congress prize: an edition every two years, three laureates each."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.search import index

from pages.blocks import MemberChooserBlock
from pages.models.base import INTRO_SEARCH, IntroMixin, SitePage
from snippets.blocks import LineBlock, TextBlock
from snippets.countries import country_choices
from snippets.translation_fields import translated

LAUREATES = 3


class LaureateBlock(blocks.StructBlock):
    municipality = LineBlock(max_length=200, label=_("Municipality"))
    country = blocks.ChoiceBlock(choices=country_choices, label=_("Country"))
    member = MemberChooserBlock(
        required=False,
        label=_("Member"),
        help_text=_("When the municipality is a member of the Alliance."),
    )
    project = LineBlock(max_length=200, label=_("Project"))
    summary = TextBlock(required=False, label=_("Summary"))

    class Meta:
        icon = "pick"
        label = _("Laureate")


class EditionBlock(blocks.StructBlock):
    year = blocks.IntegerBlock(min_value=2013, max_value=2200, label=_("Year"))
    laureates = blocks.ListBlock(
        LaureateBlock(),
        min_num=LAUREATES,
        max_num=LAUREATES,
        label=_("Laureates"),
        help_text=_("Three, in the order of their prizes."),
    )

    class Meta:
        icon = "calendar-alt"
        label = _("Edition")


class PrizePage(IntroMixin, SitePage):
    editions = StreamField(
        [("edition", EditionBlock())],
        verbose_name=_("editions"),
        blank=True,
        help_text=_("In any order: visitors see the newest first."),
    )

    page_type = "PRIZE"
    parent_page_types = ["pages.HomePage"]
    subpage_types: list[str] = []
    max_count_per_parent = 1
    translatable_fields = [*SitePage.translatable_fields, *translated("intro", "editions")]
    content_panels = [*SitePage.content_panels, FieldPanel("intro"), FieldPanel("editions")]
    search_fields = [*SitePage.search_fields, *INTRO_SEARCH, index.SearchField("editions")]

    class Meta:
        verbose_name = _("prize page")

    def clean(self) -> None:
        super().clean()
        self.clean_editions()

    def clean_editions(self) -> None:
        years = [block.value["year"] for block in self.editions]
        if twice := sorted(year for year in set(years) if years.count(year) > 1):
            message = _("There are two editions of %(year)s.")
            error = ValidationError(message, code="same_year", params={"year": twice[0]})
            raise ValidationError({"editions": error})
