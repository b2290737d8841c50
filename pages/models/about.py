"""What the Alliance is, and the plain pages that fit no other kind."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from pages.models.base import BODY_SEARCH, INTRO_SEARCH, BodyMixin, IntroMixin, SitePage
from snippets.translation_fields import translated

PLAIN_PANELS = [*SitePage.content_panels, FieldPanel("intro"), FieldPanel("body")]
PLAIN_FIELDS = [*SitePage.translatable_fields, *translated("intro", "body")]
PLAIN_SEARCH = [*SitePage.search_fields, *INTRO_SEARCH, *BODY_SEARCH]


class AboutPage(IntroMixin, BodyMixin, SitePage):
    """Figures of the Alliance are counted from its members, not typed in."""

    page_type = "ABOUT"
    parent_page_types = ["pages.HomePage"]
    subpage_types = ["pages.StandardPage"]
    max_count_per_parent = 1
    translatable_fields = PLAIN_FIELDS
    content_panels = PLAIN_PANELS
    search_fields = PLAIN_SEARCH

    class Meta:
        verbose_name = _("about page")


class StandardPage(IntroMixin, BodyMixin, SitePage):
    page_type = "STANDARD"
    parent_page_types = ["pages.HomePage", "pages.AboutPage", "pages.StandardPage"]
    subpage_types = ["pages.StandardPage"]
    translatable_fields = PLAIN_FIELDS
    content_panels = PLAIN_PANELS
    search_fields = PLAIN_SEARCH

    class Meta:
        verbose_name = _("standard page")


class DeclarationPage(IntroMixin, BodyMixin, SitePage):
    """Its signatories are the members with a date of signature."""

    page_type = "DECLARATION"
    parent_page_types = ["pages.HomePage"]
    subpage_types: list[str] = []
    max_count_per_parent = 1
    translatable_fields = PLAIN_FIELDS
    content_panels = PLAIN_PANELS
    search_fields = PLAIN_SEARCH

    class Meta:
        verbose_name = _("declaration page")
