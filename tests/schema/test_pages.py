"""Pages through the endpoint: one by path or id, lists, trees."""

from datetime import date, timedelta

import pytest
from django.utils.timezone import now

from pages.models import (
    AboutPage,
    EventIndexPage,
    EventPage,
    HistoryPage,
    NewsIndexPage,
    NewsPage,
    ObjectivesPage,
    PrizePage,
    TerminologyPage,
)
from tests.factories import (
    block,
    items,
    make_home,
    make_member,
    make_page,
    make_picture,
    make_secondee,
    paragraph,
    translate,
)

pytestmark = pytest.mark.django_db

BY_PATH = "query ($path: String!) { page(path: $path) { id title path type parent { title } } }"


def test_page_is_found_by_its_public_path(execute):
    page = make_page(make_home(), title="Contact")

    found = execute(BY_PATH, path="/fr/contact/")["page"]

    assert found["title"] == page.title
    assert found["type"] == "STANDARD"
    assert found["parent"] == {"title": "Accueil"}


@pytest.mark.parametrize("path", ["/fr/contact", "fr/contact/", "/fr/contact/"])
def test_slashes_around_a_path_do_not_matter(execute, path):
    make_page(make_home(), title="Contact")

    assert execute(BY_PATH, path=path)["page"]


@pytest.mark.parametrize("path", ["/fr/nowhere/", "/", "", "/xx/", "/fr/%00/"])
def test_path_that_leads_nowhere_is_null(execute, path):
    make_home()

    assert execute(BY_PATH, path=path)["page"] is None


def test_slug_shared_by_translations_is_no_trouble(execute):
    """T14: looking pages up by slug fails as soon as a translation has the same one."""
    home = make_home()
    translate(home, "de")
    translate(
        make_page(home, title="Contact", slug="contact"), "de", title="Kontakt", slug="contact"
    )

    assert execute(BY_PATH, path="/de/contact/")["page"]["title"] == "Kontakt"


def test_page_and_its_id_lead_to_each_other(execute):
    make_home()
    id = execute(BY_PATH, path="/fr/")["page"]["id"]

    by_id = execute("query ($id: ID!) { page(id: $id) { path } }", id=id)
    by_node = execute("query ($id: ID!) { node(id: $id) { id ... on HomePage { path } } }", id=id)

    assert by_id["page"] == {"path": "/fr/"}
    assert by_node["node"] == {"id": id, "path": "/fr/"}


@pytest.mark.parametrize("id", ["", "x", "SG9tZVBhZ2U6OTk5OQ==", "VXNlcjox", "8J+Ygg==", "é"])
def test_unknown_id_is_null(execute, id):
    make_home()

    assert execute("query ($id: ID!) { node(id: $id) { id } }", id=id)["node"] is None


def test_page_wants_a_path_or_an_id(ask):
    answer = ask('{ page(locale: "fr") { id } }')

    assert answer["errors"][0]["extensions"]["code"] == "BAD_USER_INPUT"


def test_objectives_are_numbered_and_footnotes_linked(execute):
    texts = ["<p>Coopérer[1]</p>", "<p>Dialoguer</p>"]
    objectives = [block("objective", {"title": "T", "content": text}) for text in texts]
    note = block("footnote", "<p>Une note</p>")
    make_page(make_home(), ObjectivesPage, slug="o", objectives=objectives, footnotes=[note])

    page = execute(
        """{ page(path: "/fr/o/") { ... on ObjectivesPage {
            objectives { number content { html markdown text } }
            footnotes { number content { text } } } } }"""
    )["page"]

    first, second = page["objectives"]
    assert (first["number"], second["number"]) == (1, 2)
    assert first["content"] == {
        "html": '<p>Coopérer<sup><a href="#footnote-1">1</a></sup></p>',
        "markdown": "Coopérer[^1]",
        "text": "Coopérer[1]",
    }
    assert page["footnotes"] == [{"number": 1, "content": {"text": "Une note"}}]


