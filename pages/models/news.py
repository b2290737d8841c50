"""News: an index and the items under it, newest first."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.search import index

from pages.models.base import BODY_SEARCH, INTRO_SEARCH, BodyMixin, IntroMixin, SitePage
from snippets.translation_fields import neutral, translated


class NewsIndexPage(IntroMixin, SitePage):
    page_type = "NEWS_INDEX"
    parent_page_types = ["pages.HomePage"]
    subpage_types = ["pages.NewsPage"]
    max_count_per_parent = 1
    translatable_fields = [*SitePage.translatable_fields, *translated("intro")]
    content_panels = [*SitePage.content_panels, FieldPanel("intro")]
    search_fields = [*SitePage.search_fields, *INTRO_SEARCH]

    class Meta:
        verbose_name = _("news index")


class NewsPage(IntroMixin, BodyMixin, SitePage):
    date = models.DateField(_("date"), default=timezone.localdate)
    image = models.ForeignKey(
        "media.Picture",
        verbose_name=_("picture"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    page_type = "NEWS"
    parent_page_types = ["pages.NewsIndexPage"]
    subpage_types: list[str] = []
    translatable_fields = [
        *SitePage.translatable_fields,
        *translated("intro", "body"),
        *neutral("date", "image"),
    ]
    content_panels = [
        *SitePage.content_panels,
        FieldPanel("date"),
        FieldPanel("image"),
        FieldPanel("intro"),
        FieldPanel("body"),
    ]
    search_fields = [
        *SitePage.search_fields,
        *INTRO_SEARCH,
        *BODY_SEARCH,
        index.FilterField("date"),
    ]

    class Meta:
        verbose_name = _("news item")
