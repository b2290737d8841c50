"""Events: an index and the seminars, conferences and commemorations under it."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.search import index

from pages.models.base import BODY_SEARCH, INTRO_SEARCH, BodyMixin, IntroMixin, SitePage
from snippets.countries import CountryField
from snippets.translation_fields import neutral, translated
from snippets.validation import check_period


class EventKind(models.TextChoices):
    SEMINAR = "SEMINAR", _("Seminar")
    CONFERENCE = "CONFERENCE", _("Conference")
    COMMEMORATION = "COMMEMORATION", _("Commemoration")
    CEREMONY = "CEREMONY", _("Ceremony")
    CAMPAIGN = "CAMPAIGN", _("Campaign")
    OTHER = "OTHER", _("Other")


class EventIndexPage(IntroMixin, SitePage):
    page_type = "EVENT_INDEX"
    parent_page_types = ["pages.HomePage"]
    subpage_types = ["pages.EventPage"]
    max_count_per_parent = 1
    translatable_fields = [*SitePage.translatable_fields, *translated("intro")]
    content_panels = [*SitePage.content_panels, FieldPanel("intro")]
    search_fields = [*SitePage.search_fields, *INTRO_SEARCH]

    class Meta:
        verbose_name = _("event index")


class EventPage(IntroMixin, BodyMixin, SitePage):
    kind = models.CharField(_("kind"), max_length=20, choices=EventKind, default=EventKind.SEMINAR)
    starts_at = models.DateTimeField(_("starts at"))
    ends_at = models.DateTimeField(_("ends at"), null=True, blank=True)
    all_day = models.BooleanField(
        _("all day"), default=False, help_text=_("Visitors see the days, not the hours.")
    )
    place = models.CharField(_("place"), max_length=200, blank=True)
    country = CountryField(_("country"), blank=True)
    image = models.ForeignKey(
        "media.Picture",
        verbose_name=_("picture"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    page_type = "EVENT"
    parent_page_types = ["pages.EventIndexPage"]
    subpage_types: list[str] = []
    translatable_fields = [
        *SitePage.translatable_fields,
        *translated("intro", "body", "place"),
        *neutral("kind", "starts_at", "ends_at", "all_day", "country", "image"),
    ]
    content_panels = [
        *SitePage.content_panels,
        MultiFieldPanel(
            [
                FieldPanel("kind"),
                FieldRowPanel([FieldPanel("starts_at"), FieldPanel("ends_at")]),
                FieldPanel("all_day"),
                FieldRowPanel([FieldPanel("place"), FieldPanel("country")]),
            ],
            _("When and where"),
        ),
        FieldPanel("image"),
        FieldPanel("intro"),
        FieldPanel("body"),
    ]
    search_fields = [
        *SitePage.search_fields,
        *INTRO_SEARCH,
        *BODY_SEARCH,
        index.SearchField("place"),
        index.FilterField("starts_at"),
    ]

    class Meta:
        verbose_name = _("event")

    def clean(self) -> None:
        super().clean()
        self.clean_period()

    def clean_period(self) -> None:
        check_period(
            self.starts_at,
            self.ends_at,
            end_name="ends_at",
            message=str(_("The event cannot end before it starts.")),
        )
