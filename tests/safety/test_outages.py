"""Data loss: the database or the cache is away."""

import json
import socket
import time

import pytest
from django.contrib.auth import get_user_model
from django.core.cache import caches
from django.db import DatabaseError, InterfaceError, OperationalError, connection, transaction
from django.test import Client
from django.utils.module_loading import import_string
from wagtail.test.utils.form_data import rich_text

from cms.settings.base import CACHES
from pages.models import StandardPage
from snippets.models import Member
from tests.conflicts.test_two_editors import Editor, PageText
from tests.factories import make_home, make_page
from tests.schema.test_rates import MUTATION

MEMBER = {
    **{"name": "Lyon", "country": "FR", "kind": "CITY"},
    "description": rich_text("<p>Texte</p>"),
}
pytestmark = pytest.mark.django_db


@pytest.fixture
def browser(client):
    client.force_login(get_user_model().objects.create_superuser("admin", password="x"))
    client.raise_request_exception = False
    return client


class Broken:
    """From the first statement on that has these words in it, the database does not answer."""

    def __init__(self, words="", error=OperationalError):
        self.words, self.error, self.is_broken = words, error, False

    def __call__(self, execute, sql, params, many, context):
        self.is_broken = self.is_broken or self.words in sql
        # The test's own transaction goes on around the one that is lost.
        if self.is_broken and not sql.startswith(("ROLLBACK", "SAVEPOINT", "RELEASE")):
            raise self.error("server closed the connection unexpectedly: 10.1.2.3 secret")
        return execute(sql, params, many, context)


@pytest.mark.parametrize("error", [OperationalError, InterfaceError])
@pytest.mark.parametrize("method", ["get", "post"])
def test_page_of_the_admin_is_a_clean_503(browser, error, method):
    with connection.execute_wrapper(Broken(error=error)):
        answer = getattr(browser, method)("/admin/")

    assert answer.status_code == 503
    assert answer["Retry-After"] == "5"
    assert answer["Cache-Control"] == "no-store"
    text = answer.content.decode()
    assert "Rien n\N{RIGHT SINGLE QUOTATION MARK}a été enregistré" in text
    assert "Nothing was saved" in text
    assert "secret" not in text


def test_autosave_gets_json_that_it_can_show(browser):
    with connection.execute_wrapper(Broken()):
        answer = browser.post("/admin/pages/1/edit/", headers={"Accept": "application/json"})

    assert answer.status_code == 503
    assert answer.json()["error_code"] == "unavailable"


@pytest.mark.skipif(connection.vendor != "postgresql", reason="needs PostgreSQL")
def test_database_that_takes_no_writes_is_read_and_refuses_cleanly(browser):
    """Data loss: database down or read-only."""
    page = make_page(make_home(), title="Texte", slug="texte")

    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION READ ONLY")
        read = browser.post(
            "/graphql/",
            {"query": f'{{ page(path: "{page.url_path}") {{ title }} }}'},
            "application/json",
        )
        refused = browser.post("/graphql/", {"query": MUTATION}, "application/json")
        opened = browser.get(f"/admin/pages/{page.pk}/edit/")
        saved = browser.post("/admin/snippets/snippets/member/add/", MEMBER)
        transaction.set_rollback(True)

    assert read.json()["data"]["page"]["title"] == "Texte"
    # The editor notes down that somebody has the page open.
    for answer in (refused, opened, saved):
        assert (answer.status_code, answer["Retry-After"]) == (503, "5")
    assert refused.json()["errors"][0]["extensions"]["code"] == "SERVICE_UNAVAILABLE"
    assert not Member.objects.exists()


def test_error_of_our_own_is_no_outage(browser):
    """Trying again would not help."""
    with connection.execute_wrapper(Broken(error=DatabaseError)):
        answer = browser.get("/admin/")

    assert answer.status_code == 500
    assert "Retry-After" not in answer
    assert "secret" not in answer.content.decode()


@pytest.mark.parametrize(
    "words",
    [
        'INSERT INTO "wagtailcore_revision"',
        'UPDATE "wagtailcore_page"',
        "pagelogentry",
        "search_searchentry",
    ],
)
def test_publication_that_breaks_off_is_undone(words):
    text = PageText()
    anna = Editor("Anna", text.url).open()
    anna.client.raise_request_exception = False
    before = StandardPage.objects.get().title, text.object.revisions.count()
    broken = Broken(words)

    with connection.execute_wrapper(broken):
        answer = anna.send(text.data("Neu"), "publish")

    assert broken.is_broken
    assert answer.status_code == 503
    assert (StandardPage.objects.get().title, text.object.revisions.count()) == before
    assert anna.send(text.data("Neu"), "publish").status_code == 302


def test_nothing_fails_without_the_cache(settings, db):
    """A port where nobody listens, and one where nobody answers."""
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen(1)
        for port in (9, silent.getsockname()[1]):
            settings.CACHES = {"default": redis_settings(port)}
            client = Client()
            client.force_login(get_user_model().objects.create_superuser(f"admin{port}"))

            started = time.monotonic()
            assert caches["default"].get("a", "default") == "default"
            caches["default"].set("a", 1)
            assert client.get("/admin/").status_code == 200
            body = json.dumps({"query": "{ locales { code } }"})
            asked = client.post("/graphql/", body, content_type="application/json")
            assert asked.status_code == 200
            assert time.monotonic() - started < 20


def redis_settings(port):
    """Those of the site, where REDIS_URL is given."""
    from cms.settings import base

    assert "redis" not in CACHES["default"]["BACKEND"], "the tests run without a Redis"
    return base.FORGIVING | {"LOCATION": f"redis://127.0.0.1:{port}/0"}


def test_handler_is_in_place():
    urls = import_string("cms.urls.handler500")

    assert urls == "cms.outages.server_error"