def test_milestones_come_oldest_first_with_dates_as_people_write_them(execute):
    dates = [(2015, "4", 15), (2010, "10", None), (2012, "", None)]
    milestones = [
        block(
            "milestone",
            {"year": y, "month": m, "day": d, "title": "T", "content": "", "image": None},
        )
        for y, m, d in dates
    ]
    make_page(make_home(), HistoryPage, slug="h", milestones=milestones)

    page = execute(
        """{ page(path: "/fr/h/") { ... on HistoryPage {
            milestones { date precision dateLabel } } } }"""
    )["page"]

    assert page["milestones"] == [
        {"date": "2010-10-01", "precision": "MONTH", "dateLabel": "octobre 2010"},
        {"date": "2012-01-01", "precision": "YEAR", "dateLabel": "2012"},
        {"date": "2015-04-15", "precision": "DAY", "dateLabel": "15 avril 2015"},
    ]


def test_terms_pair_up_across_languages_and_name_their_broader_term(execute):
    home = make_home()
    translate(home, "de")
    terms = [term("roma", "Roms"), term("sinti", "Sinti", broader="roma", variants=["Manouches"])]
    page = make_page(home, TerminologyPage, slug="t", terms=terms)
    german = [
        one | {"value": one["value"] | {"name": name}}
        for one, name in zip(terms, ["Roma", "Sinti"], strict=True)
    ]
    translate(page, "de", terms=german, slug="t")

    query = """query ($path: String!) { page(path: $path) { ... on TerminologyPage {
        terms { key name broader variants } } } }"""
    french, deutsch = (execute(query, path=f"/{tag}/t/")["page"]["terms"] for tag in ("fr", "de"))

    assert [one["key"] for one in french] == [one["key"] for one in deutsch]
    assert (french[1]["broader"], deutsch[1]["broader"]) == ("Roms", "Roma")
    assert french[1]["variants"] == ["Manouches"]


def term(code, name, broader="", variants=()):
    value = {"code": code, "name": name, "broader": broader, "definition": "<p>D</p>"}
    return block("term", value | {"variants": items(*variants)})


def test_editions_come_newest_first_with_ranked_laureates(execute):
    member = make_member(name="Cork", country="IE")
    laureate = {"municipality": "M", "country": "IE", "project": "P", "summary": "", "member": None}
    editions = [
        block(
            "edition",
            {
                "year": year,
                "laureates": items(laureate | {"member": member.pk}, laureate, laureate),
            },
        )
        for year in (2013, 2015)
    ]
    make_page(make_home(), PrizePage, slug="p", editions=editions)

    page = execute(
        """{ page(path: "/fr/p/") { ... on PrizePage { editions { year
            laureates { rank country { code name } member { name } } } } } }"""
    )["page"]

    assert [edition["year"] for edition in page["editions"]] == [2015, 2013]
    first, second, _third = page["editions"][0]["laureates"]
    assert first == {
        "rank": 1,
        "country": {"code": "IE", "name": "Irlande"},
        "member": {"name": "Cork"},
    }
    assert second["member"] is None


BODY = """{ page(path: "/fr/b/") { ... on StandardPage { body { __typename id
    ... on HeadingBlock { text level anchor }
    ... on ParagraphBlock { content { html } }
    ... on ImageBlock { image { alt title } caption }
    ... on QuoteBlock { quote attribution }
    ... on CallToActionBlock { label href page { title path } }
    ... on EmbedBlock { url html title }
    ... on TableBlock { caption header rows }
    ... on MembersBlock { members { name } }
    ... on DocumentsBlock { documents { title } }
} } } }"""


