"""Thousands of fields asked for at random, with a fixed seed: no internal error, nothing internal told (threat 8)."""

import json
import re
from collections import Counter

import pytest
from graphql import is_object_type
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from tests.schema.asking import SCHEMA, SENTINEL, Question, broken, ids

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sample_site")]

EXPECTED = {"BAD_USER_INPUT", "NOT_FOUND", "NOT_READY", "RATE_LIMITED", "QUERY_TOO_COMPLEX"}
"""What a valid question may be answered with."""
REFUSALS = EXPECTED | {"BAD_REQUEST", "GRAPHQL_PARSE_FAILED", "GRAPHQL_VALIDATION_FAILED"}
INTERNAL = re.compile(
    r"Traceback|File \"|SELECT |INSERT |psycopg|sqlite|[Dd]jango|[Gg]raphene|graphql-core|Cannot |Syntax Error|"
    r"got invalid|cannot represent|object at 0x|site-packages|\.py\b|/home/|/work|None|\bself\b"
)
fixed = hypothesis_settings(
    derandomize=True,
    max_examples=200,
    deadline=None,
    database=None,
    suppress_health_check=list(HealthCheck),
)
chances = st.randoms(use_true_random=True)


def ask(client, query, variables):
    body = json.dumps({"query": query, "variables": variables})
    return client.post(
        "/graphql/",
        body,
        content_type="application/json",
        headers={"Accept": "application/graphql-response+json"},
    )


def assert_clean(response, codes):
    answer = json.loads(response.content)
    errors = answer.get("errors", [])
    assert response.status_code in ((200,) if "data" in answer else (400, 405))
    assert {error["extensions"]["code"] for error in errors} <= codes
    for error in errors:
        assert 0 < len(error["message"]) <= 300
        assert not INTERNAL.search(error["message"]), error
        assert SENTINEL not in error["message"]
    assert len(response.content) < 2_000_000


def test_valid_question_over_every_field_is_answered(client):
    known, seen = ids(), Counter()

    @fixed
    @given(chances)
    def ask_at_random(rng):
        question = Question(rng, seen, known)
        assert_clean(ask(client, question.text, question.variables), EXPECTED)

    ask_at_random()

    assert every_field() - set(seen) == set()


def test_broken_question_is_refused_cleanly(client):
    known = ids()

    @fixed
    @given(chances)
    def ask_at_random(rng):
        question = Question(rng, Counter(), known)
        assert_clean(ask(client, broken(rng, question.text), question.variables), REFUSALS)

    ask_at_random()


def test_variables_that_do_not_fit_are_refused_cleanly(client):
    known = ids()
    wrong = st.recursive(
        st.none()
        | st.booleans()
        | st.integers()
        | st.floats(allow_nan=False)
        | st.text(max_size=20),
        lambda inner: (
            st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner, max_size=3)
        ),
        max_leaves=5,
    )

    @fixed
    @given(chances, st.lists(wrong, min_size=8, max_size=8))
    def ask_at_random(rng, values):
        question = Question(rng, Counter(), known)
        variables = dict(zip(question.variables, values, strict=False))
        assert_clean(ask(client, question.text, question.variables | variables), REFUSALS)

    ask_at_random()


def test_bytes_that_are_no_request_are_refused_cleanly(client):
    bodies = st.binary(max_size=200) | st.text(
        max_size=200, alphabet=st.characters(codec="utf-8")
    ).map(str.encode)

    @fixed
    @given(bodies)
    def post_at_random(body):
        response = client.post("/graphql/", body, content_type="application/json")
        assert response.status_code in (400, 415)
        assert not INTERNAL.search(json.loads(response.content)["errors"][0]["message"])

    post_at_random()


def every_field():
    """(type, field) of all that an answer can hold."""
    return {
        (kind.name, name)
        for kind in SCHEMA.type_map.values()
        if is_object_type(kind) and not kind.name.startswith("__")
        for name in kind.fields
    }


def test_internal_words_are_recognised():
    assert INTERNAL.search("Cannot query field 'x' on type 'Query'.")
