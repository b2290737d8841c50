"""The forms of pictures, with one alternative text for each content language, and of documents."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import get_language_info
from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.forms import BaseImageForm

from media.file_types import check_is_what_it_says
from media.replacing import ReplacesFile


class AltTextsWidget(forms.MultiWidget):
    template_name = "media/widgets/alt_texts.html"

    def __init__(self, tags: Sequence[str]) -> None:
        self.tags = list(tags)
        super().__init__({tag: forms.TextInput(attrs={"lang": tag}) for tag in self.tags})

    def decompress(self, value: Any) -> list[str]:
        return [(value or {}).get(tag, "") for tag in self.tags]

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        for tag, widget in zip(self.tags, context["widget"]["subwidgets"], strict=True):
            widget["language"] = get_language_info(tag)["name_translated"]
        return context


class AltTextsField(forms.MultiValueField):
    """Compresses to {tag: text} without the empty ones; {} when all are empty."""

    def __init__(self, **kwargs: Any) -> None:
        self.tags = [tag for tag, _name in settings.LANGUAGES]
        fields = [forms.CharField(required=False, max_length=500) for _tag in self.tags]
        super().__init__(
            fields, widget=AltTextsWidget(self.tags), require_all_fields=False, **kwargs
        )

    def compress(self, data_list: list[str]) -> dict[str, str]:
        return {tag: text for tag, text in zip(self.tags, data_list, strict=False) if text}

    def has_changed(self, initial: Any, data: Any) -> bool:
        before = dict(initial or {})
        return before != self.compress([str(text or "").strip() for text in data or []])


class PictureForm(ReplacesFile, BaseImageForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "alt_texts" in self.fields:
            shown = self.fields["alt_texts"]
            self.fields["alt_texts"] = AltTextsField(
                label=shown.label, help_text=shown.help_text, required=False
            )

    def forget_drawings(self) -> None:
        self.instance.renditions.all().delete()


class DocumentForm(ReplacesFile, BaseDocumentForm):
    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file and "file" in self.changed_data:
            check_is_what_it_says(file)
        return file
