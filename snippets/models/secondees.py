"""Secondees: the volunteers seconded to the Alliance, in chronological order."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.fields import RichTextField
from wagtail.search import index

from snippets.models.base import TranslatedSnippet
from snippets.rich_text import INLINE_FEATURES
from snippets.translation_fields import neutral, translated
from snippets.validation import check_period


class Secondee(TranslatedSnippet):
    """Ordered by sort_order, which editors set by dragging in the list: the first to serve is first."""

    sort_order = models.PositiveIntegerField(_("order"), default=0, editable=False)
    name = models.CharField(_("name"), max_length=200)
    started_on = models.DateField(_("started on"), null=True, blank=True)
    ended_on = models.DateField(_("ended on"), null=True, blank=True)
    organisation = models.CharField(
        _("organisation"),
        max_length=200,
        help_text=_("Who seconded the volunteer."),
    )
    biography = RichTextField(_("biography"), blank=True, features=INLINE_FEATURES)
    photo = models.ForeignKey(
        "media.Picture",
        verbose_name=_("photo"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    translatable_fields = [
        *translated("organisation", "biography"),
        *neutral("name", "sort_order", "started_on", "ended_on", "photo"),
    ]
    search_fields = [
        index.SearchField("name", boost=2),
        index.AutocompleteField("name"),
        index.SearchField("organisation"),
        index.SearchField("biography"),
        index.FilterField("locale_id"),
        index.FilterField("live"),
    ]

    class Meta(TranslatedSnippet.Meta):
        verbose_name = _("secondee")
        verbose_name_plural = _("secondees")
        ordering = ["sort_order", "pk"]

    def __str__(self) -> str:
        return str(self.name)

    def clean(self) -> None:
        super().clean()
        check_period(
            self.started_on,
            self.ended_on,
            end_name="ended_on",
            message=str(_("The end cannot come before the start.")),
        )
