"""Limits on documents: each at the limit and one over (threat 5, threat 9)."""

import json

import pytest
from graphql import get_introspection_query

from cms.schema import schema
from cms.schema.documents import kept
from cms.schema.limits.costs import SIZES, unpaged_lists
from tests.schema.attacks import ATTACKS

pytestmark = pytest.mark.django_db


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


def codes(client, query, **variables):
    response = client.post(
        "/graphql/", {"query": query, "variables": variables}, content_type="application/json"
    )
    return {one["extensions"]["code"] for one in json.loads(response.content).get("errors", ())}


def length(size):
    return "{__typename}" + " " * (size - 12)


def comments(number):
    return "{__typename}" + "\n#" * number


def tokens(number):
    """A list of numbers, and nine tokens around it."""
    return "{ __typename(x: [" + "1 " * (number - 9) + "]) }"


def plain_depth(levels):
    return '{ page(path: "/fr/") ' + "{ parent " * (levels - 2) + "{ path }" + " }" * (levels - 1)


def introspection_depth(levels):
    """Of fields that MaxIntrospectionDepthRule does not count."""
    return (
        '{ __type(name: "Page") '
        + "{ ofType " * (levels - 1)
        + "{ name }"
        + " }" * (levels - 1)
        + " }"
    )


def fragment_depth(levels):
    """One level in each fragment: none of them is deep."""
    names = [f"F{number}" for number in range(levels - 2)]
    return '{ page(path: "/fr/") { ...F0 } } ' + " ".join(
        f"fragment {name} on Page {{ parent {{ {f'...{after}' if after else 'path'} }} }}"
        for name, after in zip(names, [*names[1:], None], strict=True)
    )


def aliases(number):
    """Half of them in a fragment, under a field."""
    half = number // 2
    outer = " ".join(f"a{one}: path" for one in range(number - half))
    inner = " ".join(f"b{one}: path" for one in range(half))
    return (
        f'{{ page(path: "/fr/") {{ {outer} ...F }} }} fragment F on Page {{ parent {{ {inner} }} }}'
    )


def alias_length(size):
    return f"{{ {'a' * size}: __typename }}"


def root_fields(number):
    half = number // 2
    outer = " ".join(f"a{one}: contentVersion" for one in range(number - half))
    inner = " ".join(f"b{one}: contentVersion" for one in range(half))
    return f"{{ {outer} ...F }} fragment F on Query {{ {inner} }}"


def directives(number):
    each = " @include(if: true)"
    return (
        "{ "
        + " ".join(["__typename" + each] * (number - 1))
        + f" ...F }} fragment F on Query {{ contentVersion{each} }}"
    )


def operations(number):
    return " ".join(f"query Q{one} {{__typename}}" for one in range(number))


def fragments(number):
    spread = " ".join(f"...F{one}" for one in range(number))
    return f"{{ {spread} }}" + "".join(
        f" fragment F{one} on Query {{ contentVersion }}" for one in range(number)
    )


def variables(number):
    declared = ", ".join(f"$v{one}: Int" for one in range(number))
    return f"query ({declared}) {{ __typename }}"


