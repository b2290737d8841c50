"""The form describes exactly what it takes: every rule here is read from its own description."""

import polib
import pytest
from django.utils.translation import override

from membership.fields import CHOOSE, FILL_IN, ONE_LINE, TOO_LONG
from membership.form import (
    KINDS,
    ApplicationForm,
    FormFieldType,
    describe,
    input_name,
    problems,
)
from membership.models import Application
from tests.catalogs import FORM

FIELDS = describe("en")
VALID = {
    "authority_name": "Ville de Strasbourg",
    "kind": "CITY",
    "country": "FR",
    "contact_name": "Zoé Müller-Ćhib",
    "contact_role": "Maire",
    "email": "zoe@example.org",
    "phone": "+33 (0)3 88 41 20 00",
    "website": "www.example.org/ville",
    "message": "Bonjour,\n\nà bientôt",
    "wishes_to_sign_declaration": True,
    "consent": True,
}
FILLERS = {
    FormFieldType.TEXT: lambda size: "é" * size,
    FormFieldType.MULTILINE: lambda size: "é" * size,
    FormFieldType.EMAIL: lambda size: "a" * (size - 12) + "@example.org",
    FormFieldType.PHONE: lambda size: "+" + " " * (size - 11) + "0123456789",
    FormFieldType.URL: lambda size: "https://example.org/" + "a" * (size - 20),
}
TYPED = [field for field in FIELDS if field.max_length]
LINES = [field for field in TYPED if field.type is not FormFieldType.MULTILINE]


def column(field):
    return next(name for name in ApplicationForm.base_fields if input_name(name) == field.name)


def found(language="en", **values):
    """What is wrong with a valid form once these values are in it: {field: code}."""
    with override(language):
        return {one.field: one.code for one in problems(ApplicationForm(VALID | values))}


def by_name(fields):
    return pytest.mark.parametrize("field", fields, ids=lambda field: field.name)


def test_valid_form_has_no_problems():
    assert found() == {}


@by_name([field for field in FIELDS if field.required])
@pytest.mark.parametrize("nothing", [None, "", " \t "])
def test_required_field_is_told_when_it_is_missing(field, nothing):
    blank = False if field.type is FormFieldType.CHECKBOX else nothing
    if field.choices:
        blank = (nothing or "").strip()

    assert found(**{column(field): blank}) == {field.name: "REQUIRED"}


@by_name([field for field in FIELDS if not field.required])
def test_field_that_is_not_required_may_be_missing(field):
    assert found(**{column(field): None}) == {}


@by_name(TYPED)
def test_text_of_the_described_length_is_taken_and_one_more_is_not(field):
    fill = FILLERS[field.type]
    assert len(fill(field.max_length)) == field.max_length

    assert found(**{column(field): fill(field.max_length)}) == {}
    assert found(**{column(field): fill(field.max_length + 1)}) == {field.name: "TOO_LONG"}


@by_name(TYPED)
def test_column_holds_all_that_the_form_takes(field):
    held = Application._meta.get_field(column(field)).max_length

    assert held is None or held == field.max_length


@by_name([field for field in FIELDS if field.choices])
def test_every_described_choice_is_taken_and_no_other(field):
    assert {
        code for choice in field.choices for code in found(**{column(field): choice.value})
    } == set()
    assert found(**{column(field): "ZZ"}) == {field.name: "INVALID_CHOICE"}


@by_name(LINES)
@pytest.mark.parametrize(
    "sign", ["\n", "\r\n", "\0", "\x0b", "\x85", "\x1b", "\x7f", "\u2028", "\u2029", "\ud800"]
)
def test_line_that_could_add_a_header_to_a_mail_is_refused(field, sign):
    text = FILLERS[field.type](30)

    assert found(**{column(field): f"{text[:25]}{sign}{text[25:]}"}) == {field.name: "INVALID"}


@pytest.mark.parametrize("sign", ["\0", "\x1b", "\ud800"])
def test_message_with_what_is_no_text_is_refused(sign):
    assert found(message=f"a{sign}b") == {"message": "INVALID"}


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("email", "nobody"),
        ("email", "a@b"),
        ("email", "a@example.org, b@example.org"),
        ("email", '"a\x01b"@example.org'),
        ("phone", "1234"),
        ("phone", "123456789012345678901"),
        ("phone", "call me"),
        ("website", "javascript:alert(1)"),
        ("website", "ftp://example.org"),
        ("website", "mailto:a@example.org"),
        ("website", "data:text/html,x"),
        ("website", "https://"),
        ("website", "https://["),
        ("website", "nothing"),
    ],
)
def test_value_that_is_none_of_its_kind_is_invalid(name, value):
    assert found(**{name: value}) == {name: "INVALID"}


@pytest.mark.parametrize(
    "phone", ["12345", "01234567890123456789", "03.88/41-20 00", "+33\xa03 88"]
)
def test_telephone_numbers_are_written_in_many_ways(phone):
    assert found(phone=phone) == {}


def test_website_without_a_scheme_gets_https():
    form = ApplicationForm(VALID)

    assert form.is_valid()
    assert form.cleaned_data["website"] == "https://www.example.org/ville"


def test_problems_come_in_the_order_of_the_form():
    with override("en"):
        told = [problem.field for problem in problems(ApplicationForm({}))]

    assert told == [field.name for field in FIELDS if field.required]


@pytest.mark.parametrize("language", ["fr", "en", "de", "rom"])
def test_description_differs_by_language_in_its_words_only(language):
    fields = describe(language)

    assert all(field.label for field in fields)
    for field, english in zip(fields, FIELDS, strict=True):
        assert (field.name, field.type, field.required, field.max_length) == (
            english.name,
            english.type,
            english.required,
            english.max_length,
        )
        assert {one.value for one in field.choices} == {one.value for one in english.choices}


def test_countries_stand_in_the_order_of_their_names_in_the_language():
    def names(language):
        country = next(field for field in describe(language) if field.name == "country")
        return [choice.label for choice in country.choices]

    german = names("de")
    assert german.index("Ägypten") < german.index("Albanien") < german.index("Österreich")
    assert german.index("Österreich") < german.index("Polen")
    assert "Autriche" in names("fr")


def shown_texts():
    """Every text of the form in its own English."""
    with override("en"):
        form = ApplicationForm()
        for field in form.fields.values():
            yield from (str(field.label), str(field.help_text))
        yield from (str(label) for label in KINDS.values())
        yield from (str(text) for text in (CHOOSE, FILL_IN, ONE_LINE, TOO_LONG))
        for field in form.fields.values():
            yield str(field.error_messages["invalid"]) if hasattr(field, "max_length") else ""


@pytest.mark.parametrize("path", FORM, ids=lambda path: path.parts[2])
def test_every_text_of_the_form_is_translated(path):
    translated = {entry.msgid for entry in polib.pofile(str(path)).translated_entries()}

    assert set(filter(None, shown_texts())) - translated == set()
