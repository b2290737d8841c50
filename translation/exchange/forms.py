"""What is asked for before files go out and come in."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.models import Locale

from translation.exchange.files import MAX_SIZE
from translation.exchange.planning import Kind, Plan


class LocaleForm(forms.Form):
    locale = forms.ModelChoiceField(
        Locale.objects.none(), to_field_name="language_code", label=_("Language"), empty_label=None
    )

    def __init__(self, *args: Any, locales: list[Locale], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        allowed = Locale.objects.filter(pk__in=[locale.pk for locale in locales])
        self.fields["locale"].queryset = allowed.order_by("language_code")  # type: ignore[attr-defined]


class ExportForm(LocaleForm):
    format = forms.ChoiceField(
        label=_("Format"),
        choices=[
            ("xliff", _("XLIFF 2.0: all documents")),
            ("po", _("PO: all documents")),
            ("tmx", _("TMX: the translation memory")),
            ("tbx", _("TBX: the terms, in all languages")),
        ],
    )


class UploadForm(LocaleForm):
    file = forms.FileField(
        label=_("File"),
        help_text=_("XLIFF 2, PO, TMX or TBX, at most 24 MB. Nothing is changed yet."),
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > MAX_SIZE:
            raise forms.ValidationError(_("The file is larger than 24 MB."), code="too_large")
        return file


AGREEMENTS = {
    Kind.CONFLICT: _("Replace the translations that were changed here since the export"),
    Kind.UNKNOWN: _("Leave out what does not fit any more"),
    Kind.ERROR: _("Leave out what has errors"),
}


class ApplyForm(forms.Form):
    """One box for each obstacle that the plan really has."""

    fingerprint = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, plan: Plan, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial = {"fingerprint": plan.fingerprint}
        for kind, label in AGREEMENTS.items():
            if plan.count(kind):
                self.fields[kind.value] = forms.BooleanField(label=label, required=False)
        if plan.approved:
            label = _("Replace approved translations")
            self.fields["APPROVED"] = forms.BooleanField(label=label, required=False)

    def agreed(self) -> set[Kind]:
        return {kind for kind in AGREEMENTS if self.cleaned_data.get(kind.value)}
