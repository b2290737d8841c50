"""What errors tell, and what they do not (threat 8)."""

import json
import re

import pytest
from graphql import specified_rules

from cms.schema.documents import RULES, kept
from cms.schema.errors import UserInputError
from cms.schema.wording import TEXTS

pytestmark = pytest.mark.django_db

SECRET = "xyzzysecret"


@pytest.fixture(autouse=True)
def nothing_remembered():
    kept.clear()
    yield
    kept.clear()


@pytest.fixture
def allow(settings):
    def change(**limits):
        settings.GRAPHQL_LIMITS = settings.GRAPHQL_LIMITS.model_copy(update=limits)

    return change


def ask(client, query, **variables):
    return client.post(
        "/graphql/", {"query": query, "variables": variables}, content_type="application/json"
    )


def test_standard_rules_all_run_and_have_words_of_ours():
    assert {rule.__name__ for rule in specified_rules} <= {rule.__name__ for rule in RULES}
    assert set(specified_rules) <= set(TEXTS)


WRONG = [
    f"{{ {SECRET} }}",
    f"{SECRET}",
    f'{{ "{SECRET}" }}',
    f"{{ page({SECRET}: 1) {{ id }} }}",
    f'{{ pages(locale: "fr", orderBy: {SECRET}) {{ totalCount }} }}',
    f'{{ pages(locale: "fr", first: "{SECRET}") {{ totalCount }} }}',
    f'{{ pages(locale: "{SECRET}!") {{ totalCount }} }}',
    f"{{ pages(locale: {{{SECRET}: 1}}) {{ totalCount }} }}",
    f"{{ ...{SECRET} }}",
    f"{{ __typename @{SECRET} }}",
    f"{{ ... on {SECRET} {{ id }} }}",
    f"{{ page(path: ${SECRET}) {{ id }} }}",
    f"query (${SECRET}: Int) {{ __typename }}",
    f"query (${SECRET}: Int, ${SECRET}: Int) {{ page(path: ${SECRET}) {{ id }} }}",
    f"query (${SECRET}: {SECRET}) {{ page(path: ${SECRET}) {{ id }} }}",
    f"query {SECRET} {{ __typename }} query {SECRET} {{ __typename }}",
    f"fragment {SECRET} on Query {{ ...{SECRET} }} {{ __typename }}",
    f'{{ {SECRET}: locales {{ code }} {SECRET}: page(path: "/") {{ id }} }}',
    f"type {SECRET} {{ a: Int }}",
    f"subscription {SECRET} {{ a }}",
    f"{{ page {{ {SECRET} }} }}",
    f'{{ __type(name: "{SECRET}") {{ {SECRET} }} }}',
    f"mutation {{ applyForMembership(input: {{{SECRET}: 1}}) {{ reference }} }}",
]


@pytest.mark.parametrize("query", WRONG)
def test_error_echoes_nothing_of_a_document(client, query):
    response = ask(client, query)

    assert response.json()["errors"]
    assert SECRET not in response.content.decode()


COMPLETE = {
    "authorityName": "x",
    "consent": True,
    "contactName": "x",
    "country": "FR",
    "email": "x@example.org",
    "idempotencyKey": "8c8d4a4e-9a53-4a7e-8f0e-6f3f5f0f0a10",
    "kind": "CITY",
    "locale": "fr",
    "wishesToSignDeclaration": False,
}


@pytest.mark.parametrize(
    ("kind", "value", "named"),
    [
        ("Int", SECRET, "Int"),
        ("Int", 10**30, "Int"),
        ("String", {SECRET: SECRET}, "String"),
        ("LanguageTag", f"{SECRET} {SECRET}", "LanguageTag"),
        ("[CountryCode!]", ["FR", SECRET], "CountryCode at 1"),
        ("PageOrder", SECRET, "PageOrder"),
        ("ApplyForMembershipInput", {SECRET: 1}, "ApplyForMembershipInput"),
        ("ApplyForMembershipInput", COMPLETE | {"kind": SECRET}, "ApplyForMembershipInput at kind"),
    ],
)
def test_error_echoes_nothing_of_a_variable_and_names_its_place(client, kind, value, named):
    response = client.post(
        "/graphql/",
        {"query": USES[kind], "variables": {"v": value}},
        content_type="application/json",
    )

    (error,) = response.json()["errors"]
    assert error["extensions"]["code"] == "BAD_USER_INPUT"
    assert named in error["message"]
    assert SECRET not in response.content.decode()