def merge_pairs(pairs):
    """Fields of one name, as many as make the pairs: a number of names, one after the other."""
    names = iter(["path", "title", "slug", "url", "type", "locale", "id", "translationKey"])
    parts = []
    while pairs:
        count = next(n for n in range(pairs + 1, 1, -1) if n * (n - 1) // 2 <= pairs)
        pairs -= count * (count - 1) // 2
        parts += [next(names)] * count
    return f'{{ page(path: "/fr/") {{ {" ".join(parts)} }} }}'


CASES = [
    (length, 32_768),
    (comments, 500),
    (tokens, 4_000),
    (plain_depth, 15),
    (fragment_depth, 15),
    (introspection_depth, 25),
    (aliases, 50),
    (alias_length, 100),
    (root_fields, 20),
    (directives, 50),
    (operations, 10),
    (fragments, 200),
    (variables, 50),
    (merge_pairs, 20_000),
]
NAMES = [make.__name__ for make, _limit in CASES]
UNCOUNTED = {fragments: {"merge_pairs": 10**9}}
"""They stand in one place: here only their own limit counts."""


@pytest.mark.parametrize(("make", "limit"), CASES, ids=NAMES)
def test_document_at_the_limit_is_not_too_complex(client, allow, make, limit):
    allow(**UNCOUNTED.get(make, {}))

    assert "QUERY_TOO_COMPLEX" not in codes(client, make(limit))


@pytest.mark.parametrize(("make", "limit"), CASES, ids=NAMES)
def test_document_one_over_the_limit_is_refused(client, allow, make, limit):
    allow(**UNCOUNTED.get(make, {}))

    assert codes(client, make(limit + 1)) == {"QUERY_TOO_COMPLEX"}


@pytest.mark.parametrize("name", ATTACKS)
def test_attack_is_refused_after_little_work(client, name, monkeypatch):
    """Threat 5: none of them reaches the rules whose work grows faster than the text."""
    monkeypatch.setattr("cms.schema.documents.validate", refuse_to_work)

    assert codes(client, ATTACKS[name]) <= {"QUERY_TOO_COMPLEX", "GRAPHQL_PARSE_FAILED"}


def refuse_to_work(*_arguments, **_options):
    raise AssertionError("the standard rules ran")


def test_introspection_has_its_own_depth(client):
    assert not codes(client, get_introspection_query(input_value_deprecation=True))


def test_deep_introspection_is_refused(client):
    """Threat 5: MaxIntrospectionDepthRule is among the rules."""
    fields = "{ fields { type " * 4 + "{ name }" + " } }" * 4

    assert codes(client, f'{{ __type(name: "Query") {fields} }}') == {"QUERY_TOO_COMPLEX"}


def test_introspection_again_and_again_is_refused(client):
    whole = "types { fields { args { type { name } } type { name ofType { name } } } }"
    many = " ".join(f"a{one}: __schema {{ {whole} }}" for one in range(20))

    assert codes(client, f"{{ {many} }}") == {"QUERY_TOO_COMPLEX"}


LISTS = """query ($outer: Int, $inner: Int) { pages(locale: "fr", first: $outer) { edges { node {
    children(first: $inner) { edges { node { path } } } } } } }"""


def cost_of(client, query, **variables):
    answer = client.post(
        "/graphql/", {"query": query, "variables": variables}, content_type="application/json"
    ).json()
    return answer["extensions"]["cost"]["requested"]


def test_cost_multiplies_nested_lists(client):
    # The answer, the list, 3 edges with 3 nodes, in each a list with 5 edges and 5 nodes.
    assert cost_of(client, LISTS, outer=3, inner=5) == 1 + 1 + 3 + 3 + 3 * (1 + 5 + 5)


def test_cost_counts_the_default_page_size(client):
    assert cost_of(client, LISTS, inner=0) == 1 + 1 + 20 + 20 + 20


def test_cost_of_an_object_of_several_types_is_that_of_the_dearest(client):
    query = """{ page(path: "/fr/") { ... on HomePage { body { id } }
        ... on NewsPage { body { id ... on ImageBlock { image { id } } } } } }"""

    assert cost_of(client, query) == 1 + 1 + 20 * 2


def test_what_is_asked_twice_at_one_place_costs_once(client):
    query = (
        '{ page(path: "/fr/") { parent { path } ...F } } fragment F on Page { parent { title } }'
    )

    assert cost_of(client, query) == 3


@pytest.mark.parametrize(("limit", "expected"), [(41, set()), (40, {"QUERY_TOO_COMPLEX"})])
def test_cost_at_the_limit_and_one_over(client, allow, limit, expected):
    allow(cost=limit)

    assert codes(client, LISTS, outer=3, inner=5) == expected


def test_refused_cost_is_told(client):
    response = client.post(
        "/graphql/",
        {"query": LISTS, "variables": {"outer": 100, "inner": 100}},
        content_type="application/json",
        headers={"Accept": "application/graphql-response+json"},
    )

    assert response.status_code == 400
    assert response.json()["errors"][0]["extensions"] == {
        "code": "QUERY_TOO_COMPLEX",
        "cost": 20302,
        "limit": 10_000,
    }


@pytest.mark.parametrize(("number", "expected"), [(9, set()), (10, {"QUERY_TOO_COMPLEX"})])
def test_document_that_takes_long_to_weigh_is_refused(client, monkeypatch, number, expected):
    """Each field is a step, and the fragment among them."""
    monkeypatch.setattr("cms.schema.limits.costs.MAX_STEPS", 10)

    assert codes(client, root_fields(number)) == expected


def test_size_hidden_behind_a_default_of_a_variable_counts(client):
    query = LISTS.replace("$outer: Int", "$outer: Int = 100").replace(
        "$inner: Int", "$inner: Int = 100"
    )

    assert codes(client, query) == {"QUERY_TOO_COMPLEX"}


def test_every_list_is_paged_or_has_a_number_to_count(client):
    """Threat 9: whoever adds a list says how long it can be."""
    assert unpaged_lists(schema.graphql_schema) == set(SIZES)


@pytest.mark.parametrize(
    ("paging", "is_right"),
    [
        ("first: 100", True),
        ("first: 101", False),
        ("last: 101", False),
        ("first: 0", True),
        ("first: -1", False),
        ('after: "aXRlbToxMDAwMA=="', True),
        ('after: "aXRlbToxMDAwMQ=="', False),
        ('after: "aXRlbTotMQ=="', False),
        ('after: "aXRlbToxMDAwMA"', False),
        ('before: "bogus"', False),
    ],
)
def test_paging_at_the_limit_and_one_over(client, paging, is_right):
    """Threat 9: the cursors stand for item 10,000, 10,001 and -1."""
    found = codes(client, f'{{ members(locale: "fr", {paging}) {{ totalCount }} }}')

    assert found == (set() if is_right else {"BAD_USER_INPUT"})


def test_two_mutations_in_one_request_are_refused(client):
    assert codes(
        client,
        "mutation { ...F ...G } "
        + " ".join(
            f"fragment {name} on Mutation {{ {name}: applyForMembership(input: {INPUT}) {{ reference }} }}"
            for name in "FG"
        ),
    ) == {"QUERY_TOO_COMPLEX"}


INPUT = (
    '{authorityName: "x", consent: true, contactName: "x", country: "FR", email: "x@example.org", '
    'idempotencyKey: "8c8d4a4e-9a53-4a7e-8f0e-6f3f5f0f0a10", kind: CITY, locale: "fr", '
    "wishesToSignDeclaration: false}"
)


def test_orders_are_enums_and_nothing_names_a_column():
    """Threat 3: no text of a caller reaches the database as a name."""
    arguments = [
        (name, arg.type)
        for kind in schema.graphql_schema.type_map.values()
        for field in getattr(kind, "fields", {}).values()
        for name, arg in getattr(field, "args", {}).items()
    ]
    orders = {str(kind).strip("[]!") for name, kind in arguments if "order" in name.lower()}

    assert orders
    assert all(hasattr(schema.graphql_schema.type_map[one], "values") for one in orders)
    assert not {name for name, _kind in arguments if name.lower() in ("filter", "where", "sort")}


def test_no_editorial_field_is_in_the_schema():
    """Threat 4: what editors see of pages and people of theirs."""
    names = {
        name.lower()
        for kind in schema.graphql_schema.type_map.values()
        for name in getattr(kind, "fields", {})
        if not kind.name.startswith("__")
    }
    editorial = (
        "owner",
        "draft",
        "unpublished",
        "superuser",
        "password",
        "revision",
        "user",
        "lock",
    )

    assert not {name for name in names if any(word in name for word in editorial)}


@pytest.mark.parametrize(("size", "expected"), [(200, set()), (201, {"BAD_USER_INPUT"})])
def test_search_text_at_the_limit_and_one_over(client, size, expected):
    """Threat 14."""
    query = 'query ($q: String!) { search(query: $q, locale: "fr") { totalCount } }'

    assert codes(client, query, q="a" * size) == expected


@pytest.mark.parametrize(
    "text",
    [
        "(" * 200,
        "- " * 100,
        '"' * 199,
        "a*" * 100,
        "a OR " * 40,
        "NEAR(" * 40,
        "' ; --",
        "%_\\",
        "&|!<->:*()",
    ],
)
def test_search_text_that_is_no_language_finds_nothing_and_breaks_nothing(client, text):
    """Threat 14: neither database's query parser sees it as it was typed."""
    query = 'query ($q: String!) { search(query: $q, locale: "fr") { totalCount } }'

    assert codes(client, query, q=text) == set()
