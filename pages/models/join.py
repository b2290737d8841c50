"""How a municipality, region or association asks to take part."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField

from pages.models.base import INTRO_SEARCH, IntroMixin, SitePage
from snippets.rich_text import TEXT_FEATURES
from snippets.translation_fields import translated


class JoinPage(IntroMixin, SitePage):
    consent = RichTextField(
        _("consent"),
        features=TEXT_FEATURES,
        help_text=_("What an applicant agrees to: why personal data is kept, and how long."),
    )
    confirmation = RichTextField(
        _("confirmation"),
        features=TEXT_FEATURES,
        help_text=_("What an applicant reads once the form is sent."),
    )

    page_type = "JOIN"
    parent_page_types = ["pages.HomePage"]
    subpage_types: list[str] = []
    max_count_per_parent = 1
    translatable_fields = [
        *SitePage.translatable_fields,
        *translated("intro", "consent", "confirmation"),
    ]
    content_panels = [
        *SitePage.content_panels,
        FieldPanel("intro"),
        FieldPanel("consent"),
        FieldPanel("confirmation"),
    ]
    search_fields = [*SitePage.search_fields, *INTRO_SEARCH]

    class Meta:
        verbose_name = _("join page")
