"""The kinds of fields of the application form, each with its own words for what is off.

The words are ours alone: Django has no catalog for some languages of the site (Romani).
"""

import re
import unicodedata
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext_lazy as _

FILL_IN = _("Please fill in this field.")
TOO_LONG = _("Please write at most %(limit_value)d characters.")
ONE_LINE = _("Please write this on one line, in ordinary characters.")
CHOOSE = _("Please choose from the list.")

NO_TEXT = frozenset({"Cc", "Cs"})
"""Unicode categories: control characters, and halves of surrogate pairs, which no database takes."""
NOT_IN_A_LINE = NO_TEXT | {"Zl", "Zp"}
LAYOUT = frozenset("\t\n\r")

PHONE = re.compile(r"[+0-9\s()./-]+")
PHONE_DIGITS = range(5, 21)


def is_one_line(text: str) -> bool:
    """Without anything that could end a line, so that no text can add a header to a mail."""
    return not any(unicodedata.category(sign) in NOT_IN_A_LINE for sign in text)


def is_text(text: str) -> bool:
    return not any(unicodedata.category(sign) in NO_TEXT for sign in text if sign not in LAYOUT)


class OneLine(forms.CharField):
    """What comes in is looked at before the field makes something else of it."""

    default_error_messages = {"required": FILL_IN, "max_length": TOO_LONG, "invalid": ONE_LINE}

    def to_python(self, value: Any) -> str:
        if not is_one_line(str(value or "").strip()):
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return super().to_python(value) or ""


class ManyLines(forms.CharField):
    default_error_messages = {
        "required": FILL_IN,
        "max_length": TOO_LONG,
        "invalid": _("Please use ordinary characters only."),
    }

    def to_python(self, value: Any) -> str:
        if not is_text(str(value or "")):
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return super().to_python(value) or ""


class Email(OneLine, forms.EmailField):
    default_error_messages = {
        "invalid": _("Please enter an e-mail address such as name@example.org.")
    }


class Phone(OneLine):
    default_error_messages = {
        "invalid": _("Please enter a telephone number such as +33 3 88 41 20 00.")
    }

    def validate(self, value: str) -> None:
        super().validate(value)
        digits = len(re.findall("[0-9]", value))
        if value and not (PHONE.fullmatch(value) and digits in PHONE_DIGITS):
            raise ValidationError(self.error_messages["invalid"], code="invalid")


class Url(OneLine, forms.URLField):
    """Of the web only; https is added where nothing is said."""

    default_validators = [URLValidator(schemes=["http", "https"])]
    default_error_messages = {
        "invalid": _("Please enter an address such as https://www.example.org.")
    }

    def __init__(self, **options: Any) -> None:
        super().__init__(assume_scheme="https", **options)


class Choice(forms.ChoiceField):
    default_error_messages = {"required": CHOOSE, "invalid_choice": CHOOSE}


class Country(Choice):
    """An ISO 3166-1 alpha-2 code."""


class Checkbox(forms.BooleanField):
    """Required means: it must be ticked."""

    default_error_messages = {"required": _("Please tick this box.")}
