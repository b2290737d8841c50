"""Previews and preview links in the admin."""

import json
import re
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from graphql import parse, validate
from wagtail.models import GroupPagePermission, Site

from cms.schema import schema
from preview.frontends import frontend_origins
from preview.models import LocaleAddress, PreviewGrant, PreviewSetting
from tests.factories import (
    locale,
    make_home,
    make_member,
    make_page,
    make_site_information,
    translate,
)
from tests.preview.asking import NODE, PAGE, draft, grant, unfinished

pytestmark = pytest.mark.django_db
STATIC = Path(__file__).parents[2] / "preview/static/preview"
FACTS = re.compile(r'<script id="facts" type="application/json">(.*?)</script>')


@pytest.fixture
def page():
    return make_page(make_home(), title="Public", slug="page")


@pytest.fixture
def admin(client):
    user = get_user_model().objects.create_superuser("admin", password="x")
    client.force_login(user)
    return client


def facts(response):
    return json.loads(FACTS.search(response.content.decode())[1])


def shown(response, execute):
    """What a frontend gets with the token in the previewed page."""
    told = facts(response)
    if told["kind"] == "page":
        return execute(PAGE, t=told["previewToken"])["page"]
    return execute(NODE, t=told["previewToken"], id=told["id"])["node"]


def form_of(page, **values):
    return {
        "title": "Tapé",
        "slug": page.slug,
        "intro": "null",
        "body-count": "0",
        "comments-TOTAL_FORMS": "0",
        "comments-INITIAL_FORMS": "0",
    } | values


def test_panel_shows_what_is_typed_before_anything_is_saved(admin, page, execute):
    address = f"/admin/pages/{page.pk}/edit/preview/"

    answer = admin.post(address, form_of(page)).json()
    response = admin.get(f"{address}?in_preview_panel=true")

    assert answer == {"is_valid": True, "is_available": True}
    assert response["X-Frame-Options"] == "SAMEORIGIN"
    assert "no-store" in response["Cache-Control"]
    assert response["Referrer-Policy"] == "no-referrer"
    assert shown(response, execute)["title"] == "Tapé"
    assert page.revisions.count() == 1


def test_panel_of_a_new_page(admin, page, execute):
    home = page.get_parent()
    address = f"/admin/pages/add/pages/standardpage/{home.pk}/preview/"
    admin.post(address, form_of(page, title="Neuve", slug="neuve"))

    found = shown(admin.get(address), execute)

    assert (found["title"], found["path"]) == ("Neuve", "/fr/neuve/")


def test_view_draft_shows_the_draft(admin, page, execute):
    draft(page, title="Brouillon")

    found = shown(admin.get(f"/admin/pages/{page.pk}/view_draft/"), execute)

    assert found["title"] == "Brouillon"


def test_older_revision_is_shown(admin, page, execute):
    first = draft(page, title="Premier")
    draft(page, title="Second")

    found = shown(admin.get(f"/admin/pages/{page.pk}/revisions/{first.pk}/view/"), execute)

    assert found["title"] == "Premier"


@pytest.mark.parametrize("make", [make_member, make_site_information])
def test_panel_of_a_snippet(admin, make, execute):
    snippet = make()
    address = f"/admin/snippets/snippets/{snippet._meta.model_name}/preview/{snippet.pk}/"
    admin.post(
        address,
        {"name": "Tapé", "kind": "CITY", "country": "FR", "description": "null"}
        | {"contact_email": "a@b.org", "patronage": "null", "footer": "null"}
        | {"social_profiles-count": "0"},
    )

    assert shown(admin.get(address), execute)["name"] == "Tapé"


def test_panel_of_a_new_member(admin, page, execute):
    address = "/admin/snippets/snippets/member/preview/"
    admin.post(address, {"name": "Neuf", "kind": "CITY", "country": "FR", "description": "null"})

    assert shown(admin.get(address), execute)["name"] == "Neuf"


def test_unfinished_translation_of_a_page(admin, page, execute):
    translate(page.get_parent(), "de", title="Start", tagline="Z")
    translation = unfinished(page, {"Public": "Öffentlich"})

    found = shown(admin.get(f"/admin/translation/tasks/{translation.task.pk}/preview/"), execute)

    assert (found["title"], found["locale"]) == ("Öffentlich", "de")


def test_unfinished_translation_of_a_snippet(admin, execute):
    translation = unfinished(make_member(name="Strasbourg"), {"Strasbourg": "Straßburg"})
    workspace = admin.get(f"/admin/translation/tasks/{translation.task.pk}/").content.decode()
    address = re.search(r'href="(/admin/translation/tasks/\d+/preview/)"', workspace)[1]

    assert shown(admin.get(address), execute)["name"] == "Straßburg"