USES = {
    "Int": 'query ($v: Int) { pages(locale: "fr", first: $v) { totalCount } }',
    "String": "query ($v: String) { page(path: $v) { id } }",
    "LanguageTag": 'query ($v: LanguageTag) { page(path: "/", locale: $v) { id } }',
    "[CountryCode!]": "query ($v: [CountryCode!]) { "
    'members(locale: "fr", country: $v) { totalCount } }',
    "PageOrder": 'query ($v: PageOrder) { pages(locale: "fr", orderBy: $v) { totalCount } }',
    "ApplyForMembershipInput": "mutation ($v: ApplyForMembershipInput!) { "
    "applyForMembership(input: $v) { reference } }",
}


def test_null_for_a_variable_that_may_not_be_null_here_is_the_caller_s(client):
    query = 'query ($v: LanguageTag = "fr") { pages(locale: $v) { totalCount } }'

    (error,) = ask(client, query, v=None).json()["errors"]

    assert error["extensions"] == {"code": "BAD_USER_INPUT"}


def test_condition_without_a_value_is_the_caller_s(client):
    query = "query ($v: Boolean = true) { contentVersion @include(if: $v) }"

    (error,) = ask(client, query, v=None).json()["errors"]

    assert error["extensions"] == {"code": "BAD_USER_INPUT"}


def test_value_of_the_schema_is_named_in_an_error(client):
    (error,) = ask(client, "{ page(pth: 1) { id } }").json()["errors"]

    assert error["message"].startswith("The field page of Query")
    assert error["locations"] == [{"line": 1, "column": 8}]


def wrong_fields(number):
    return "{" + " ".join(f"a{one}" for one in range(number)) + "}"


@pytest.mark.parametrize("number", [20, 21])
def test_errors_up_to_the_limit_are_told_and_no_more(client, allow, number):
    allow(root_fields=100)

    assert len(ask(client, wrong_fields(number)).json()["errors"]) == 20


@pytest.mark.parametrize("number", [20, 21])
def test_errors_of_an_execution_are_bound_too(client, allow, number):
    allow(root_fields=100)
    fields = " ".join(f'a{one}: node(id: "x") {{ id }}' for one in range(3))
    wrong = " ".join(f"b{one}: page {{ id }}" for one in range(number))

    errors = ask(client, f"{{ {fields} {wrong} }}").json()["errors"]

    assert len(errors) == 20
    assert all(error["path"] for error in errors)


@pytest.mark.parametrize(("length", "shown"), [(300, 300), (301, 300)])
def test_message_at_the_limit_and_one_over(client, monkeypatch, length, shown):
    def fail(*_):
        raise UserInputError("m" * length)

    monkeypatch.setattr("cms.schema.site.completeness", fail)

    (error,) = ask(client, "{ locales { completeness } }").json()["errors"][:1]

    assert len(error["message"]) == shown


@pytest.mark.parametrize(("missing", "told"), [(0, 20), (1, 19)])
def test_size_of_all_errors_at_the_limit_and_one_over(client, allow, missing, told):
    allow(root_fields=100)
    errors = ask(client, wrong_fields(20)).json()["errors"]
    size = sum(len(json.dumps(error, ensure_ascii=False).encode()) for error in errors)
    kept.clear()
    assert size > 1000

    allow(root_fields=100, error_bytes=size - missing)

    assert len(ask(client, wrong_fields(20)).json()["errors"]) == told


def test_fields_that_do_not_fit_name_few_places(client):
    """One error of the standard rules names all fields below two that do not fit."""
    ids, titles = (" ".join(f"a{one}: {name}" for one in range(10)) for name in ("id", "title"))
    pages = " ".join(f'page(path: "/") {{ {fields} }}' for fields in (ids, titles))

    (error,) = ask(client, f"{{ {pages} }}").json()["errors"]

    assert len(error["locations"]) == 5


def test_no_error_has_words_of_a_library(client):
    """What graphql-core says by itself quotes; our words do not."""
    for query in WRONG:
        for error in ask(client, query).json()["errors"]:
            assert not re.search(
                r"Cannot|Syntax Error|got invalid|cannot represent", error["message"]
            )
