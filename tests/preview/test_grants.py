"""A grant shows one draft to whoever holds its token, until it ends; nothing else, and nobody can tell why not."""

import uuid
from datetime import timedelta
from unittest.mock import patch

import pytest
from django.contrib.auth import get_user_model
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cms.schema import schema
from cms.schema.previews import node_id
from content_version import current
from pages.models import ObjectivesPage, StandardPage
from preview import grants, tries
from preview.grants import grant_editor, grant_reviewer, open_token, revoke, token_of
from preview.models import PreviewGrant
from tests.factories import (
    block,
    make_document,
    make_draft,
    make_home,
    make_member,
    make_page,
    make_private_collection,
    make_secondee,
    make_site_information,
    paragraph,
    translate,
)
from tests.preview.asking import NODE, PAGE, draft, grant

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def home():
    return make_home()


@pytest.fixture
def page(home):
    return make_page(home, title="Public", slug="page", body=[paragraph("<p>Public.</p>")])


def test_token_gives_the_draft_and_the_public_page_stays(page, execute):
    token = token_of(grant(page, title="Brouillon"))

    assert execute(PAGE, t=token)["page"]["title"] == "Brouillon"
    assert execute('{ page(path: "/fr/page/") { title } }')["page"]["title"] == "Public"


def test_draft_of_an_unpublished_page_is_shown(page, execute):
    make_draft(page)

    token = token_of(grant(page, title="Brouillon"))

    assert execute(PAGE, t=token)["page"]["title"] == "Brouillon"


def test_page_that_nobody_saved_is_shown(home, execute):
    user = get_user_model().objects.create_superuser("a", password="b")
    new = StandardPage(title="Neuf", slug="neuf", locale=home.locale, translation_key=uuid.uuid4())
    new.path, new.depth = home._get_path(home.path, 3, 1), 3
    new.set_url_path(home)

    found = execute(PAGE, t=token_of(grant_editor(new, user)))["page"]

    assert found["title"] == "Neuf"
    assert found["path"] == "/fr/neuf/"


def test_blocks_of_the_draft_are_drawn_and_its_links_follow_the_public_rule(home, page, execute):
    hidden = make_page(home, title="Cachée", slug="cachee")
    make_draft(hidden)
    text = f'<p><a linktype="page" id="{page.pk}">vu</a> <a linktype="page" id="{hidden.pk}">tu</a></p>'
    objective = block("objective", {"title": "But", "content": text})
    objectives = make_page(home, ObjectivesPage, title="Objectifs", slug="objectifs")
    token = token_of(grant(objectives, objectives=[objective]))

    query = """query($t: String) { page(previewToken: $t) {
        breadcrumbs { path } ... on ObjectivesPage { objectives { title content { html } } } } }"""
    found = execute(query, t=token)["page"]

    assert found["breadcrumbs"] == [{"path": "/fr/"}]
    html = '<p><a href="/fr/page/">vu</a> tu</p>'
    assert found["objectives"] == [{"title": "But", "content": {"html": html}}]


def test_parent_that_is_a_draft_stays_hidden(home, page, execute):
    child = make_page(page, title="Enfant", slug="enfant")
    make_draft(page)
    query = "query($t: String) { page(previewToken: $t) { title parent { title } breadcrumbs { title } } }"

    found = execute(query, t=token_of(grant(child)))["page"]

    assert found == {"title": "Enfant", "parent": None, "breadcrumbs": [{"title": "Accueil"}]}


def test_private_document_stays_hidden(home, page, execute):
    secret = make_document(collection=make_private_collection())
    stored = block("documents", [block("item", secret.pk)])
    token = token_of(grant(page, body=[stored]))
    query = """query($t: String) { page(previewToken: $t) { ... on StandardPage {
        body { ... on DocumentsBlock { documents { url } } } } } }"""

    assert execute(query, t=token)["page"]["body"] == [{"documents": []}]


