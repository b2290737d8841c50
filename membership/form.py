"""The form to apply to join: the one definition that validates it and that tells frontends how to draw it."""

from dataclasses import dataclass
from enum import Enum
from functools import cache
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from membership.fields import (
    Checkbox,
    Choice,
    Country,
    Email,
    ManyLines,
    OneLine,
    Phone,
    Url,
)
from snippets.countries import country_choices
from snippets.models import MemberKind

# The labels of MemberKind again: the form speaks more languages than the admin, whose catalog has them.
KINDS = {
    MemberKind.CITY: _("City"),
    MemberKind.MUNICIPALITY: _("Municipality"),
    MemberKind.REGION: _("Region"),
    MemberKind.ASSOCIATION: _("Association"),
}


class ApplicationForm(forms.Form):
    authority_name = OneLine(
        label=_("Name of the authority"),
        help_text=_("The city, municipality, region or association that applies."),
        max_length=200,
    )
    kind = Choice(
        label=_("Kind of authority"), choices=[(kind.value, KINDS[kind]) for kind in MemberKind]
    )
    # The callable is asked anew by each form, so that the names follow the reader's language.
    country = Country(label=_("Country"), choices=country_choices)
    contact_name = OneLine(label=_("Contact person"), max_length=200)
    contact_role = OneLine(
        label=_("Role of the contact person"),
        help_text=_("Such as mayor or head of department."),
        max_length=200,
        required=False,
    )
    email = Email(label=_("E-mail"), help_text=_("We reply to this address."), max_length=254)
    phone = Phone(
        label=_("Telephone"),
        help_text=_("With the country code: +33 3 88 41 20 00."),
        max_length=40,
        required=False,
    )
    website = Url(label=_("Website"), max_length=200, required=False)
    message = ManyLines(
        label=_("Message"),
        help_text=_("What do you want to tell us?"),
        max_length=4000,
        required=False,
    )
    wishes_to_sign_declaration = Checkbox(
        label=_("We wish to sign the Declaration against antigypsyism"), required=False
    )
    consent = Checkbox(label=_("I agree to how these details are kept"))


class FormFieldType(Enum):
    """How a frontend draws a field."""

    TEXT = "TEXT"
    MULTILINE = "MULTILINE"
    EMAIL = "EMAIL"
    PHONE = "PHONE"
    URL = "URL"
    COUNTRY = "COUNTRY"
    CHOICE = "CHOICE"
    CHECKBOX = "CHECKBOX"


TYPES: dict[type[forms.Field], FormFieldType] = {
    OneLine: FormFieldType.TEXT,
    ManyLines: FormFieldType.MULTILINE,
    Email: FormFieldType.EMAIL,
    Phone: FormFieldType.PHONE,
    Url: FormFieldType.URL,
    Country: FormFieldType.COUNTRY,
    Choice: FormFieldType.CHOICE,
    Checkbox: FormFieldType.CHECKBOX,
}


@dataclass(frozen=True, slots=True)
class ChoiceDescription:
    value: str
    label: str


@dataclass(frozen=True, slots=True)
class FieldDescription:
    """name is that of the input, in camel case; max_length is in characters, None where it has no sense."""

    name: str
    label: str
    help: str
    type: FormFieldType
    required: bool
    max_length: int | None
    choices: tuple[ChoiceDescription, ...]


@cache
def describe(language: str) -> tuple[FieldDescription, ...]:
    """The fields in their order, in a content language; countries in the order of their names there."""
    with override(language):
        fields = ApplicationForm().fields.items()
        return tuple(described(name, field) for name, field in fields)


def described(name: str, field: forms.Field) -> FieldDescription:
    return FieldDescription(
        name=input_name(name),
        label=str(field.label),
        help=str(field.help_text),
        type=TYPES[type(field)],
        required=field.required,
        max_length=getattr(field, "max_length", None),
        choices=tuple(
            ChoiceDescription(value, str(label)) for value, label in getattr(field, "choices", ())
        ),
    )


def input_name(name: str) -> str:
    first, *others = name.split("_")
    return first + "".join(word.capitalize() for word in others)


CODES = {
    "required": "REQUIRED",
    "max_length": "TOO_LONG",
    "invalid_choice": "INVALID_CHOICE",
    "invalid": "INVALID",
}
"""Django's codes and ours, which never change; of several problems with a field the first of these is told."""


@dataclass(frozen=True, slots=True)
class Problem:
    """field is a name of the input; message is for people, in the language active when it was read."""

    field: str
    code: str
    message: str


def problems(form: ApplicationForm) -> tuple[Problem, ...]:
    """One for each field that is off, in the form's order and the active language."""
    found: dict[str, Any] = form.errors.as_data()
    return tuple(problem(name, found[name]) for name in form.fields if name in found)


def problem(name: str, errors: list[ValidationError]) -> Problem:
    order = list(CODES)
    first = min(errors, key=lambda error: order.index(str(error.code)))
    return Problem(input_name(name), CODES[str(first.code)], first.messages[0])
