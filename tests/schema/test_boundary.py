"""Whatever answers under /graphql/: JSON, no cookie, open only to whom the settings say."""

import json

import pytest
from graphql import get_introspection_query

from cms.schema import view
from cms.schema.documents import kept

pytestmark = pytest.mark.django_db

OURS = "https://www.example.org"


@pytest.fixture(autouse=True)
def nothing_remembered():
    kept.clear()
    yield
    kept.clear()


def ask(client, query="{__typename}", **headers):
    return client.post(
        "/graphql/", {"query": query}, content_type="application/json", headers=headers
    )


def told(response):
    assert response["Content-Type"].startswith("application/json")
    (error,) = json.loads(response.content)["errors"]
    return response.status_code, error["extensions"]["code"]


@pytest.mark.parametrize("debug", [True, False])
def test_foreign_host_is_refused_in_json(client, settings, debug):
    """Threat 20."""
    settings.DEBUG = debug

    assert told(ask(client, Host="evil.example")) == (400, "BAD_REQUEST")


@pytest.mark.parametrize("path", ["/graphql/x", "/graphql/x/", "/graphql//", "/graphql/%00"])
@pytest.mark.parametrize("debug", [True, False])
def test_nothing_else_under_the_address_answers_in_html(client, settings, path, debug):
    """Threat 21: with a debug page neither."""
    settings.DEBUG = debug

    assert told(client.get(path)) == (404, "NOT_FOUND")


def test_address_without_a_slash_is_the_same(client):
    response = client.post("/graphql", {"query": "{__typename}"}, content_type="application/json")

    assert response.json()["data"] == {"__typename": "Query"}


