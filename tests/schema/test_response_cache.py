"""An answer is given again only as long as nothing has changed, and only to those that it is for."""

import json

import pytest
from django.core.cache import caches
from django.db import connection

from access.keys import give_secret
from access.models import ApiKey
from cms.schema import response_cache
from content_version import current
from pages.models import SitePage
from tests.factories import make_home, make_page, publish

pytestmark = pytest.mark.django_db
TITLE = '{ page(path: "/fr/") { title } }'


@pytest.fixture(autouse=True)
def kept(monkeypatch):
    """As outside of a transaction, and nothing kept before."""
    monkeypatch.setattr(current, "is_settled", lambda: True)
    monkeypatch.setattr(current, "SECONDS", 0.0)
    response_cache.bodies.clear()
    current.keeper.forget()
    yield
    response_cache.bodies.clear()
    current.keeper.forget()


@pytest.fixture
def get(client):
    def ask(query=TITLE, **options):
        return client.get("/graphql/", {"query": query}, **options)

    return ask


def test_second_answer_asks_for_the_version_alone(execute, django_assert_num_queries):
    make_home()
    execute(TITLE)

    with django_assert_num_queries(1):
        assert execute(TITLE)["page"]["title"] == "Accueil"


def test_change_is_seen_by_the_next_question(execute):
    home = make_home()
    execute(TITLE)

    home.title = "Bienvenue"
    publish(home)

    assert execute(TITLE)["page"]["title"] == "Bienvenue"


def test_change_past_all_signals_is_seen(execute):
    home = make_home()
    execute(TITLE)

    SitePage.objects.filter(pk=home.pk).update(title="Bienvenue")

    assert execute(TITLE)["page"]["title"] == "Bienvenue"


def test_other_variables_get_another_answer(execute):
    home = make_home()
    make_page(home, slug="x", title="X")
    query = "query ($p: String) { page(path: $p) { title } }"

    assert execute(query, p="/fr/")["page"]["title"] == "Accueil"
    assert execute(query, p="/fr/x/")["page"]["title"] == "X"


@pytest.mark.parametrize(
    "query",
    [
        '{ page(path: "/fr/", previewToken: "x") { title } }',
        '{ page(path: "/fr/", id: "x") { title } }',
        "{ nonsense }",
        "{",
    ],
    ids=["preview", "error", "invalid", "no document"],
)
def test_what_is_no_answer_for_everybody_is_not_kept(client, query):
    make_home()
    response = client.get("/graphql/", {"query": query})

    assert not response_cache.bodies.things
    assert response["Cache-Control"] == "private, no-store"
    assert "ETag" not in response


def test_mutation_is_not_kept(ask):
    ask("mutation { applyForMembership(input: {}) { reference } }")
    ask(MUTATION)

    assert not response_cache.bodies.things


MUTATION = """mutation { applyForMembership(input: {locale: "fr",
    idempotencyKey: "8c8d4a4e-9a53-4a7e-8f0e-6f3f5f0f0a10", authorityName: "", kind: CITY, country: "FR",
    contactName: "", email: "x", wishesToSignDeclaration: false, consent: true}) { reference } }"""


@pytest.mark.parametrize("who", ["key", "session"])
def test_somebody_who_is_known_gets_an_answer_of_his_own(get, who):
    make_home()
    get()
    key = ApiKey(name="Build server")
    secret = give_secret(key)
    key.save()
    headers = {"Authorization": f"Bearer {secret}"} if who == "key" else {"Cookie": "sessionid=x"}

    assert get(headers=headers)["Cache-Control"] == "private, no-store"


def test_nothing_is_kept_within_a_transaction(execute, monkeypatch):
    make_home()
    monkeypatch.setattr(current, "is_settled", lambda: not connection.in_atomic_block)

    execute(TITLE)

    assert not response_cache.bodies.things


def test_get_has_what_a_cdn_needs(get, settings):
    make_home()
    settings.CDN_SECONDS = 60
    response = get()

    assert response["Cache-Control"] == "public, max-age=0, s-maxage=60"
    assert response["Surrogate-Key"] == response["Cache-Tag"] == "content"
    assert response["Vary"] == "origin, Accept"
    assert "Content-Language" not in response


def test_known_answer_is_304_without_parsing_it(get, monkeypatch, django_assert_num_queries):
    make_home()
    etag = get()["ETag"]
    monkeypatch.setattr("cms.schema.view.checked", None)

    with django_assert_num_queries(1):
        response = get(headers={"If-None-Match": f'"other", {etag}'})

    assert (response.status_code, response.content, response["ETag"]) == (304, b"", etag)


def test_etag_is_another_after_a_change(get):
    home = make_home()
    etag = get()["ETag"]
    publish(home)

    response = get(headers={"If-None-Match": etag})

    assert response.status_code == 200
    assert response["ETag"] != etag


def test_processes_share_what_is_kept(execute, settings):
    settings.CACHES = settings.CACHES | {
        "shared": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "shared"}
    }
    make_home()
    execute(TITLE)
    key = response_cache.Question(TITLE, {}, None).key(current.recent().version)

    assert json.loads(caches["shared"].get(f"answer:{key}"))["data"]["page"]["title"] == "Accueil"


def test_shared_cache_that_fails_is_left_alone(execute, settings):
    settings.CACHES = settings.CACHES | {
        "shared": {
            "BACKEND": "django.core.cache.backends.redis.RedisCache",
            "LOCATION": "redis://127.0.0.1:9",
        }
    }
    make_home()

    assert execute(TITLE)["page"]["title"] == "Accueil"
    assert not response_cache.shared.is_there()
    response_cache.shared.rests_until = 0.0