@pytest.mark.parametrize(
    ("make", "change", "shown"),
    [
        (make_member, {"name": "Graz"}, {"name": "Graz", "description": {"text": ""}}),
        (make_secondee, {"name": "Ana"}, {"name": "Ana", "position": 1}),
        (
            make_site_information,
            {"tagline": "Neuve"},
            {"name": "Alliance", "tagline": "Neuve", "socialProfiles": []},
        ),
    ],
)
def test_snippet_is_shown_by_node(make, change, shown, execute):
    snippet = make()
    token = token_of(grant(snippet, **change))

    found = execute(NODE, t=token, id=node_id(snippet))["node"]

    assert found == {"id": node_id(snippet)} | shown


def test_secondee_who_is_not_public_comes_last(execute):
    make_secondee()
    secondee = make_secondee(live=False)

    found = execute(NODE, t=token_of(grant(secondee)), id=node_id(secondee))["node"]

    assert found["position"] == 2


def test_page_is_shown_by_node_too(page, execute):
    token = token_of(grant(page, title="Brouillon"))

    assert execute(NODE, t=token, id=node_id(page))["node"]["title"] == "Brouillon"


def test_token_shows_its_own_revision_and_no_later_one(page, execute):
    token = token_of(grant(page, title="Premier"))
    draft(page, title="Second")

    assert execute(PAGE, t=token)["page"]["title"] == "Premier"


@pytest.mark.parametrize(
    "arguments",
    ['path: "/fr/"', 'path: "/fr/autre/"', 'id: "UGFnZTox"', 'locale: "de"'],
)
def test_token_is_good_for_no_other_page(home, page, execute, arguments):
    make_page(home, title="Autre", slug="autre")
    translate(home, "de", title="Start", tagline="Z")
    translate(page, "de", title="Seite")
    token = token_of(grant(page))

    query = f"query($t: String) {{ page(previewToken: $t, {arguments}) {{ title }} }}"

    assert execute(query, t=token) == {"page": None}


def test_token_of_a_page_is_good_for_no_other_node(home, page, execute):
    token = token_of(grant(page))

    assert execute(NODE, t=token, id=node_id(home)) == {"node": None}
    assert execute(NODE, t=token, id=node_id(make_member())) == {"node": None}


def test_token_of_a_member_gives_no_page(home, page, execute):
    assert execute(PAGE, t=token_of(grant(make_member()))) == {"page": None}


def forged(page):
    token = token_of(grant(page))
    return token[:-1] + ("A" if token[-1] != "A" else "B")


def expired(page):
    made = grant(page)
    PreviewGrant.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    return token_of(made)


def taken_back(page):
    made = grant(page)
    revoke(made)
    return token_of(made)


def published(page):
    made = grant(page, title="Brouillon")
    made.revision.publish()
    return token_of(made)


def unpublished(page):
    made = grant(page)
    page.unpublish()
    return token_of(made)


def deleted(page):
    made = grant(page)
    page.delete()
    return token_of(made)


def of_a_dismissed_editor(page):
    user = get_user_model().objects.create_user("gone", password="x", is_active=False)
    return token_of(grant_reviewer(draft(page), "Anna", 1, user))


WRONG = {
    "unpublished page": unpublished,
    "wrong": lambda _page: "wrong",
    "empty": lambda _page: "",
    "long": lambda _page: "x" * 100_000,
    "forged": forged,
    "expired": expired,
    "taken back": taken_back,
    "published since": published,
    "deleted": deleted,
    "dismissed": of_a_dismissed_editor,
}


def answer_to(client, token):
    """Status, headers and bytes, and how many statements they took."""
    body = {"query": PAGE, "variables": {"t": token}}
    with CaptureQueriesContext(connection) as statements:
        response = client.post("/graphql/", body, content_type="application/json")
    return (response.status_code, dict(response.items()), response.content), len(statements)


@pytest.mark.parametrize("kind", WRONG)
def test_wrong_tokens_look_exactly_alike(page, client, kind):
    """To the byte, and in what they cost: a statement or two are no difference that the network lets through."""
    token = WRONG[kind](page)
    answer_to(client, "warm")

    expected, few = answer_to(client, "wrong")
    found, statements = answer_to(client, token)

    assert found == expected
    assert expected[0] == 200
    assert b'"page":null' in expected[2]
    assert b"errors" not in expected[2]
    assert expected[1]["Cache-Control"] == "private, no-store"
    assert statements - few <= 2


