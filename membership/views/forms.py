"""What a reviewer fills in for each step."""

from typing import Any

from django import forms
from django.contrib.auth import get_user_model
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

CHANGE = "membership.change_application"


def reviewers() -> Any:
    """Who may work on applications."""
    users = get_user_model()._default_manager.filter(is_active=True)
    name = {"content_type__app_label": "membership", "codename": "change_application"}
    group = Q(**{f"groups__permissions__{key}": value for key, value in name.items()})
    own = Q(**{f"user_permissions__{key}": value for key, value in name.items()})
    return users.filter(group | own | Q(is_superuser=True)).distinct()


class AssignForm(forms.Form):
    assigned_to: Any = forms.ModelChoiceField(
        label=_("Colleague"), queryset=None, required=False, empty_label=_("Nobody")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["assigned_to"].queryset = reviewers()  # type: ignore[attr-defined]


class TextForm(forms.Form):
    """One text of several lines, whose label says what it is for."""

    text = forms.CharField(max_length=4000, widget=forms.Textarea(attrs={"rows": 4}))
    label: Any = ""
    help_text: Any = ""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].label = self.label
        self.fields["text"].help_text = self.help_text


class NoteForm(TextForm):
    label = _("Note")
    help_text = _("For colleagues only.")


class QuestionForm(TextForm):
    label = _("Question")
    help_text = _("Sent to the applicant as it is, in a letter in the applicant's language.")


class AnswerForm(TextForm):
    label = _("Answer")
    help_text = _("What the applicant answered, by mail or telephone.")


class DeclineForm(TextForm):
    label = _("Reason")
    help_text = _("Sent to the applicant as it is, in a letter in the applicant's language.")


class AcceptForm(forms.Form):
    member = forms.IntegerField(required=False, widget=forms.HiddenInput)
    """The member that stands already, instead of a new draft."""
