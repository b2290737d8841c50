"""The home page: one in each language, the root of that language's tree."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page

from pages.models.base import BODY_SEARCH, BodyMixin, SitePage
from snippets.translation_fields import neutral, translated


class HomePage(BodyMixin, SitePage):
    tagline = models.CharField(
        _("tagline"), max_length=300, help_text=_("One sentence: what the Alliance does.")
    )
    hero_image = models.ForeignKey(
        "media.Picture",
        verbose_name=_("large picture"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    page_type = "HOME"
    parent_page_types = ["wagtailcore.Page"]
    subpage_types = [
        "pages.AboutPage",
        "pages.ObjectivesPage",
        "pages.HistoryPage",
        "pages.TerminologyPage",
        "pages.DeclarationPage",
        "pages.PrizePage",
        "pages.NewsIndexPage",
        "pages.EventIndexPage",
        "pages.JoinPage",
        "pages.StandardPage",
    ]
    translatable_fields = [
        *(field for field in SitePage.translatable_fields if field.field_name != "slug"),
        *translated("tagline", "body"),
        *neutral("hero_image"),
    ]
    content_panels = [
        *SitePage.content_panels,
        FieldPanel("tagline"),
        FieldPanel("hero_image"),
        FieldPanel("body"),
    ]
    promote_panels = SitePage.promote_panels[:1]
    search_fields = [*SitePage.search_fields, *BODY_SEARCH]

    class Meta:
        verbose_name = _("home page")

    @classmethod
    def can_create_at(cls, parent: Page) -> bool:
        """Editors make the first; those in other languages come by translating it."""
        return bool(super().can_create_at(parent)) and not cls.objects.exists()

    def refuse_wrong_place(self, parent: Page) -> None:
        super().refuse_wrong_place(parent)
        refuse_second_home(self)

    def save(self, *args: Any, **kwargs: Any) -> None:
        # The slug is the language tag, so that url_path is the public path and nothing computes it.
        self.slug = language_slug(self)
        super().save(*args, **kwargs)


def language_slug(page: Page) -> str:
    return str((page.locale if page.locale_id else page.get_default_locale()).language_code).lower()


def refuse_second_home(page: HomePage) -> None:
    """One home in each language, and all of them translations of one document."""
    others = HomePage.objects.exclude(pk=page.pk)
    stranger = others.exclude(translation_key=page.translation_key).exists()
    twin = page.locale_id is not None and others.filter(locale_id=page.locale_id).exists()
    if stranger or twin:
        raise ValidationError(
            _("The site has its home page already: translate that one."), code="too_many"
        )