def test_expiry_is_told_by_the_clock(page, execute):
    """Not by what the token says: it carries no time that anybody could change (T11)."""
    user = get_user_model().objects.create_superuser("a", password="b")
    token = token_of(grant_editor(page, user))

    def title_after(minutes):
        with patch.object(timezone, "now", lambda: now + timedelta(minutes=minutes)):
            return (execute(PAGE, t=token)["page"] or {}).get("title")

    now = timezone.now()
    assert title_after(14) == "Public"
    assert title_after(16) is None


def test_minutes_are_a_setting(page, settings):
    settings.PREVIEW_MINUTES = 3
    user = get_user_model().objects.create_superuser("a", password="b")

    made = grant_editor(page, user)

    assert timedelta(minutes=2) < made.expires_at - timezone.now() <= timedelta(minutes=3)


def test_answers_to_right_tokens_are_not_stored_either(page, client):
    body = {"query": PAGE, "variables": {"t": token_of(grant(page))}}

    response = client.post("/graphql/", body, content_type="application/json")

    assert response["Cache-Control"] == "private, no-store"


def test_public_answers_say_nothing_of_previews(page, client, monkeypatch):
    monkeypatch.setattr(current, "is_settled", lambda: True)
    query = '{ page(path: "/fr/page/") { title } }'

    response = client.get("/graphql/", {"query": query})

    assert response["Cache-Control"].startswith("public")


def test_sixty_wrong_tokens_in_a_minute_and_no_more(page, ask):
    token = token_of(grant(page))
    for _ in range(tries.WRONG_PER_MINUTE):
        assert ask(PAGE, t="wrong")["data"] == {"page": None}

    for tried in ("wrong", token):
        error = ask(PAGE, t=tried)["errors"][0]
        assert error["extensions"]["code"] == "RATE_LIMITED"
        assert 1 <= error["extensions"]["retryAfter"] <= 60
    cache.clear()
    assert ask(PAGE, t=token)["data"]["page"]["title"] == "Public"


def test_right_tokens_are_not_counted(page, execute):
    token = token_of(grant(page))

    for _ in range(tries.WRONG_PER_MINUTE + 1):
        assert execute(PAGE, t=token)["page"]


def test_previews_go_on_without_a_cache(page, execute):
    token = token_of(grant(page))

    with (
        patch.object(tries.cache, "get", side_effect=OSError),
        patch.object(tries.cache, "add", side_effect=OSError),
    ):
        assert execute(PAGE, t=token)["page"]
        assert execute(PAGE, t="wrong") == {"page": None}


def test_forged_token_costs_no_statement(page, django_assert_num_queries):
    token = forged(page)

    with django_assert_num_queries(0):
        assert open_token(token) is None


def test_reviewer_has_days_within_the_limit(page):
    with pytest.raises(ValueError, match="days"):
        grant(page, days=grants.MAX_REVIEWER_DAYS + 1)
    assert grant(page, days=grants.MAX_REVIEWER_DAYS)


def test_same_state_of_a_form_gives_one_grant_and_only_the_newest_are_kept(page):
    user = get_user_model().objects.create_superuser("a", password="b")
    first = grant_editor(page, user)
    assert grant_editor(page, user) == first

    for number in range(10):
        page.title = f"Titre {number}"
        newest = grant_editor(page, user)

    kept = PreviewGrant.objects.filter(reviewer="")
    assert kept.count() == grants.KEPT_FOR_EDITOR
    assert newest in kept


def test_no_other_field_takes_a_token():
    types = schema.graphql_schema.type_map
    having = {
        f"{name}.{field}"
        for name, type_ in types.items()
        for field, definition in getattr(type_, "fields", {}).items()
        if "previewToken" in getattr(definition, "args", {})
    }

    assert having == {"Query.node", "Query.page"}


def test_daily_job_removes_what_has_ended(page):
    user = get_user_model().objects.create_superuser("a", password="b")
    ended, fresh = grant_editor(page, user), grant(page)
    long_ago = grant(page)
    PreviewGrant.objects.filter(pk=ended.pk).update(expires_at=timezone.now() - DAY)
    PreviewGrant.objects.filter(pk=long_ago.pk).update(expires_at=timezone.now() - 31 * DAY)

    call_command("clear_previews", verbosity=0)

    assert list(PreviewGrant.objects.all()) == [fresh]
