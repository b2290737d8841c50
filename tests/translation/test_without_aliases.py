"""T26: no page needs a copy in each language, however it came to be; the fallback is found when it is read.

See docs/decisions/0046-no-aliases.md.
"""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import Locale, Page

from cms.large_site import Size, make_large_site
from pages.models import StandardPage
from tests.factories import locale, make_home, make_page, publish, translate
from tests.translation.making import coordinator
from translation.coverage import MISSING, Coverage

pytestmark = pytest.mark.django_db

GERMAN = """{ page(path: "/fr/page/", locale: "de", fallback: ["fr"]) {
    title locale servedLocale isFallback translations { locale status } } }"""
STRICT = '{ page(path: "/fr/page/", locale: "de", fallback: []) { title } }'
LIST = '{ pages(locale: "de", first: 10) { edges { node { title } } } }'


@pytest.fixture
def home():
    home = make_home()
    translate(home, "de", title="Start", tagline="Zusammen")
    return home


def by_orm(home):
    return make_page(home, title="Page", slug="page")


def by_import(home):
    """As loaders do, with nothing of the admin around it."""
    page = StandardPage(title="Page", slug="page", locale=home.locale)
    home.add_child(instance=page)
    return page


def by_copy(home):
    original = make_page(home, title="Original", slug="original")
    return publish(original.copy(update_attrs={"title": "Page", "slug": "page"}))


def by_move(home):
    section = make_page(home, title="Section", slug="section")
    page = make_page(section, title="Page", slug="page")
    page.move(home, pos="last-child")
    return StandardPage.objects.get(pk=page.pk)


@pytest.mark.parametrize("make", [by_orm, by_import, by_copy, by_move])
def test_page_made_past_the_admin_is_served_by_fallback_and_flagged(home, execute, make):
    """T26."""
    make(home)

    assert execute(GERMAN)["page"] == {
        "title": "Page",
        "locale": "de",
        "servedLocale": "fr",
        "isFallback": True,
        "translations": [{"locale": "fr", "status": "SOURCE"}],
    }
    assert execute(STRICT) == {"page": None}
    listed = [edge["node"]["title"] for edge in execute(LIST)["pages"]["edges"]]
    assert "Page" not in listed
    assert not Page.objects.exclude(alias_of=None).exists()


@pytest.mark.parametrize("make", [by_orm, by_import, by_copy, by_move])
def test_page_made_past_the_admin_shows_in_the_matrix_as_not_submitted(home, client, make):
    """T26."""
    page = make(home)
    client.force_login(coordinator())

    rows = client.get(reverse("translation_coverage")).context["rows"]

    row = next(row for row in rows if row.document.title == "Page")
    german = next(one for one in row.cells if one.cell.locale == locale("de").pk)
    assert german.cell.state == MISSING
    assert german.address.startswith(reverse("translation:submit_page", args=[page.pk]))


def test_pages_of_a_bulk_import_are_served_and_listed_too(execute):
    """T26: rows that no signal ever saw."""
    make_large_site(Size(30, 1, ["fr", "en", "de", "rom"]), lambda _done, _all: None)
    tag = locale("de")
    missing = [
        one.document for one in Coverage().cells if one.locale == tag.pk and one.state == MISSING
    ]
    pages = [document for document in missing if document.kind == "page"]
    assert pages

    for document in pages:
        query = f'{{ page(path: "{document.path}", locale: "de", fallback: ["fr"]) {{ title isFallback }} }}'
        assert execute(query)["page"] == {"title": document.title, "isFallback": True}


def test_publishing_costs_the_same_however_many_languages_there_are(home):
    """The price of aliases would be rows for each language at each publication."""
    page = make_page(home, title="Page", slug="page")
    before = Page.objects.count()
    publish(page)
    with CaptureQueriesContext(connection) as few:
        publish(page)
    for tag in ("es", "it", "pt", "ro"):
        Locale.objects.create(language_code=tag)

    with CaptureQueriesContext(connection) as more:
        publish(page)

    assert len(more) == len(few)
    assert Page.objects.count() == before
