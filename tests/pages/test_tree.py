"""A wrong tree cannot be built, whoever builds it."""

import pytest
from django.core.exceptions import ValidationError
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page

from pages.models import (
    PAGE_MODELS,
    AboutPage,
    HomePage,
    NewsIndexPage,
    NewsPage,
    ObjectivesPage,
    StandardPage,
)
from tests.factories import locale, make_home, make_page, translate

pytestmark = pytest.mark.django_db


def test_home_page_has_its_language_as_slug():
    home = make_home(slug="anything")

    assert home.url_path == "/fr/"
    assert translate(home, "rom").url_path == "/rom/"


def test_second_home_page_in_a_language_is_refused():
    make_home()

    with pytest.raises(ValidationError):
        make_home(title="Encore")


def test_home_page_of_another_document_is_refused():
    make_home()

    with pytest.raises(ValidationError):
        make_home(title="Home", locale=locale("en"))


def test_news_item_stands_only_under_a_news_index():
    home = make_home()

    with pytest.raises(ValidationError):
        make_page(home, NewsPage)
    assert make_page(make_page(home, NewsIndexPage), NewsPage).url_path.startswith("/fr/")


def test_draft_in_a_wrong_place_is_refused_as_well():
    home = make_home()

    with pytest.raises(ValidationError):
        make_page(home, NewsPage, live=False)


def test_objectives_exist_once_in_a_language():
    home = make_home()
    make_page(home, ObjectivesPage)

    with pytest.raises(ValidationError):
        make_page(home, ObjectivesPage)


def test_page_cannot_be_moved_to_a_wrong_place():
    home = make_home()
    standard = make_page(home)
    news = make_page(home, NewsIndexPage)

    with pytest.raises(ValidationError):
        standard.move(news, pos="last-child")
    assert Page.objects.get(pk=standard.pk).get_parent().pk == home.pk


def test_standard_page_may_move_below_about():
    home = make_home()
    standard = make_page(home)
    about = make_page(home, AboutPage)

    standard.move(about, pos="last-child")

    assert StandardPage.objects.get(pk=standard.pk).url_path.startswith(about.url_path)


@pytest.fixture
def moved():
    """(a page, where it goes): both stand in German, where it goes not in Romani."""
    home = make_home()
    about, page = make_page(home, AboutPage, slug="about"), make_page(home, slug="page")
    for tag in ("de", "rom"):
        translate(home, tag)
        translate(page, tag, slug=f"page-{tag}")
    translate(about, "de", slug="ueber")
    return page, about


def place(page, tag):
    return Page.objects.get(locale=locale(tag), translation_key=page.translation_key).url_path


def test_translations_move_with_their_source(moved):
    page, about = moved
    child = make_page(page, slug="child")
    translate(child, "de", slug="kind")

    StandardPage.objects.get(pk=page.pk).move(about, pos="last-child")

    assert place(page, "fr").endswith("/about/page/")
    assert place(page, "de").endswith("/ueber/page-de/")
    assert place(child, "de").endswith("/ueber/page-de/kind/")
    olds = set(Redirect.objects.values_list("old_path", flat=True))
    assert olds >= {"/fr/page", "/de/page-de", "/de/page-de/kind"}
    assert not any(Page.find_problems())


def test_translation_stays_where_the_new_place_is_not_translated(moved):
    page, about = moved
    before = place(page, "rom")

    page.move(about, pos="last-child")

    assert place(page, "rom") == before


def test_moved_translation_gets_an_address_of_its_own(moved):
    page, about = moved
    translate(make_page(about, slug="other"), "de", slug="page-de")

    page.move(about, pos="last-child")

    assert place(page, "de").endswith("/ueber/page-de-1/")


def test_new_order_moves_no_translation(moved):
    page, about = moved
    before = place(page, "de"), Page.objects.get(url_path=place(page, "de")).path

    page.move(about, pos="left")

    assert (place(page, "de"), Page.objects.get(url_path=place(page, "de")).path) == before


def test_translation_that_an_administrator_moves_takes_nothing_along(moved):
    page, _about = moved
    german = Page.objects.get(locale=locale("de"), translation_key=page.translation_key)

    german.move(Page.objects.get(locale=locale("de"), slug="ueber"), pos="last-child")

    assert place(page, "fr").endswith("/fr/page/")


@pytest.mark.parametrize("model", PAGE_MODELS)
def test_every_kind_of_page_declares_its_place(model):
    assert model.clean_parent_page_models()
    assert "subpage_types" in vars(model), model


@pytest.mark.parametrize("model", PAGE_MODELS)
def test_every_kind_but_the_home_page_stands_under_pages_of_this_site(model):
    parents = {parent.__name__ for parent in model.clean_parent_page_models()}

    assert (
        parents == {"Page"} if model is HomePage else parents <= {m.__name__ for m in PAGE_MODELS}
    )
