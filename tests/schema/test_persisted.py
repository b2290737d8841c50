"""Documents by hash: Apollo's protocol, and a manifest of trusted ones."""

import json
from hashlib import sha256

import pytest

from cms.schema import persisted
from cms.schema.documents import kept

pytestmark = pytest.mark.django_db
QUERY = "{ __typename }"
HASH = sha256(QUERY.encode()).hexdigest()


@pytest.fixture(autouse=True)
def nothing_kept():
    persisted.texts.clear()
    yield
    persisted.texts.clear()


@pytest.fixture
def post(client):
    def send(**body):
        response = client.post("/graphql/", body, content_type="application/json")
        return json.loads(response.content)

    return send


def named(name=HASH):
    return {"persistedQuery": {"version": 1, "sha256Hash": name}}


@pytest.fixture
def manifest(settings, tmp_path):
    """As graphql-codegen writes it, with an id that is no sha256."""
    path = tmp_path / "persisted-documents.json"
    path.write_text(json.dumps({"a1b2": "query Known { contentVersion }"}))
    settings.PERSISTED_DOCUMENTS = path
    return path


def test_unknown_hash_is_told_in_apollos_words(post):
    (error,) = post(extensions=named())["errors"]

    assert error["message"] == "PersistedQueryNotFound"
    assert error["extensions"]["code"] == "PERSISTED_QUERY_NOT_FOUND"


def test_document_that_was_sent_once_is_known_by_its_hash(post, client):
    post(query=QUERY, extensions=named())

    assert post(extensions=named())["data"] == {"__typename": "Query"}
    by_get = client.get("/graphql/", {"extensions": json.dumps(named())})
    assert json.loads(by_get.content)["data"] == {"__typename": "Query"}


def test_hash_of_another_document_is_refused_and_not_kept(post):
    (error,) = post(query=QUERY, extensions=named("0" * 64))["errors"]

    assert error["extensions"]["code"] == "BAD_REQUEST"
    assert not persisted.texts.things


def test_trusted_document_is_known_without_having_been_sent(post, manifest):
    assert "contentVersion" in post(documentId="a1b2")["data"]
    assert "contentVersion" in post(extensions=named("a1b2"))["data"]


def test_trusted_only_refuses_all_other_documents(post, manifest, settings):
    post(query=QUERY, extensions=named())
    settings.TRUSTED_ONLY = True

    assert post(query=QUERY)["errors"][0]["extensions"]["code"] == "FORBIDDEN"
    code = post(extensions=named())["errors"][0]["extensions"]["code"]
    assert code == "PERSISTED_QUERY_NOT_SUPPORTED"


def test_trusted_only_takes_a_trusted_document_by_id_and_in_full(post, manifest, settings):
    settings.TRUSTED_ONLY = True

    assert "contentVersion" in post(documentId="a1b2")["data"]
    assert "contentVersion" in post(query="query Known { contentVersion }")["data"]


def test_kept_documents_are_bounded(post):
    for number in range(300):
        text = f"{{ __typename }} #{number}" + "x" * 20_000
        post(query=text, extensions=named(sha256(text.encode()).hexdigest()))

    assert persisted.texts.bytes <= persisted.MOST_BYTES


def test_document_that_somebody_else_put_into_the_shared_cache_is_not_taken(post, settings):
    """Others may write to it: what it holds is checked against the hash that was asked for."""
    settings.CACHES = {
        name: {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": name}
        for name in ("default", "shared")
    }
    persisted.shared.keep(HASH, b"{ contentVersion }")

    (error,) = post(extensions=named())["errors"]

    assert error["extensions"]["code"] == "PERSISTED_QUERY_NOT_FOUND"


DEEP = '{ page(path: "/fr/") ' + "{ parent " * 14 + "{ path }" + " }" * 15


def test_only_a_trusted_document_skips_the_limits(post, settings, tmp_path):
    """Row "Trusted documents": they were bounded when they were written."""
    path = tmp_path / "persisted-documents.json"
    path.write_text(json.dumps({"deep": DEEP}))

    assert post(query=DEEP)["errors"][0]["extensions"]["code"] == "QUERY_TOO_COMPLEX"
    kept.clear()
    settings.PERSISTED_DOCUMENTS = path
    assert post(documentId="deep")["data"] == {"page": None}
    kept.clear()
