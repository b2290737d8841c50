"""Threat 22 and the admin: what each answer tells the browser."""

import pytest
from wagtail.admin.widgets import AdminDateTimeInput, AdminPageChooser

from tests.factories import make_home, make_page

pytestmark = pytest.mark.django_db


def policy(answer):
    parts = (part.split() for part in answer["Content-Security-Policy"].split(";"))
    return {part[0]: part[1:] for part in parts if part}


@pytest.mark.parametrize(
    "url", ["/admin/login/", "/admin/", "/admin/images/", "/admin/reports/site-history/"]
)
def test_admin_loads_nothing_from_other_hosts_and_is_framed_by_nobody(admin_client, url):
    answer = admin_client.get(url, follow=True)

    rules = policy(answer)
    assert rules["default-src"] == ["'self'"]
    assert rules["script-src"] == ["'self'", "'unsafe-inline'"]
    assert rules["frame-ancestors"] == ["'self'"]
    assert rules["object-src"] == ["'none'"]
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["X-Frame-Options"] in {"DENY", "SAMEORIGIN"}
    assert answer["Referrer-Policy"] == "same-origin"


def test_wagtail_still_writes_scripts_into_its_pages():
    """Why 'unsafe-inline' stands (cms/content_policy.py). When this fails, see whether it can go."""
    chooser = AdminPageChooser().render("page", None, {"id": "id_page"})
    moment = AdminDateTimeInput().render("moment", None, {"id": "id_moment"})

    assert "<script>" in chooser
    assert "<script>" in moment


def test_other_pages_run_no_script_that_stands_in_them(client):
    rules = policy(client.get("/graphql/", headers={"Accept": "text/html"}))

    assert "'unsafe-inline'" not in rules.get("script-src", rules["default-src"])
    assert rules["frame-ancestors"] == ["'none'"]


def test_editor_may_preview_in_a_frame_of_the_admin(admin_client):
    page = make_page(make_home())

    rules = policy(admin_client.get(f"/admin/pages/{page.pk}/edit/"))

    assert "http://localhost:3000" in rules["frame-src"]


def test_session_cookie_is_out_of_reach_of_scripts_and_other_sites(client, django_user_model):
    django_user_model.objects.create_superuser("anna", password="right one")

    client.post("/admin/login/", {"username": "anna", "password": "right one"})

    cookie = client.cookies["sessionid"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
