"""The image, rendition and document models of the site."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.documents.models import AbstractDocument
from wagtail.images.models import AbstractImage, AbstractRendition


class Picture(AbstractImage):
    """An image with an alternative text in each language; a frontend gets the one of its locale."""

    alt_texts = models.JSONField(
        _("alternative texts"),
        default=dict,
        blank=True,
        help_text=_(
            "What the picture shows, in each language, for people who cannot see it. "
            "Leave it empty only for a picture that is pure decoration."
        ),
    )

    # description (one text for all languages) gives way to alt_texts.
    admin_form_fields = (
        "title",
        "file",
        "alt_texts",
        "collection",
        "tags",
        "focal_point_x",
        "focal_point_y",
        "focal_point_width",
        "focal_point_height",
    )

    class Meta(AbstractImage.Meta):
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")
        permissions = [("choose_image", "Can choose image")]

    @property
    def default_alt_text(self) -> str:
        """What the admin's choosers offer: the text in the source language, or the title."""
        return alt_text(self.alt_texts, [settings.LANGUAGE_CODE]) or str(self.title)


class PictureRendition(AbstractRendition):
    image = models.ForeignKey(Picture, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["image", "filter_spec", "focal_point_key"], name="unique_rendition"
            )
        ]


class SiteDocument(AbstractDocument):
    admin_form_fields = ("title", "file", "collection", "tags")

    class Meta(AbstractDocument.Meta):
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        permissions = [("choose_document", "Can choose document")]

    file_size: int | None

    def save(self, *args: Any, **kwargs: Any) -> None:
        """The size is known from the start: Wagtail measures it, and writes it, when it is first read."""
        if self._state.adding and self.file and self.file_size is None:
            self.file_size = self.file.size
        super().save(*args, **kwargs)


def alt_text(alt_texts: dict[str, str], languages: Iterable[str]) -> str:
    """The first text there is in the order of languages; empty when there is none in any of them."""
    return next((alt_texts[tag] for tag in languages if alt_texts.get(tag)), "")
