"""The first start and every later one."""

import io

import pytest
from django.contrib.auth import get_user_model
from django.core.management import call_command
from wagtail.models import Revision

from pages.models import SitePage

pytestmark = pytest.mark.django_db


def prepare():
    out = io.StringIO()
    call_command("prepare_site", stdout=out)
    return out.getvalue()


def test_first_start_makes_one_administrator_and_shows_the_password_once(sample_site, client):
    shown = prepare()
    password = shown.split("password ")[1].split()[0]

    assert client.login(username="admin", password=password)
    assert password not in prepare()
    assert get_user_model().objects.count() == 1


def test_later_start_changes_no_content(sample_site):
    before = list(SitePage.objects.values_list("pk", "latest_revision", "last_published_at"))
    revisions = Revision.objects.count()

    prepare()

    assert (
        list(SitePage.objects.values_list("pk", "latest_revision", "last_published_at")) == before
    )
    assert Revision.objects.count() == revisions


def test_start_says_where_to_look(sample_site):
    shown = prepare()

    assert "/admin/" in shown
    assert "/graphql/" in shown
