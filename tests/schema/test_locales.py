"""Honest about language: what stands for which locale, and what it really is."""

from datetime import timedelta

import pytest
from django.utils.timezone import now
from wagtail.models import Locale, Page

from pages.models import AboutPage, NewsIndexPage, NewsPage
from tests.factories import (
    block,
    items,
    locale,
    make_home,
    make_member,
    make_page,
    make_picture,
    make_site_information,
    paragraph,
    translate,
)

pytestmark = pytest.mark.django_db

HONESTY = "fragment Honesty on Page { locale servedLocale isFallback }"


def test_every_configured_language_has_a_locale():
    assert set(Locale.objects.values_list("language_code", flat=True)) == {"fr", "en", "de", "rom"}


def test_languages_are_named_in_english_and_in_themselves(execute):
    """T41: Django does not know Romani."""
    locales = execute("{ locales { code name localName isSource isRightToLeft } }")["locales"]

    assert [one["code"] for one in locales] == ["fr", "en", "de", "rom"]
    assert locales[0]["isSource"] is True
    assert locales[3] == {
        "code": "rom",
        "name": "Romany",
        "localName": "romani ćhib",
        "isSource": False,
        "isRightToLeft": False,
    }


def test_fallback_is_flagged_and_keeps_its_own_id(execute):
    make_home()

    query = """query ($locale: LanguageTag!) {
        page(path: "/fr/", locale: $locale, fallback: ["fr"]) { id ...Honesty } }"""
    french, german = (execute(query + HONESTY, locale=tag)["page"] for tag in ("fr", "de"))

    assert german["id"] != french["id"]
    assert (german["locale"], german["servedLocale"], german["isFallback"]) == ("de", "fr", True)
    assert (french["locale"], french["servedLocale"], french["isFallback"]) == ("fr", "fr", False)
    by_id = "query ($id: ID!) { node(id: $id) { id ...Honesty } }"
    again = execute(by_id + HONESTY, id=german["id"])
    assert again["node"] == german


def test_document_in_no_asked_locale_is_null(execute):
    make_home()

    assert execute('{ page(path: "/fr/", locale: "de") { id } }')["page"] is None
    assert execute('{ page(path: "/fr/", locale: "de", fallback: ["en"]) { id } }')["page"] is None


def test_first_fallback_that_has_the_document_is_served(execute):
    translate(make_home(), "en", title="Home")

    page = execute('{ page(path: "/fr/", locale: "de", fallback: ["rom", "en", "fr"]) { title } }')

    assert page["page"] == {"title": "Home"}


def test_reading_with_a_fallback_writes_nothing(execute):
    make_home()
    before = Page.objects.count()

    execute('{ page(path: "/fr/", locale: "de", fallback: ["fr"]) { title } }')

    assert Page.objects.count() == before


def test_language_that_the_site_does_not_have_is_an_error_that_helps(ask):
    error = ask('{ members(locale: "xx") { totalCount } }')["errors"][0]

    assert error["extensions"]["code"] == "BAD_USER_INPUT"
    assert "fr, en, de, rom" in error["message"]


def test_tags_are_read_without_regard_to_case(execute):
    make_home()

    assert execute('{ pages(locale: "FR") { totalCount } }')["pages"] == {"totalCount": 1}


@pytest.mark.parametrize("accept", ["en", "de,fr;q=0.5", ""])
def test_links_follow_the_text_and_never_the_request(client, accept):
    """T17, T18: Wagtail's own rich text follows Accept-Language."""
    home = make_home()
    about = make_page(home, AboutPage, title="À propos", slug="a-propos")
    for tag, slug in {"en": "about", "de": "ueber-uns"}.items():
        translate(home, tag)
        translate(about, tag, slug=slug)
    link = f'<p><a linktype="page" id="{about.pk}">x</a></p>'
    action = block("call_to_action", {"label": "L", "page": about.pk, "url": ""})
    page = make_page(home, title="P", slug="p", body=[paragraph(link), action])
    translate(page, "de", slug="p")
    query = """query ($path: String!) { page(path: $path) { ... on StandardPage { body {
        ... on ParagraphBlock { content { html } } ... on CallToActionBlock { href } } } } }"""

    def addresses(path):
        body = {"query": query, "variables": {"path": path}}
        headers = {"Accept-Language": accept}
        answer = client.post("/graphql/", body, content_type="application/json", headers=headers)
        text, action = answer.json()["data"]["page"]["body"]
        return text["content"]["html"], action["href"]

    assert addresses("/fr/p/") == ('<p><a href="/fr/a-propos/">x</a></p>', "/fr/a-propos/")
    assert addresses("/de/p/") == ('<p><a href="/de/ueber-uns/">x</a></p>', "/de/ueber-uns/")


