"""Blocks that both snippets and pages use; each behaves well with wagtail-localize."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from snippets.rich_text import TEXT_FEATURES


class LineBlock(blocks.CharBlock):
    """One line of text that is never null: wagtail-localize fails on a null one (localize#918)."""

    def normalize(self, value: Any) -> str:
        return "" if value is None else super().normalize(value)

    def to_python(self, value: Any) -> str:
        return "" if value is None else super().to_python(value)

    def get_prep_value(self, value: Any) -> Any:
        return super().get_prep_value("" if value is None else value)


class NeutralLineBlock(LineBlock):
    """One line that is the same in all languages: translators never see it, and no search finds it."""

    def get_translatable_segments(self, value: Any) -> list[Any]:
        return []

    def get_searchable_content(self, value: Any) -> list[str]:
        return []


class TextBlock(blocks.RichTextBlock):
    """Formatted text with links and lists."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("features", TEXT_FEATURES)
        super().__init__(**kwargs)


class SocialProfileBlock(blocks.StructBlock):
    platform = NeutralLineBlock(max_length=40, label=_("Platform"), help_text="facebook, x, rss…")
    url = blocks.URLBlock(label=_("Address"))
    label = LineBlock(max_length=80, label=_("Label"), help_text=_("What a screen reader says."))

    class Meta:
        icon = "group"
        label = _("Social profile")
