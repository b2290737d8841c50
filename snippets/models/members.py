"""Members: the cities, municipalities, regions and associations of the Alliance."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.fields import RichTextField
from wagtail.models import Locale
from wagtail.search import index

from snippets.countries import CountryField, active_language, country_name, sorting_key
from snippets.models.base import TranslatedSnippet
from snippets.rich_text import INLINE_FEATURES
from snippets.translation_fields import neutral, translated
from snippets.validation import collect_errors


class MemberKind(models.TextChoices):
    CITY = "CITY", _("City")
    MUNICIPALITY = "MUNICIPALITY", _("Municipality")
    REGION = "REGION", _("Region")
    ASSOCIATION = "ASSOCIATION", _("Association")


class Member(TranslatedSnippet):
    name = models.CharField(
        _("name"),
        max_length=200,
        help_text=_("As it is written in this language: Strasbourg, Straßburg."),
    )
    folded_name = models.CharField(max_length=400, editable=False, db_index=True)
    """The name's sorting_key: lists are ordered and searched by it."""
    kind = models.CharField(_("kind"), max_length=20, choices=MemberKind)
    country = CountryField(_("country"))
    website = models.URLField(
        _("website"), blank=True, help_text=_("The authority's own site, with https://.")
    )
    joined_on = models.DateField(_("joined on"), null=True, blank=True)
    declaration_signed_on = models.DateField(
        _("declaration signed on"),
        null=True,
        blank=True,
        help_text=_(
            "When the Declaration against antigypsyism was signed. With a date here, the member "
            "counts as a signatory."
        ),
    )
    latitude = models.FloatField(
        _("latitude"),
        null=True,
        blank=True,
        validators=[MinValueValidator(-90), MaxValueValidator(90)],
        help_text=_("Degrees north, from -90 to 90: 48.5734 for Strasbourg."),
    )
    longitude = models.FloatField(
        _("longitude"),
        null=True,
        blank=True,
        validators=[MinValueValidator(-180), MaxValueValidator(180)],
        help_text=_("Degrees east, from -180 to 180: 7.7521 for Strasbourg."),
    )
    logo = models.ForeignKey(
        "media.Picture",
        verbose_name=_("logo"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    description = RichTextField(
        _("description"),
        blank=True,
        features=INLINE_FEATURES,
        help_text=_(
            "A few sentences: what the member does for the inclusion of Roma and Travellers."
        ),
    )

    translatable_fields = [
        *translated("name", "description"),
        *neutral(
            "kind",
            "country",
            "website",
            "joined_on",
            "declaration_signed_on",
            "latitude",
            "longitude",
            "logo",
        ),
    ]
    search_fields = [
        index.SearchField("name", boost=2),
        index.AutocompleteField("name"),
        index.SearchField("description"),
        index.FilterField("locale_id"),
        index.FilterField("country"),
        index.FilterField("kind"),
        index.FilterField("live"),
    ]

    class Meta(TranslatedSnippet.Meta):
        verbose_name = _("member")
        verbose_name_plural = _("members")
        ordering = ["name"]
        constraints = [
            # Per locale: unique=True on a translatable model breaks its translations (localize#484).
            models.UniqueConstraint(fields=["locale", "country", "name"], name="unique_member"),
        ]
        indexes = [
            # The public lists by name, filtered by country while the index is read.
            models.Index(fields=["locale", "folded_name", "id", "country"], name="member_by_name"),
            # Their totals and facets, which need no row for it.
            models.Index(
                fields=["locale", "country", "live", "expire_at", "id"], name="member_facets"
            ),
            models.Index(fields=["locale", "name"]),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.country})"

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.folded_name = sorting_key(self.name)
        super().save(*args, **kwargs)

    @property
    def is_signatory(self) -> bool:
        return self.declaration_signed_on is not None

    def clean(self) -> None:
        super().clean()
        self.name = " ".join((self.name or "").split())
        collect_errors(self.clean_name_is_new, self.clean_coordinates)

    def clean_name_is_new(self) -> None:
        """In clean(), as the admin crashes on a constraint over a field that its form lacks (wagtail#8918)."""
        same: Any = Member.objects.filter(
            name__iexact=self.name,
            country=self.country,
            locale=self.locale_id or Locale.get_default(),
        )
        if self.country and same.exclude(pk=self.pk).exists():
            raise ValidationError(
                {
                    "name": ValidationError(
                        _("There is a member “%(name)s” in %(country)s already."),
                        code="duplicate_member",
                        params={
                            "name": self.name,
                            "country": country_name(self.country, active_language()),
                        },
                    )
                }
            )

    def clean_coordinates(self) -> None:
        given = self.latitude is not None, self.longitude is not None
        if any(given) and not all(given):
            missing = "longitude" if given[0] else "latitude"
            raise ValidationError(
                {
                    missing: ValidationError(
                        _("Give both coordinates, or neither."), code="half_a_place"
                    )
                }
            )
