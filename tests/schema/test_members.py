"""The list of members: filters, orders, facets."""

from datetime import date

import pytest

from tests.factories import make_member, make_picture, make_secondee, translate

pytestmark = pytest.mark.django_db

QUERY = """query ($country: [CountryCode!], $kind: [MemberKind!], $signatory: Boolean,
        $search: String, $order: MemberOrder, $locale: LanguageTag = "fr") {
    members(locale: $locale, country: $country, kind: $kind, signatory: $signatory,
            search: $search, orderBy: $order) {
        totalCount countries { count country { code name } }
        edges { node { name isSignatory website coordinates { latitude longitude } } } } }"""


@pytest.fixture
def names(execute):
    make_member(name="Évry", country="FR", joined_on=date(2015, 1, 1))
    make_member(
        name="Graz", country="AT", joined_on=date(2014, 1, 1), latitude=47.07, longitude=15.4
    )
    make_member(name="Dublin", country="IE", kind="REGION", declaration_signed_on=date(2017, 1, 1))
    make_member(name="zinzin", country="FR", live=False)

    def read(**variables):
        edges = execute(QUERY, **variables)["members"]["edges"]
        return [edge["node"]["name"] for edge in edges]

    return read


def test_names_are_ordered_without_regard_to_accents(names):
    assert names() == ["Dublin", "Évry", "Graz"]
    assert names(order="NAME_DESC") == ["Graz", "Évry", "Dublin"]


def test_countries_are_ordered_by_their_names_in_the_locale(names):
    assert names(order="COUNTRY_ASC") == ["Graz", "Évry", "Dublin"]


def test_members_without_a_date_come_last_whatever_the_direction(names):
    assert names(order="JOINED_ASC") == ["Graz", "Évry", "Dublin"]
    assert names(order="JOINED_DESC") == ["Évry", "Graz", "Dublin"]


def test_filters_narrow_the_list(names):
    assert names(country=["FR", "IE"]) == ["Dublin", "Évry"]
    assert names(kind=["REGION"]) == ["Dublin"]
    assert names(signatory=True) == ["Dublin"]
    assert names(signatory=False) == ["Évry", "Graz"]
    assert names(country=["FR"], signatory=True) == []


def test_search_needs_no_accents(names):
    assert names(search="evr") == ["Évry"]
    assert names(search="ÉVRY") == ["Évry"]


@pytest.mark.parametrize("text", ["%", "_", "'; DROP TABLE", "\\", "  "])
def test_search_text_is_only_text(names, text):
    assert names(search=text) == (["Dublin", "Évry", "Graz"] if not text.strip() else [])


def test_facets_count_all_that_match_most_first(execute, names):
    make_member(name="Lyon", country="FR")

    members = execute(QUERY, order="NAME_ASC")["members"]

    assert members["totalCount"] == 4
    assert members["countries"] == [
        {"count": 2, "country": {"code": "FR", "name": "France"}},
        {"count": 1, "country": {"code": "AT", "name": "Autriche"}},
        {"count": 1, "country": {"code": "IE", "name": "Irlande"}},
    ]


def test_member_without_a_website_or_place_says_null(execute):
    make_member(name="A")

    node = execute(QUERY)["members"]["edges"][0]["node"]

    assert node == {"name": "A", "isSignatory": False, "website": None, "coordinates": None}


def test_member_that_is_not_translated_is_listed_only_with_a_fallback(execute):
    translate(make_member(name="Strasbourg"), "de", name="Straßburg")
    make_member(name="Lyon")

    query = """{ members(locale: "de") { edges { node { name } } }
        all: members(locale: "de", fallback: ["fr"]) { edges { node { name isFallback } } } }"""
    data = execute(query)

    assert data["members"]["edges"] == [{"node": {"name": "Straßburg"}}]
    assert [edge["node"] for edge in data["all"]["edges"]] == [
        {"name": "Lyon", "isFallback": True},
        {"name": "Straßburg", "isFallback": False},
    ]


def test_logo_and_photo_come_with_their_owners(execute):
    picture = make_picture(alt_texts={"fr": "Blason"})
    make_member(logo=picture)
    make_secondee(photo=picture)

    data = execute(
        """{ members(locale: "fr") { edges { node { logo { alt } } } }
        secondees(locale: "fr") { edges { node { photo { alt } } } } }"""
    )

    assert data["members"]["edges"][0]["node"]["logo"] == {"alt": "Blason"}
    assert data["secondees"]["edges"][0]["node"]["photo"] == {"alt": "Blason"}
