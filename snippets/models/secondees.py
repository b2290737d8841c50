"""Secondees: the volunteers seconded to the Alliance, in chronological order."""

from typing import Any

from django.db import models, transaction
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

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self._state.adding and self.is_source() and not self.sort_order:
            last = Secondee.objects.aggregate(last=models.Max("sort_order"))["last"] or 0
            self.sort_order = last + 1
        super().save(*args, **kwargs)

    def with_content_json(self, content: dict[str, Any]) -> "Secondee":
        """Publishing an older draft must not undo the order that editors made since."""
        restored: Secondee = super().with_content_json(content)
        current = type(self).objects.filter(pk=self.pk).values_list("sort_order", flat=True)
        restored.sort_order = current.first() or restored.sort_order
        return restored

    @classmethod
    def move(cls, moved: "Secondee", position: int | None) -> None:
        """Put one at an index of the list, or at its end; the order is the same in all languages."""
        keys = list(
            cls.objects.filter(locale_id=moved.locale_id)
            .order_by("sort_order", "pk")
            .values_list("translation_key", flat=True)
        )
        keys.remove(moved.translation_key)
        keys.insert(len(keys) if position is None else position, moved.translation_key)
        with transaction.atomic():
            for order, key in enumerate(keys, start=1):
                cls.objects.filter(translation_key=key).update(sort_order=order)

    def clean(self) -> None:
        super().clean()
        check_period(
            self.started_on,
            self.ended_on,
            end_name="ended_on",
            message=str(_("The end cannot come before the start.")),
        )
