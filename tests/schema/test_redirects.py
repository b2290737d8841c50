"""Where old paths lead."""

import pytest
from wagtail.actions.move_page import MovePageAction
from wagtail.contrib.redirects.models import Redirect

from pages.models import AboutPage
from tests.factories import make_draft, make_home, make_page, make_private, publish, translate

pytestmark = pytest.mark.django_db

REDIRECT = "query($path: String!) { redirect(path: $path) { target permanent } }"


@pytest.fixture
def target(execute):
    def ask(path):
        found = execute(REDIRECT, path=path)["redirect"]
        return found and found["target"]

    return ask


@pytest.fixture
def rename(django_capture_on_commit_callbacks):
    """Publish a page with another slug; Wagtail makes redirects once that is committed."""

    def publish_as(page, slug):
        page.slug = slug
        with django_capture_on_commit_callbacks(execute=True):
            publish(page)

    return publish_as


def test_changed_slug_leaves_a_redirect_for_the_page_and_all_below(target, rename):
    about = make_page(make_home(), AboutPage, title="A", slug="ancien")
    make_page(about, title="B", slug="dessous")
    rename(about, "nouveau")

    assert target("/fr/ancien/") == "/fr/nouveau/"
    assert target("/fr/ancien") == "/fr/nouveau/"
    assert target("/fr/ancien/dessous/") == "/fr/nouveau/dessous/"


def test_changed_slug_of_a_translation_leaves_one_too(target, rename):
    home = make_home()
    page = make_page(home, title="A")
    translate(home, "de")
    german = translate(page, "de", slug="alt")
    rename(german, "neu")

    assert target("/de/alt/") == "/de/neu/"


def test_path_with_letters_beyond_ascii(target, rename):
    page = make_page(make_home(), title="A", slug="égalité")
    rename(page, "chances")

    assert target("/fr/égalité/") == "/fr/chances/"
    assert target("/fr/%C3%A9galit%C3%A9/") == "/fr/chances/"


def test_moved_page_leaves_a_redirect(target):
    home = make_home()
    first, second = (make_page(home, AboutPage, slug="un"), make_page(home, slug="autre"))
    page = make_page(first, title="P", slug="p")
    MovePageAction(page, second, pos="last-child").execute(skip_permission_checks=True)

    assert target("/fr/un/p/") == "/fr/autre/p/"


def test_twice_changed_slug_leads_to_the_page_at_once(target, rename):
    page = make_page(make_home(), slug="un")
    for slug in ("deux", "trois"):
        rename(page, slug)

    assert target("/fr/un/") == target("/fr/deux/") == "/fr/trois/"


@pytest.mark.parametrize("hide", [make_draft, make_private])
def test_redirect_to_a_hidden_page_is_null(target, hide):
    page = make_page(make_home(), slug="secret")
    Redirect.add_redirect("/old/", page)
    assert target("/old/") == "/fr/secret/"

    hide(page)

    assert target("/old/") is None


def test_public_page_is_no_old_path(target):
    home = make_home()
    page = make_page(home, slug="page")
    Redirect.add_redirect("/fr/page/", home)

    assert target("/fr/page/") is None
    make_draft(page)
    assert target("/fr/page/") == "/fr/"


def test_editors_may_lead_to_another_site(execute):
    Redirect.add_redirect("/rss/", "https://example.org/feed?a=1", is_permanent=False)

    assert execute(REDIRECT, path="/rss/")["redirect"] == {
        "target": "https://example.org/feed?a=1",
        "permanent": False,
    }


@pytest.mark.parametrize("link", ["javascript:alert(1)", "data:text/html,x", "//evil.example", "/\\evil.example"])  # fmt: skip
def test_address_that_no_browser_should_follow_is_null(target, link):
    Redirect.add_redirect("/old/", link)

    assert target("/old/") is None


@pytest.mark.parametrize("path", ["https://evil.example/", "//evil.example/", "evil", "", "//["])
def test_foreign_address_is_never_a_target_because_it_was_asked_for(target, path):
    make_home()

    assert target(path) is None


def test_redirects_are_followed_to_their_end(execute):
    page = make_page(make_home(), slug="ici")
    Redirect.add_redirect("/a/", "/b/")
    Redirect.add_redirect("/b/", page, is_permanent=False)

    assert execute(REDIRECT, path="/a/")["redirect"] == {"target": "/fr/ici/", "permanent": False}


def test_circle_of_redirects_is_null(target):
    Redirect.add_redirect("/a/", "/b/")
    Redirect.add_redirect("/b/", "/a/")

    assert target("/a/") is None


def test_query_string_counts_where_a_redirect_has_one(target):
    home = make_home()
    Redirect.add_redirect("/old/?page=2", "https://example.org/two")
    Redirect.add_redirect("/old/", home)

    assert target("/old/?page=2") == "https://example.org/two"
    assert target("/old/?page=3") == target("/old/") == "/fr/"


def test_number_of_statements_is_small(execute, rename, django_assert_num_queries):
    page = make_page(make_home(), slug="un")
    rename(page, "deux")
    execute(REDIRECT, path="/fr/un/?first")
    with django_assert_num_queries(5):
        execute(REDIRECT, path="/fr/un/")
