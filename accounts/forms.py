"""The forms of the second factor."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django_otp import match_token

NUMBER = {"inputmode": "numeric", "autocomplete": "one-time-code", "autofocus": ""}
WRONG = _("This number is not right, or was used already. Wait for the next one.")


class AskForm(forms.Form):
    token = forms.CharField(
        label=_("Number from your app, or a recovery code"),
        max_length=16,
        widget=forms.TextInput(attrs=NUMBER),
    )

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        self.device: Any = None

    def clean_token(self) -> str:
        token = str(self.cleaned_data["token"]).strip()
        self.device = match_token(self.user, token)
        if self.device is None:
            raise forms.ValidationError(WRONG, code="wrong_number")
        return token


class PasswordForm(forms.Form):
    password = forms.CharField(
        label=_("Your password"),
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_password(self) -> str:
        password = str(self.cleaned_data["password"])
        if not self.user.check_password(password):
            raise forms.ValidationError(_("This is not your password."), code="wrong_password")
        return password


class SetUpForm(PasswordForm):
    token = forms.CharField(
        label=_("Number that the app shows"), max_length=8, widget=forms.TextInput(attrs=NUMBER)
    )
    field_order = ["token", "password"]

    def __init__(self, *args: Any, device: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.device = device

    def clean_token(self) -> str:
        token = str(self.cleaned_data["token"]).strip()
        if not self.device.verify_token(token):
            raise forms.ValidationError(WRONG, code="wrong_number")
        return token
