"""How the endpoint is spoken to."""

import json

import pytest

pytestmark = pytest.mark.django_db


def post(client, body, content_type="application/json"):
    return client.post("/graphql/", body, content_type=content_type)


def code(response):
    return json.loads(response.content)["errors"][0]["extensions"]["code"]


def test_typename_is_answered(client):
    response = post(client, {"query": "{__typename}"})

    assert response.json() == {"data": {"__typename": "Query"}}
    assert response["Content-Type"] == "application/json"


def test_query_may_come_by_get(client):
    assert client.get("/graphql/", {"query": "{__typename}"}).json()["data"]


def test_no_cookie_is_set(client):
    assert not post(client, {"query": "{__typename}"}).cookies


@pytest.mark.parametrize(
    ("body", "status", "expected"),
    [
        ("no json", 400, "BAD_REQUEST"),
        ("[]", 400, "BAD_REQUEST"),
        ("{}", 400, "BAD_REQUEST"),
        ('{"query": 7}', 400, "BAD_REQUEST"),
        ('{"query": "{__typename}", "variables": []}', 400, "BAD_REQUEST"),
        ('{"query": "{"}', 400, "GRAPHQL_PARSE_FAILED"),
        ('{"query": "{nope}"}', 400, "GRAPHQL_VALIDATION_FAILED"),
        ('{"query": "query($x: Int!) {__typename}"}', 400, "GRAPHQL_VALIDATION_FAILED"),
        ('{"query": "query A {__typename} query B {__typename}"}', 400, "BAD_REQUEST"),
    ],
)
def test_bad_request_gets_a_clear_error(client, body, status, expected):
    response = post(client, body)

    assert (response.status_code, code(response)) == (status, expected)


def test_variable_that_does_not_fit_is_an_error_of_the_caller(client):
    query = 'query ($first: Int!) { pages(locale: "fr", first: $first) { totalCount } }'

    response = post(client, {"query": query, "variables": {"first": "many"}})

    assert (response.status_code, code(response)) == (400, "BAD_USER_INPUT")


def test_document_in_the_url_of_a_post_is_not_taken(client):
    response = client.post("/graphql/?query={__typename}", "{}", content_type="application/json")

    assert response.status_code == 400


@pytest.mark.parametrize(
    "kind", ["application/x-www-form-urlencoded", "text/plain", "application/graphql"]
)
def test_only_json_is_taken(client, kind):
    response = post(client, "query={__typename}", content_type=kind)

    assert (response.status_code, code(response)) == (415, "UNSUPPORTED_MEDIA_TYPE")


def test_other_methods_are_refused(client):
    response = client.put("/graphql/", "{}", content_type="application/json")

    assert response.status_code == 405
    assert response["Allow"] == "GET, POST"


def test_internal_error_tells_nothing_but_a_request_id(client, monkeypatch, caplog):
    def fail(*_):
        raise RuntimeError("SELECT secret FROM somewhere")

    monkeypatch.setattr("cms.schema.site.completeness", fail)

    response = post(client, {"query": "{ locales { code } }"})

    assert code(response) == "INTERNAL_SERVER_ERROR"
    assert "secret" not in response.content.decode()
    assert response.json()["errors"][0]["extensions"]["requestId"] in caplog.text


def test_browser_gets_an_ide_without_any_other_host(client, settings):
    page = client.get("/graphql/", headers={"Accept": "text/html"}).content.decode()

    assert "graphiql" in page
    assert "https://" not in page


@pytest.mark.parametrize(
    ("paging", "words"),
    [
        ("first: 101", "0 to 100"),
        ("first: -1", "0 to 100"),
        ("first: 1, last: 1", "not both"),
        ('after: "bogus"', "cursor"),
        ('after: "aXRlbTo5OTk5OQ=="', "10000"),
    ],
)
def test_paging_that_is_off_is_an_error_and_never_a_silent_cut(ask, paging, words):
    error = ask(f'{{ members(locale: "fr", {paging}) {{ totalCount }} }}')["errors"][0]

    assert error["extensions"]["code"] == "BAD_USER_INPUT"
    assert words in error["message"]
