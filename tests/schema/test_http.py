"""How the endpoint is spoken to."""

import json

import pytest

pytestmark = pytest.mark.django_db


GRAPHQL = "application/graphql-response+json"


def post(client, body, content_type="application/json", accept=GRAPHQL):
    return client.post(
        "/graphql/", body, content_type=content_type, headers={"Accept": accept} if accept else {}
    )


def code(response):
    return json.loads(response.content)["errors"][0]["extensions"]["code"]


def test_typename_is_answered(client):
    response = post(client, {"query": "{__typename}"})

    assert response.json() == {
        "data": {"__typename": "Query"},
        "extensions": {"cost": {"requested": 1, "limit": 10_000}},
    }
    assert response["Content-Type"] == GRAPHQL + "; charset=utf-8"


@pytest.mark.parametrize(
    ("accept", "expected"),
    [
        (None, "application/json"),
        ("*/*", "application/json"),
        ("application/*", "application/json"),
        ("application/json", "application/json"),
        ("application/json; charset=utf-8", "application/json"),
        ("application/graphql-response+json", GRAPHQL + "; charset=utf-8"),
        ("application/json;q=0.5, application/graphql-response+json", GRAPHQL + "; charset=utf-8"),
        ("application/graphql-response+json;q=0.5, */*", "application/json"),
        ("text/html, */*;q=0.1", "application/json"),
    ],
)
def test_client_chooses_the_media_type(client, accept, expected):
    assert post(client, {"query": "{__typename}"}, accept=accept)["Content-Type"] == expected


@pytest.mark.parametrize("accept", ["text/plain", "application/json; charset=latin1", "image/*"])
def test_client_that_takes_neither_media_type_is_told(client, accept):
    response = post(client, {"query": "{__typename}"}, accept=accept)

    assert (response.status_code, code(response)) == (406, "BAD_REQUEST")


@pytest.mark.parametrize("query", ["{", "{nope}", "query($id: ID!) { node(id: $id) { id } }"])
def test_older_media_type_says_200_for_a_document_that_is_off(client, query):
    response = post(client, {"query": query}, accept="application/json")

    assert response.status_code == 200
    assert "data" not in response.json()


def test_request_that_is_no_request_is_400_in_the_older_media_type_too(client):
    assert post(client, "no json", accept="application/json").status_code == 400


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
    """Threat 7."""
    response = client.post("/graphql/?query={__typename}", "{}", content_type="application/json")

    assert response.status_code == 400


def test_mutation_by_get_is_refused_before_anything_is_done(client):
    """Threat 7: a link or an image of a foreign page could send it."""
    response = client.get("/graphql/", {"query": "mutation { __typename }"})

    assert (response.status_code, code(response)) == (405, "BAD_REQUEST")
    assert response["Allow"] == "POST"


@pytest.mark.parametrize(
    "kind",
    [
        "application/x-www-form-urlencoded",
        "text/plain",
        "application/graphql",
        "multipart/form-data; boundary=x",
        "",
    ],
)
def test_only_json_is_taken(client, kind):
    """Threat 7: what a form of a foreign page can send without asking first."""
    response = post(client, "query={__typename}", content_type=kind)

    assert (response.status_code, code(response)) == (415, "UNSUPPORTED_MEDIA_TYPE")


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded"])
def test_json_that_says_to_be_something_else_is_not_taken(client, kind):
    """Threat 7: a form of a foreign page can send JSON too, if it calls it text."""
    response = post(client, '{"query": "{__typename}"}', content_type=kind)

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
    assert 'rel="icon"' in page, "a browser asks for /favicon.ico, which nobody has"


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
