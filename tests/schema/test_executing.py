"""Plans answer as graphql-core itself does, and all that is documented takes the straight way."""

import json
import re
from pathlib import Path

import pytest
from django.test import RequestFactory
from graphql import GraphQLError, execute, parse

from cms.schema import schema
from cms.schema.context import Context, asked_for
from cms.schema.executing import MOST_PLANS, Plans
from content_version import current

pytestmark = pytest.mark.django_db
SCHEMA = schema.graphql_schema
GUIDE = (Path(__file__).parents[2] / "docs/graphql.md").read_text(encoding="utf-8")
DOCUMENTED = [
    (query, json.loads(variables))
    for query, variables in re.findall(
        r"```graphql\n(.*?)```.*?```json\n(.*?)```", GUIDE, re.DOTALL
    )
    if not re.search(r"^mutation", query, re.MULTILINE)
]


def both(text, variables=None, name=None):
    """(by plan, by graphql-core), as JSON; and whether the plan went the straight way."""
    document = parse(text)
    plans = Plans(SCHEMA, document)
    operation_name = name

    def context():
        return Context(RequestFactory().get("/graphql/"), asked_for(document), current.recent())

    planned = plans.execute(context(), variables, operation_name)
    stock = execute(
        SCHEMA,
        document,
        context_value=context(),
        variable_values=variables,
        operation_name=operation_name,
    )
    return shown(planned), shown(stock)


def shown(result):
    return json.dumps(
        {"data": result.data, "errors": [error.formatted for error in result.errors or []]}
    )


@pytest.mark.parametrize("number", range(len(DOCUMENTED)))
def test_documented_query_is_answered_as_by_graphql_core(sample_site, number, monkeypatch):
    query, variables = DOCUMENTED[number]
    expected = both(query, variables)[1]

    monkeypatch.setattr("cms.schema.executing.execute", None)  # There is the straight way alone.
    document = parse(query)
    context = Context(RequestFactory().get("/"), asked_for(document), current.recent())
    result = Plans(SCHEMA, document).execute(context, variables, None)

    assert shown(result) == expected


TRICKY = [
    ("{ a: __typename b: contentVersion a: __typename }", None),
    (
        'query ($x: Boolean!) { page(path: "/fr/") { title @skip(if: $x) slug @include(if: $x) } }',
        {"x": True},
    ),
    (
        'query ($x: Boolean!) { page(path: "/fr/") { ...F @include(if: $x) } } fragment F on Page { id }',
        {"x": False},
    ),
    (
        '{ page(path: "/fr/") { ... on HomePage { tagline } ... on Node { id } ... { title } seo { title } seo { noindex } } }',
        None,
    ),
    ('{ page(path: "/fr/none/") { title } }', None),
    ("{ page { title } contentVersion }", None),
    ('{ page(path: "/fr/", locale: "xx") { title } }', None),
    ('{ pages(locale: "fr", first: 1000) { totalCount } }', None),
    (
        '{ pages(locale: "fr") { edges { node { __typename type firstPublishedAt parent { title } } } } }',
        None,
    ),
    ('query ($n: Int) { pages(locale: "fr", first: $n) { totalCount } }', {"n": "many"}),
    ("query A { contentVersion } query B { __typename }", None),
    ('{ __schema { queryType { name } } __type(name: "Page") { name } }', None),
]


@pytest.mark.parametrize("number", range(len(TRICKY)))
def test_tricky_query_is_answered_as_by_graphql_core(sample_site, number):
    planned, stock = both(*TRICKY[number])

    assert planned == stock


def test_failing_resolver_is_told_as_by_graphql_core(sample_site, monkeypatch):
    def fail(*_):
        raise GraphQLError("no")

    monkeypatch.setattr(SCHEMA.type_map["HomePage"].fields["slug"], "resolve", fail)
    planned, stock = both('{ page(path: "/fr/") { title slug } }')

    assert planned == stock
    assert '"no"' in planned


def test_plans_of_a_document_are_bounded():
    names = [f"$v{number}: Boolean!" for number in range(4)]
    fields = " ".join(f"a{number}: __typename @skip(if: $v{number})" for number in range(4))
    document = parse(f"query ({', '.join(names)}) {{ x: __typename {fields} }}")
    plans = Plans(SCHEMA, document)
    for number in range(16):
        variables = {f"v{bit}": bool(number >> bit & 1) for bit in range(4)}
        plans.execute(None, variables, None)

    assert len(plans.kept) == MOST_PLANS