def test_frontend_of_the_site_and_of_the_language(admin, page):
    translation = unfinished(page.get_parent(), {})
    setting = PreviewSetting.objects.create(
        site=Site.objects.get(), address="https://www.example.org/preview?mode=draft"
    )
    LocaleAddress.objects.create(
        setting=setting, locale=locale("de"), address="https://de.example.org/vorschau"
    )

    french = urlsplit(admin.get(f"/admin/pages/{page.pk}/view_draft/")["Location"])
    german = urlsplit(
        admin.get(f"/admin/translation/tasks/{translation.task.pk}/preview/")["Location"]
    )

    assert f"{french.scheme}://{french.netloc}{french.path}" == "https://www.example.org/preview"
    told = parse_qs(french.query)
    assert (told["mode"], told["path"], told["locale"]) == (["draft"], ["/fr/page/"], ["fr"])
    assert told["previewToken"]
    assert german.netloc == "de.example.org"
    assert frontend_origins() == ["https://de.example.org", "https://www.example.org"]


def test_address_with_a_script_is_refused():
    setting = PreviewSetting(site=Site.objects.get(), address="javascript:alert(1)")

    with pytest.raises(Exception, match="address"):
        setting.full_clean()


def share(client, document, **values):
    meta = document._meta
    address = f"/admin/preview-links/new/{meta.app_label}/{meta.model_name}/{document.pk}/"
    return client.post(address, {"reviewer": "Anna", "days": "7"} | values)


def link_in(response):
    return (
        re.search(r'data-w-clipboard-target="value"', response)
        and re.search(r'<input type="hidden" value="([^"]*)"', response.replace("&amp;", "&"))[1]
    )


def test_reviewer_gets_a_link_that_can_be_taken_back(admin, page, client, execute):
    draft(page, title="Brouillon")

    assert share(admin, page).status_code == 302
    link = link_in(admin.get("/admin/preview-links/").content.decode())
    token = parse_qs(urlsplit(link).fragment)["previewToken"][0]

    assert execute(PAGE, t=token)["page"]["title"] == "Brouillon"
    admin.post(f"/admin/preview-links/{PreviewGrant.objects.get().pk}/take-back/")
    assert execute(PAGE, t=token) == {"page": None}
    assert "data-w-clipboard-target" not in admin.get("/admin/preview-links/").content.decode()


def test_days_have_a_limit(admin, page):
    assert share(admin, page, days="31").status_code == 200
    assert not PreviewGrant.objects.exists()


def editor_of(page):
    group = Group.objects.create(name="some")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    change = Permission.objects.get(codename="change_page")
    GroupPagePermission.objects.create(group=group, page=page, permission=change)
    user = get_user_model().objects.create_user("editor", password="x")
    user.groups.add(group)
    return user


def test_who_cannot_edit_the_page_cannot_share_it(client, page):
    draft(page)
    other = make_page(page.get_parent(), title="Autre", slug="autre")
    client.force_login(editor_of(other))

    assert share(client, page).status_code == 302
    assert not PreviewGrant.objects.exists()
    share(client, other)
    assert PreviewGrant.objects.count() == 1


def test_who_cannot_edit_members_cannot_share_one(client, page):
    member = make_member()
    draft(member)
    user = editor_of(page)
    client.force_login(user)

    share(client, member)
    assert not PreviewGrant.objects.exists()
    user.user_permissions.add(Permission.objects.get(codename="change_member"))
    share(client, member)
    assert PreviewGrant.objects.count() == 1


def test_links_of_others_are_for_those_who_may_take_them_back(client, page):
    made = grant(page)
    user = editor_of(page)
    client.force_login(user)

    assert "Anna" not in client.get("/admin/preview-links/").content.decode()
    client.post(f"/admin/preview-links/{made.pk}/take-back/")
    assert PreviewGrant.objects.get().is_open()
    user.user_permissions.add(Permission.objects.get(codename="delete_previewgrant"))
    assert "Anna" in client.get("/admin/preview-links/").content.decode()


def test_reviewers_page_holds_nothing_and_is_never_stored(client, page):
    response = client.get("/preview/")

    assert facts(response) == {}
    assert "no-store" in response["Cache-Control"]
    assert response["Referrer-Policy"] == "no-referrer"
    assert response["X-Robots-Tag"] == "noindex"
    assert "wagtail-userbar" not in response.content.decode()
    assert not response.cookies


@pytest.mark.parametrize("name", ["page", "node", "frame"])
def test_questions_of_the_client_are_valid(name):
    document = parse((STATIC / f"{name}.graphql").read_text(encoding="utf-8"))

    assert validate(schema.graphql_schema, document) == []