def test_every_block_has_its_own_type(execute):
    home = make_home()
    picture = make_picture(alt_texts={"fr": "Un pont"})
    table = {"data": [["A", "B"], ["1", None]], "first_row_is_table_header": True}
    body = [
        block("heading", {"text": "Été à venir", "level": "3"}),
        paragraph("<p>Bonjour</p>"),
        block("image", {"image": picture.pk, "alt_text": "", "caption": "Légende"}),
        block("quote", {"quote": "Q", "attribution": ""}),
        block("call_to_action", {"label": "Aller", "page": home.pk, "url": ""}),
        block("embed", {"url": "https://video.example/1", "title": "Film <1>"}),
        block("table", {"caption": "C", "table": table}),
        block("members", items(make_member(name="Graz").pk)),
    ]
    make_page(home, slug="b", body=body)

    shown = execute(BODY)["page"]["body"]

    assert [one.pop("id") for one in shown] == [one["id"] for one in body]
    heading, text, image, quote, action, embed, table, members = shown
    assert heading == {
        "__typename": "HeadingBlock",
        "text": "Été à venir",
        "level": 3,
        "anchor": "ete-a-venir",
    }
    assert text["content"] == {"html": "<p>Bonjour</p>"}
    assert (image["image"]["alt"], image["caption"]) == ("Un pont", "Légende")
    assert quote == {"__typename": "QuoteBlock", "quote": "Q", "attribution": ""}
    assert (action["href"], action["page"]) == ("/fr/", {"title": "Accueil", "path": "/fr/"})
    assert embed["html"] == '<a href="https://video.example/1">Film &lt;1&gt;</a>'
    assert (table["header"], table["rows"]) == (["A", "B"], [["1", ""]])
    assert members["members"] == [{"name": "Graz"}]


def test_pages_can_be_narrowed_by_kind_and_place(execute):
    home = make_home()
    index = make_page(home, NewsIndexPage, title="N")
    for title in ("b", "a"):
        make_page(index, NewsPage, title=title)
    id = execute('{ page(path: "/fr/n/") { id } }')["page"]["id"]

    query = """query ($types: [PageType!], $child: ID, $below: ID, $order: PageOrder) {
        pages(locale: "fr", types: $types, childOf: $child, descendantOf: $below, orderBy: $order) {
            totalCount edges { node { title } } } }"""

    def titles(**variables):
        return [edge["node"]["title"] for edge in execute(query, **variables)["pages"]["edges"]]

    assert titles(types=["NEWS"]) == ["b", "a"]
    assert titles(types=["NEWS"], order="TITLE_ASC") == ["a", "b"]
    assert titles(child=id) == ["b", "a"]
    assert titles(below=id) == ["b", "a"]
    assert titles(below="bogus") == []
    assert titles() == ["Accueil", "N", "b", "a"]


def test_events_can_be_chosen_by_time_and_kind(execute):
    index = make_page(make_home(), EventIndexPage, slug="e")
    for title, days, kind in [
        ("past", -9, "SEMINAR"),
        ("soon", 2, "CEREMONY"),
        ("later", 9, "SEMINAR"),
    ]:
        make_page(index, EventPage, title=title, starts_at=now() + timedelta(days=days), kind=kind)
    query = """query ($when: EventWhen, $kind: [EventKind!]) { page(path: "/fr/e/") {
        ... on EventIndexPage { events(when: $when, kind: $kind) {
            totalCount edges { node { title } } } } } }"""

    def titles(**variables):
        return [e["node"]["title"] for e in execute(query, **variables)["page"]["events"]["edges"]]

    assert titles(when="UPCOMING") == ["soon", "later"]
    assert titles(when="PAST") == ["past"]
    assert titles() == ["later", "soon", "past"]
    assert titles(kind=["SEMINAR"]) == ["later", "past"]


def test_about_page_counts_the_members_as_they_stand(execute):
    make_page(make_home(), AboutPage, slug="a")
    translate(make_member(country="FR", declaration_signed_on=date(2020, 1, 1)), "de")
    make_member(country="FR")
    make_member(country="AT")
    make_member(country="IE", live=False)

    figures = execute(
        """{ page(path: "/fr/a/") { ... on AboutPage { figures {
            members countries signatories signatoryCountries } } } }"""
    )["page"]["figures"]

    assert figures == {"members": 3, "countries": 2, "signatories": 1, "signatoryCountries": 1}


def test_secondees_come_in_order_with_their_position(execute):
    make_secondee(name="A")
    make_secondee(name="hidden", live=False)
    make_secondee(name="B")

    edges = execute('{ secondees(locale: "fr") { edges { node { name position } } } }')["secondees"]

    assert [e["node"] for e in edges["edges"]] == [
        {"name": "A", "position": 1},
        {"name": "B", "position": 2},
    ]


def test_token_that_grants_nothing_shows_nothing_not_even_what_is_public(execute):
    make_home()

    assert execute('{ page(path: "/fr/", previewToken: "x") { title } }') == {"page": None}
