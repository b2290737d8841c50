"""What every page has, and how the tree of pages stays right whoever builds it."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page, PagePermissionTester
from wagtail.search import index
from wagtail_localize.fields import BaseTranslatableField

from pages.blocks import BodyBlock
from pages.frontend import frontend_url
from pages.permissions import permissions
from preview.showing import FrontendPreviewMixin
from snippets.rich_text import TEXT_FEATURES
from snippets.translation_fields import neutral, translated


class SitePage(FrontendPreviewMixin, Page):
    """The table of what all pages share, so that a list of any pages is one query (ADR 0003).

    Never a page itself: each kind of page is a model of its own below it. Public paths are url_path:
    each language's home page has its language tag as slug.
    """

    social_image = models.ForeignKey(
        "media.Picture",
        verbose_name=_("picture for lists and sharing"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Shown on cards and when the page is shared elsewhere."),
    )
    noindex = models.BooleanField(
        _("hide from search engines"),
        default=False,
        help_text=_("The page stays public, but search engines are asked not to list it."),
    )

    is_creatable = False
    page_type: ClassVar[str]
    """The page's kind in the public contract, such as OBJECTIVES."""

    translatable_fields: ClassVar[list[BaseTranslatableField]] = [
        *translated("title", "slug", "seo_title", "search_description"),
        *neutral("show_in_menus", "social_image", "noindex"),
    ]
    promote_panels = [
        MultiFieldPanel(
            [
                FieldPanel("slug"),
                FieldPanel("seo_title"),
                FieldPanel("search_description"),
                FieldPanel("social_image"),
                FieldPanel("noindex"),
            ],
            _("For search engines and sharing"),
        ),
        MultiFieldPanel([FieldPanel("show_in_menus")], _("For site menus")),
    ]

    def full_clean(self, *args: Any, **kwargs: Any) -> None:
        super().full_clean(*args, **kwargs)
        if self._state.adding and self.path:
            self.refuse_wrong_place(self.get_parent())

    def minimal_clean(self) -> None:
        super().minimal_clean()
        if self._state.adding and self.path:
            self.refuse_wrong_place(self.get_parent())

    def refuse_wrong_place(self, parent: Page) -> None:
        """The declared tree holds for every maker of pages, not only for the admin's buttons."""
        names = {
            "page": self._meta.verbose_name,
            "parent": parent.specific_class._meta.verbose_name,
        }
        if not self.can_exist_under(parent):
            message = _("A page of the kind “%(page)s” cannot stand under “%(parent)s”.")
            raise ValidationError(message, code="wrong_parent", params=names)
        limit = self.max_count_per_parent
        alike = parent.get_children().type(type(self)).exclude(pk=self.pk).count()
        if limit is not None and alike >= limit:
            message = _("There is a page of the kind “%(page)s” under “%(parent)s” already.")
            raise ValidationError(message, code="too_many", params=names)

    def permissions_for_user(self, user: Any) -> PagePermissionTester:
        return permissions(user, self)

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """This site has no pages of its own: the decoupled frontend shows them."""
        return HttpResponseRedirect(frontend_url(self.url_path))


class IntroMixin(models.Model):
    intro = RichTextField(
        _("introduction"),
        blank=True,
        features=TEXT_FEATURES,
        help_text=_("The first paragraph, above everything else."),
    )

    class Meta:
        abstract = True


class BodyMixin(models.Model):
    body = StreamField(BodyBlock(), verbose_name=_("body"), blank=True)

    class Meta:
        abstract = True


INTRO_SEARCH = [index.SearchField("intro")]
BODY_SEARCH = [index.SearchField("body")]
