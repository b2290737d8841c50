"""What the header and footer of every page show."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.fields import RichTextField, StreamField

from snippets.blocks import SocialProfileBlock
from snippets.models.base import TranslatedSnippet
from snippets.rich_text import INLINE_FEATURES
from snippets.translation_fields import neutral, translated


class SiteInformation(TranslatedSnippet):
    """One record for the whole site, in each language."""

    name = models.CharField(_("name of the organisation"), max_length=200)
    tagline = models.CharField(_("tagline"), max_length=300, blank=True)
    patronage = RichTextField(
        _("statement of patronage"),
        blank=True,
        features=INLINE_FEATURES,
        help_text=_("Under whose authority the Alliance works."),
    )
    footer = RichTextField(_("footer"), blank=True, features=INLINE_FEATURES)
    social_profiles = StreamField(
        [("profile", SocialProfileBlock())], verbose_name=_("social profiles"), blank=True
    )
    contact_email = models.EmailField(_("contact address"))

    translatable_fields = [
        *translated("name", "tagline", "patronage", "footer", "social_profiles"),
        *neutral("contact_email"),
    ]

    class Meta(TranslatedSnippet.Meta):
        verbose_name = _("site information")
        verbose_name_plural = _("site information")

    def __str__(self) -> str:
        return str(self.name)

    def clean(self) -> None:
        super().clean()
        others = SiteInformation.objects.exclude(translation_key=self.translation_key)
        if others.exists():
            raise ValidationError(
                _("There is site information already: edit that one instead."), code="only_one"
            )
