"""The CMS has no pages of its own: their addresses lead to the frontend."""

import pytest

from tests.factories import make_home, make_page, make_private

pytestmark = pytest.mark.django_db


def test_address_of_a_page_leads_to_the_frontend(client, settings):
    make_page(make_home(), title="Contact")

    response = client.get("/fr/contact/")

    assert response.status_code == 302
    assert response["Location"] == f"{settings.FRONTEND_URL}/fr/contact/"


def test_address_of_a_draft_is_not_found(client):
    make_page(make_home(), title="Contact", live=False)

    assert client.get("/fr/contact/").status_code == 404


def test_address_of_a_private_page_asks_for_a_log_in(client):
    make_private(make_page(make_home(), title="Contact"))

    assert "login" in client.get("/fr/contact/")["Location"]


def test_start_page_is_the_admin(client):
    assert client.get("/")["Location"] == "/admin/"


@pytest.mark.parametrize("path", ["edit", "copy", "history", "usage", "privacy"])
def test_views_of_a_page_open_in_the_admin(admin_client, path):
    page = make_page(make_home())

    assert admin_client.get(f"/admin/pages/{page.pk}/{path}/").status_code in {200, 302}
