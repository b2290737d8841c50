"""The number of SQL statements does not depend on how much there is."""

from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from pages.models import AboutPage, NewsIndexPage, NewsPage
from tests.factories import (
    block,
    items,
    make_document,
    make_home,
    make_member,
    make_page,
    make_picture,
    make_site_information,
    paragraph,
    translate,
)

pytestmark = pytest.mark.django_db

RICH_PAGE = """{ page(path: "/fr/") { title url breadcrumbs { title path }
    translations { locale path title status } seo { image { alt picture(preset: CARD) {
        sources { srcset } fallback { url } } } }
    ... on HomePage { body { id
        ... on ParagraphBlock { content { html markdown text } }
        ... on ImageBlock { image { alt picture(preset: CONTENT) { fallback { url } } } }
        ... on MembersBlock { members { name logo { alt } translations { locale } } }
        ... on DocumentsBlock { documents { title url } }
        ... on CallToActionBlock { href } } } } }"""
PLAIN_PAGE = """{ page(path: "/fr/") { title breadcrumbs { title path } translations { locale path }
    seo { image { alt } } ... on HomePage { body { id ... on ParagraphBlock { content { html } }
        ... on ImageBlock { image { alt picture(preset: CONTENT) { fallback { url } } } } } } } }"""
TWENTY = """{ pages(locale: "fr", first: 20) { edges { node { title path parent { title }
    seo { image { picture(preset: CARD) { fallback { url } } } } translations { locale path } } } } }"""
PAGE_LIST = """{ pages(locale: "fr", first: 100) { totalCount edges { node { title path
    seo { image { picture(preset: CARD) { fallback { url } } } }
    parent { title path parent { title } } translations { locale path status } breadcrumbs { path }
    children(first: 2) { totalCount edges { node { title translations { locale } } } } } } } }"""
MEMBER_LIST = """{ members(locale: "de", fallback: ["fr"], country: ["FR"], first: 100) { totalCount
    countries { count country { name } }
    edges { node { name country { name } } } } }"""
NAVIGATION = """{ navigation(locale: "de", fallback: ["fr"]) { title path
    children { title path children { title } } } }"""


def build(times):
    """A site whose every list is so many times as long."""
    pictures = [make_picture(drawn=True) for _ in range(times)]
    members = [make_member(logo=pictures[0]) for _ in range(times)]
    home = make_home(social_image=pictures[0])
    about = make_page(home, AboutPage, show_in_menus=True)
    index = make_page(home, NewsIndexPage, show_in_menus=True)
    news = [make_page(index, NewsPage, social_image=pictures[n]) for n in range(times)]
    subpages = [make_page(about, show_in_menus=True) for _ in range(times)]
    documents = [make_document() for _ in range(times)]
    home.body = [
        made
        for n in range(times)
        for made in (
            paragraph(f'<p><a linktype="page" id="{news[n].pk}">x</a></p>'),
            block("image", {"image": pictures[n].pk, "alt_text": "", "caption": ""}),
            block("members", items(*(member.pk for member in members))),
            block("documents", items(*(document.pk for document in documents))),
            block("call_to_action", {"label": "L", "page": subpages[n].pk, "url": ""}),
        )
    ]
    home.save_revision().publish()
    for tag in ("de", "en", "rom")[:times]:
        for page in (home, about, index, *subpages):
            translate(page, tag)
    for member in members:
        translate(member, "de")


@pytest.mark.parametrize("times", [1, 3])
@pytest.mark.parametrize(
    ("query", "statements"),
    [
        (RICH_PAGE, 12),
        (PAGE_LIST, 8),
        (MEMBER_LIST, 3),
        (NAVIGATION, 2),
        (PLAIN_PAGE, 8),
        (TWENTY, 5),
    ],
    ids=["rich page", "page list", "member list", "navigation", "page", "twenty"],
)
def test_number_of_statements_is_constant(execute, query, statements, times):
    build(times)
    execute(query)  # Django keeps content types after the first time.

    with CaptureQueriesContext(connection) as captured:
        execute(query)

    assert len(captured) == statements, "\n".join(one["sql"] for one in captured)


OPERATIONS = Path(__file__).parents[2] / "graphql/operations"
DOCUMENTED = {
    "Fallback": ({"path": "/fr/", "locale": "de", "fallback": ["fr"]}, 4),
    "JoinForm": ({"locale": "fr"}, 2),
    "LanguageSwitcher": ({"path": "/fr/"}, 3),
    "MemberMap": ({"locale": "fr", "country": ["FR"]}, 3),
    "Menu": ({"locale": "fr"}, 7),
    "NewsList": ({"locale": "fr"}, 5),
    "PageByPath": ({"path": "/fr/"}, 6),
    "Picture": ({"locale": "fr"}, 3),
    "Redirect": ({"oldPath": "/ancien/"}, 4),
    "Search": ({"query": "actualite", "locale": "fr", "types": ["PAGE"]}, 2),
}
"""The queries of docs/graphql.md: their variables here, and their statements."""


def test_every_documented_query_has_its_number():
    queries = {path.stem for path in OPERATIONS.glob("*.graphql")}

    assert queries - {"Apply"} == set(DOCUMENTED)


@pytest.mark.parametrize("times", [1, 3])
@pytest.mark.parametrize("name", DOCUMENTED)
def test_documented_query_has_a_constant_number_of_statements(execute, name, times):
    build(times)
    make_site_information()
    query = (OPERATIONS / f"{name}.graphql").read_text()
    variables, statements = DOCUMENTED[name]
    execute(query, **variables)

    with CaptureQueriesContext(connection) as captured:
        execute(query, **variables)

    assert len(captured) == statements, "\n".join(one["sql"] for one in captured)