def test_locale_cascades_to_everything_that_hangs_on_a_page(execute):
    picture = make_picture(alt_texts={"fr": "Un pont", "de": "Eine Brücke"})
    member = make_member(name="Strasbourg", country="FR")
    translate(member, "de", name="Straßburg")
    home = make_home(body=[block("members", items(member.pk))], social_image=picture)
    translate(home, "de", title="Start")
    make_page(home, title="Nur französisch")

    page = execute(
        """{ page(path: "/fr/", locale: "de", fallback: ["fr"]) { title
            seo { image { alt } }
            children { totalCount edges { node { title locale servedLocale parent { title }
                breadcrumbs { title } } } }
            ... on HomePage { body { ... on MembersBlock { members { name country { name } } } } } } }"""
    )["page"]

    assert page["title"] == "Start"
    assert page["seo"]["image"]["alt"] == "Eine Brücke"
    assert page["body"][0]["members"] == [{"name": "Straßburg", "country": {"name": "Frankreich"}}]
    assert page["children"]["edges"][0]["node"] == {
        "title": "Nur französisch",
        "locale": "de",
        "servedLocale": "fr",
        "parent": {"title": "Start"},
        "breadcrumbs": [{"title": "Start"}],
    }


def test_menu_keeps_editors_order_when_languages_mix(execute):
    home = make_home()
    pages = [make_page(home, title=title, show_in_menus=True) for title in "abc"]
    make_page(home, title="not in menus")
    below = make_page(pages[1], title="b1", show_in_menus=True)
    translate(home, "de")
    translate(pages[2], "de", title="C")
    translate(pages[1], "de", title="B")

    menu = execute(
        """{ navigation(locale: "de", fallback: ["fr"]) { title path children { title } } }"""
    )["navigation"]

    assert [item["title"] for item in menu] == ["a", "B", "C"]
    assert menu[1]["children"] == [{"title": below.title}]
    only_german = execute('{ navigation(locale: "de") { title } }')["navigation"]
    assert {item["title"] for item in only_german} == {"B", "C"}


def test_menu_is_as_deep_as_asked(execute):
    home = make_home()
    make_page(make_page(home, title="a", show_in_menus=True), title="b", show_in_menus=True)

    menu = execute('{ navigation(locale: "fr", depth: 1) { title children { title } } }')

    assert menu["navigation"] == [{"title": "a", "children": []}]


def test_status_tells_source_translated_outdated_and_alias(execute):
    home = make_home()
    for tag in ("en", "de"):
        translate(home, tag)
    home.create_alias(
        parent=home.get_parent(),
        update_locale=locale("rom"),
        reset_translation_key=False,
        update_slug="rom",
    )
    german = home.get_translation(locale("de"))
    Page.objects.filter(pk=german.pk).update(last_published_at=now() - timedelta(days=1))

    page = execute('{ page(path: "/fr/") { translations { locale status } } }')["page"]

    assert {one["locale"]: one["status"] for one in page["translations"]} == {
        "fr": "SOURCE",
        "en": "TRANSLATED",
        "de": "OUTDATED",
        "rom": "ALIAS",
    }


def test_alias_is_a_fallback_in_its_own_locale(execute):
    """T13: an alias looks like a translation but has the source's words."""
    home = make_home()
    home.create_alias(
        parent=home.get_parent(),
        update_locale=locale("rom"),
        reset_translation_key=False,
        update_slug="rom",
    )

    page = execute('{ page(path: "/rom/") { ...Honesty } }' + HONESTY)["page"]

    assert page == {"locale": "rom", "servedLocale": "fr", "isFallback": True}


def test_completeness_counts_live_translations(execute):
    home = make_home()
    make_member()
    translate(home, "de")
    translate(home, "en", live=True).unpublish()

    locales = execute("{ locales { code completeness } }")["locales"]

    shares = {one["code"]: one["completeness"] for one in locales}
    assert shares == {"fr": 1.0, "de": 0.5, "en": 0.0, "rom": 0.0}


def test_site_information_falls_back_flag_free_but_honest_links(execute):
    home = make_home()
    make_site_information(footer=f'<p><a linktype="page" id="{home.pk}">x</a></p>')
    translate(home, "de")

    site = execute('{ site(locale: "de", fallback: ["fr"]) { name footer { html } } }')["site"]

    assert site["footer"]["html"] == '<p><a href="/de/">x</a></p>'


def test_neutral_facts_of_a_page_follow_the_source_at_once():
    index = make_page(make_home(), NewsIndexPage)
    page = make_page(index, NewsPage)
    translate(index.get_parent().specific, "de")
    translate(index, "de")
    german = translate(page, "de", title="Deutsch")

    page.date = page.date - timedelta(days=400)
    page.save_revision().publish()

    german.refresh_from_db()
    assert (german.date, german.title) == (page.date, "Deutsch")
    assert german.get_latest_revision_as_object().date == page.date
