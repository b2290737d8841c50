"""The CMS has no pages of its own: their addresses lead to the frontend."""

import datetime

import pytest
from django.conf.locale import LANG_INFO
from django.utils import translation
from django.utils.formats import date_format
from wagtail.models import Locale

from cms.settings.languages import language_info, make_missing_catalogs
from search.signal_handlers import prepare as prepare_search
from tests.factories import make_home, make_page, make_private, translate

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


def test_language_without_any_catalog_has_addresses_and_dates(
    client, settings, monkeypatch, tmp_path
):
    """T41: Django neither routes nor formats in a language for which it finds no catalog."""
    monkeypatch.setitem(LANG_INFO, "rmy", language_info("rmy", "romani"))
    paths = [*settings.LOCALE_PATHS, tmp_path]
    make_missing_catalogs(["rmy"], paths)
    languages = [*settings.LANGUAGES, ("rmy", "romani")]
    settings.LOCALE_PATHS = paths
    settings.LANGUAGES = settings.WAGTAIL_CONTENT_LANGUAGES = languages
    prepare_search()
    home = make_home()
    Locale.objects.create(language_code="rmy")
    make_page(translate(home, "rmy"), title="x")

    response = client.get("/rmy/x/")

    assert response.status_code == 302
    assert response["Location"] == f"{settings.FRONTEND_URL}/rmy/x/"
    with translation.override("rmy"):
        assert date_format(datetime.date(2013, 3, 5)) == "5 mars 2013"