@pytest.mark.parametrize("query", ["{__typename}", "{"], ids=["answer", "error"])
def test_json_says_of_itself_that_it_is_inert(client, query):
    """Threats 17, 19: opened in a browser it runs nothing, and no page frames it."""
    response = ask(client, query)

    assert response["Content-Security-Policy"] == "default-src 'none'; frame-ancestors 'none'"
    assert response["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("method", ["put", "patch", "delete", "head", "trace"])
def test_other_methods_are_refused_in_json(client, method):
    response = getattr(client, method)("/graphql/")

    assert response.status_code == 405
    assert response["Content-Type"] == "application/json"
    assert response["Allow"] == "GET, POST"


def test_failure_of_something_around_the_view_is_json(client, monkeypatch):
    """Threat 8."""
    client.raise_request_exception = False
    monkeypatch.setattr(
        "django.middleware.common.CommonMiddleware.process_request", lambda *_: 1 / 0
    )

    response = ask(client)

    assert told(response) == (500, "INTERNAL_SERVER_ERROR")
    assert b"Zero" not in response.content


def test_failure_in_the_view_is_json_with_an_id(client, monkeypatch, caplog):
    """Threat 8."""
    monkeypatch.setattr("cms.schema.view.read", lambda *_: 1 / 0)

    response = ask(client)

    assert told(response) == (500, "INTERNAL_SERVER_ERROR")
    assert response.json()["errors"][0]["extensions"]["requestId"] in caplog.text
    assert b"Zero" not in response.content


def test_more_parameters_than_django_reads_are_refused_in_json(client):
    response = client.get("/graphql/?" + "&".join(f"a{one}=1" for one in range(1001)))

    assert told(response) == (400, "BAD_REQUEST")


@pytest.mark.parametrize("query", ["{__typename}", "{", "mutation {__typename}"])
def test_no_answer_sets_a_cookie(client, query):
    """Threat 19."""
    assert not ask(client, query).cookies


def test_cookie_that_something_sets_does_not_leave_the_endpoint(client, monkeypatch):
    """Threat 19: a middleware or a library might begin a session one day."""
    real = view.read

    def read(request):
        request.session["seen"] = True
        return real(request)

    monkeypatch.setattr(view, "read", read)

    assert not ask(client).cookies


@pytest.mark.parametrize("query", ["{__typename}", "{"])
def test_answer_varies_by_what_it_depends_on_and_nothing_else(client, query):
    """Threat 19: neither the language of a browser nor its cookies change an answer."""
    response = ask(client, query, Cookie="sessionid=x", **{"Accept-Language": "de"})

    assert {name.strip().lower() for name in response["Vary"].split(",")} == {"accept", "origin"}
    assert "Content-Language" not in response


def test_refusal_is_kept_by_nobody(client):
    """Threat 19."""
    assert client.get("/graphql/x")["Cache-Control"] == "no-store"
    assert client.put("/graphql/")["Cache-Control"] == "no-store"


def test_other_pages_keep_their_language(client):
    assert "Content-Language" in client.get("/admin/login/")


def test_no_foreign_page_may_read_unless_it_is_set(client):
    """Threat 20."""
    assert "Access-Control-Allow-Origin" not in ask(client, Origin=OURS)


def test_page_of_an_allowed_origin_may_read_without_credentials(client, settings):
    """Threat 20."""
    settings.CORS_ALLOWED_ORIGINS = [OURS]

    response = ask(client, Origin=OURS)

    assert response["Access-Control-Allow-Origin"] == OURS
    assert "Access-Control-Allow-Credentials" not in response


@pytest.mark.parametrize(
    "origin",
    ["https://evil.example", "http://www.example.org", OURS + ".evil.example", "null"],
)
def test_page_of_another_origin_may_not_read(client, settings, origin):
    """Threat 20."""
    settings.CORS_ALLOWED_ORIGINS = [OURS]

    assert "Access-Control-Allow-Origin" not in ask(client, Origin=origin)


def preflight(client, path="/graphql/"):
    return client.options(
        path,
        headers={
            "Origin": OURS,
            "Access-Control-Request-Method": "POST",
            "Access-Control-Request-Headers": "content-type",
        },
    )


def test_browser_asks_first_and_is_told_what_it_may_send(client, settings):
    settings.CORS_ALLOWED_ORIGINS = [OURS]

    response = preflight(client)

    assert response["Access-Control-Allow-Origin"] == OURS
    assert "content-type" in response["Access-Control-Allow-Headers"]
    assert response["Access-Control-Allow-Methods"] == "GET, POST, OPTIONS"


def test_admin_is_open_to_no_foreign_page(client, settings):
    """Threat 20."""
    settings.CORS_ALLOWED_ORIGINS = [OURS]

    assert "Access-Control-Allow-Origin" not in preflight(client, "/admin/login/")


ASKING = [
    "{ __schema { queryType { name } } }",
    '{ __type(name: "Page") { name } }',
    '{ ...F } fragment F on Query { a: __type(name: "Page") { fields { name } } }',
    get_introspection_query(),
]


@pytest.mark.parametrize("query", ASKING)
def test_closed_introspection_tells_nothing(client, settings, query):
    """Threat 21."""
    settings.GRAPHQL_INTROSPECTION = False

    response = ask(client, query)

    assert told_codes(response) == {"GRAPHQL_VALIDATION_FAILED"}
    assert "data" not in response.json()


@pytest.mark.parametrize("query", ASKING)
def test_open_introspection_answers(client, query):
    assert "errors" not in ask(client, query).json()


def told_codes(response):
    return {error["extensions"]["code"] for error in response.json()["errors"]}


MISTAKES = [
    "{ contentVersio }",
    '{ members(locale: "fr", ordrBy: NAME_ASC) { totalCount } }',
    '{ members(locale: "fr", orderBy: NAME_AS) { totalCount } }',
    '{ page(path: "/") { ... on HomePag { id } } }',
]


@pytest.mark.parametrize("query", MISTAKES)
def test_closed_introspection_suggests_nothing(client, settings, query):
    """Threat 21."""
    settings.GRAPHQL_INTROSPECTION = False

    text = ask(client, query).content.decode()

    assert "Did you mean" not in text
    assert not any(name in text for name in ("contentVersion", "orderBy", "NAME_ASC", "HomePage"))


def test_open_introspection_suggests(client):
    (error,) = ask(client, MISTAKES[0]).json()["errors"]

    assert error["message"] == "The type Query has no such field. Did you mean 'contentVersion'?"


def test_closed_ide_is_no_page(client, settings):
    """Threat 21."""
    settings.GRAPHQL_IDE = False

    response = client.get("/graphql/", headers={"Accept": "text/html,*/*;q=0.1"})

    assert told(response) == (400, "BAD_REQUEST")
