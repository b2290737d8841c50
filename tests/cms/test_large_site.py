"""The large site for measuring: whole, served, and the same for the same seed."""

import pytest
from django.core.management import CommandError, call_command
from wagtail.models import Page

from cms.large_site import Size, make_large_site
from pages.models import NewsPage, SitePage
from snippets.models import Member

SIZE = Size(pages=60, members=12, languages=["fr", "de"], seed=7)

pytestmark = pytest.mark.django_db


@pytest.fixture
def site():
    make_large_site(SIZE, lambda _done, _total: None)


def fingerprint():
    pages = SitePage.objects.order_by("path").values_list("title", "translation_key", "url_path")
    bodies = [page.body.raw_data[0] for page in NewsPage.objects.order_by("path")]
    members = Member.objects.order_by("pk").values_list("name", "country", "latitude")
    return list(pages), bodies, list(members)


def test_site_has_the_size_that_was_asked_for(site):
    assert SitePage.objects.filter(locale__language_code="fr").count() == SIZE.pages
    assert Member.objects.count() == SIZE.members * 2
    assert 40 < SitePage.objects.filter(locale__language_code="de").count() < SIZE.pages


def test_tree_is_whole(site):
    assert all(not problems for problems in Page.find_problems())


def test_pages_are_served_with_all_that_hangs_on_them(site, execute, settings):
    settings.GRAPHQL_LIMITS = settings.GRAPHQL_LIMITS.model_copy(update={"cost": 100_000})
    data = execute(
        """{ pages(locale: "fr", first: 100) { totalCount edges { node { title path
            translations { locale status } ... on NewsPage { date body { __typename
            ... on ParagraphBlock { content { html } } ... on MembersBlock { members { name } } } } } } }
        german: pages(locale: "de") { totalCount } navigation(locale: "fr") { title } }"""
    )

    nodes = [edge["node"] for edge in data["pages"]["edges"]]
    assert data["pages"]["totalCount"] == len(nodes) == SIZE.pages
    assert {link["status"] for node in nodes for link in node["translations"]} == {
        "SOURCE",
        "TRANSLATED",
        "OUTDATED",
    }
    assert any("<a href=" in str(node) for node in nodes)


def test_seed_decides_everything(site):
    first = fingerprint()
    SitePage.objects.all().delete()
    Page.objects.filter(depth=2).delete()
    Member.objects.all().delete()

    make_large_site(SIZE, lambda _done, _total: None)

    second = fingerprint()
    assert (first[0], first[2]) == (second[0], second[2])
    assert [body["id"] for body in first[1]] == [body["id"] for body in second[1]]


def test_site_with_pages_is_refused(site):
    with pytest.raises(CommandError, match="empty database"):
        call_command("make_large_site")
