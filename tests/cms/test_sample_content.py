"""The sample site as it stands once loaded: facts, languages, states, and that loading again changes nothing."""

from collections import Counter

import pytest
from wagtail.documents import get_document_model
from wagtail.fields import StreamField
from wagtail.models import (
    CollectionViewRestriction,
    Locale,
    Page,
    PageLogEntry,
    PageViewRestriction,
    ReferenceIndex,
    Revision,
    Site,
)
from wagtail_localize.models import StringTranslation, Translation

from cms.sample_content.loader import STEPS, load_sample_content
from cms.sample_content.pictures import load_pictures
from cms.sample_content.reading import pages, stable_id
from cms.sample_content.rich_text import Numbers
from cms.sample_content.values import set_values
from media.models import Picture
from pages.models import PAGE_MODELS, HomePage, NewsPage, SitePage
from snippets.models import Member, Secondee, SiteInformation

LANGUAGES = ["fr", "en", "de", "rom"]
NOT_MEMBER_STATES = {"RU", "BY", "XK"}
SECONDEES = [
    "Clemens Kohl",
    "Nikolai Atefie",
    "Lando Kirchmair",
    "Kay-Michael Dankl",
    "Christoph Stöger",
    "Thomas Schobesberger",
    "Valentin Unger",
    "Manuel Soriat",
    "Tobias Mayr",
]


# With --dist loadgroup, one worker loads the sample for all of these.
pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("sample_site"),
    pytest.mark.xdist_group("sample_content"),
]


def versions(name):
    found = SitePage.objects.filter(translation_key=stable_id(name)).select_related("locale")
    return {page.locale.language_code: page.specific for page in found}


def everything():
    models = (
        *PAGE_MODELS,
        Member,
        Secondee,
        SiteInformation,
        Picture,
        get_document_model(),
        Site,
        Locale,
        Revision,
        StringTranslation,
        PageLogEntry,
        PageViewRestriction,
        ReferenceIndex,
    )
    return {model: list(model.objects.order_by("pk").values()) for model in models}


def test_second_load_changes_nothing():
    before, lines = everything(), []

    load_sample_content(report=lines.append)

    assert everything() == before
    assert {line for line in lines if "made" in line} == {"  0 made"}


def test_second_load_leaves_what_editors_changed():
    page = versions("about")["de"]
    page.title = "Wir"
    page.save_revision().publish()
    versions("news-survey")["en"].delete()

    load_sample_content(report=lambda _line: None)

    assert versions("about")["de"].title == "Wir"
    assert "en" not in versions("news-survey")


def test_second_load_brings_back_a_document_that_is_gone():
    for page in versions("event-conference-2028").values():
        page.delete()

    load_sample_content(report=lambda _line: None)

    assert list(versions("event-conference-2028")) == LANGUAGES


def test_site_begins_at_the_french_home_page():
    home = Site.objects.get(is_default_site=True).root_page

    assert home.specific == HomePage.objects.get(locale__language_code="fr")
    assert Page.objects.filter(depth=2).count() == len(LANGUAGES)


def test_tree_is_sound():
    assert not any(Page.find_problems())


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("model", PAGE_MODELS, ids=lambda model: model.page_type)
def test_every_kind_of_page_is_public_in_every_language(model, language):
    assert model.objects.live().filter(locale__language_code=language, alias_of=None).exists()


def test_only_the_deliberate_gaps_are_there():
    gaps = {
        (document.name, language)
        for document in pages()
        for language in LANGUAGES
        if language not in versions(document.name)
    }

    assert gaps == {
        ("news-new-members", "de"),
        ("news-survey", "rom"),
        ("news-programme", "en"),
        ("news-programme", "de"),
        ("news-programme", "rom"),
    }


def test_only_the_deliberate_drafts_were_never_published():
    drafts = SitePage.objects.filter(live=False)

    assert {(page.translation_key, page.locale.language_code) for page in drafts} == {
        (stable_id("news-programme"), "fr"),
        (stable_id("event-local-plans-seminar"), "en"),
    }
    assert not drafts.exclude(first_published_at=None, last_published_at=None).exists()


def test_one_romani_page_is_an_alias_of_the_french_one():
    aliases = SitePage.objects.exclude(alias_of=None)

    assert [
        (page.locale.language_code, page.alias_of.locale.language_code) for page in aliases
    ] == [("rom", "fr")]


def test_only_german_is_outdated_where_the_source_was_revised(execute):
    query = '{ page(path: "/fr/declaration/") { translations { locale status } } }'

    found = execute(query)["page"]["translations"]

    assert {link["locale"]: link["status"] for link in found} == {
        "fr": "SOURCE",
        "en": "TRANSLATED",
        "de": "OUTDATED",
        "rom": "TRANSLATED",
    }


def test_all_other_translations_are_up_to_date(execute):
    query = 'query ($after: String) { pages(locale: "fr", first: 50, after: $after) { edges { node { path translations { locale status } } } } }'

    edges = execute(query)["pages"]["edges"]

    outdated = {
        (edge["node"]["path"], link["locale"])
        for edge in edges
        for link in edge["node"]["translations"]
        if link["status"] == "OUTDATED"
    }
    assert outdated == {("/fr/declaration/", "de")}


@pytest.mark.parametrize("path", ["espace-membres", "espace-membres/comptes-rendus"])
def test_private_page_and_the_page_below_it_are_hidden(execute, path):
    assert SitePage.objects.live().filter(url_path=f"/fr/{path}/").exists()

    assert execute(f'{{ page(path: "/fr/{path}/") {{ id }} }}')["page"] is None


def test_private_page_is_private_in_every_language():
    for page in versions("members-area").values():
        assert page.get_view_restrictions()


def test_one_document_is_in_a_private_collection():
    private = CollectionViewRestriction.objects.values("collection")

    assert get_document_model().objects.filter(collection__in=private).count() == 1


def test_members_are_127_in_34_member_states():
    members = Member.objects.filter(locale__language_code="fr")
    countries = set(members.values_list("country", flat=True))

    assert members.count() == 127
    assert len(countries) == 34
    assert not countries & NOT_MEMBER_STATES


def test_more_than_122_signatories_come_from_all_34_states(execute):
    query = '{ page(path: "/fr/a-propos/") { ... on AboutPage { figures { members countries signatories signatoryCountries } } } }'

    assert execute(query)["page"]["figures"] == {
        "members": 127,
        "countries": 34,
        "signatories": 123,
        "signatoryCountries": 34,
    }


def test_members_of_every_kind_have_names_in_their_languages():
    assert set(Member.objects.values_list("kind", flat=True)) == {
        "CITY",
        "MUNICIPALITY",
        "REGION",
        "ASSOCIATION",
    }
    vienna = Member.objects.filter(translation_key=stable_id("member/vienne"))
    assert dict(vienna.values_list("locale__language_code", "name")) == {
        "fr": "Vienne",
        "en": "Vienna",
        "de": "Wien",
        "rom": "Beči",
    }


def test_some_members_are_not_in_every_language():
    counts = Counter(Member.objects.values_list("locale__language_code", flat=True))

    assert counts["fr"] == 127
    assert all(100 < counts[language] < 127 for language in LANGUAGES[1:])


@pytest.mark.parametrize("language", LANGUAGES)
def test_secondees_are_the_nine_in_the_order_in_which_they_served(language):
    found = Secondee.objects.filter(locale__language_code=language, live=True)

    assert list(found.values_list("name", flat=True)) == SECONDEES
    assert not found.exclude(started_on=None, ended_on=None).exists()


def test_milestones_are_dated_as_precisely_as_they_are_known(execute):
    query = (
        '{ page(path: "/en/history/") { ... on HistoryPage { milestones { date precision } } } }'
    )

    found = execute(query)["page"]["milestones"]

    assert [(milestone["date"], milestone["precision"]) for milestone in found] == [
        ("2010-10-01", "MONTH"),
        ("2011-09-01", "MONTH"),
        ("2012-01-01", "YEAR"),
        ("2012-01-01", "YEAR"),
        ("2013-01-01", "YEAR"),
        ("2013-03-01", "MONTH"),
        ("2014-09-01", "MONTH"),
        ("2015-04-15", "DAY"),
    ]


def test_objectives_are_three_and_the_second_has_the_footnote():
    page = versions("objectives")["fr"]

    assert len(page.objectives) == 3
    assert "[1]" in page.objectives[1].value["content"].source
    assert len(page.footnotes) == 1


def test_prize_is_given_every_two_years_from_2013_to_three_laureates():
    editions = versions("prize")["fr"].editions

    assert [edition.value["year"] for edition in editions] == [2019, 2017, 2015, 2013]
    assert all(len(edition.value["laureates"]) == 3 for edition in editions)


def test_events_lie_between_2025_and_2028_and_news_are_six():
    events = SitePage.objects.filter(locale__language_code="fr", eventpage__isnull=False)
    years = set(events.values_list("eventpage__starts_at__year", flat=True))

    assert events.count() == 6
    assert years == {2025, 2026, 2027, 2028}
    assert NewsPage.objects.filter(locale__language_code="fr").count() == 6


def test_every_kind_of_block_is_used():
    bodies = [getattr(page.specific, "body", []) for page in SitePage.objects.all()]

    used = {block.block_type for body in bodies for block in body}

    assert used == set(HomePage.body.field.stream_block.child_blocks)


def streams(page):
    fields = [field for field in page._meta.get_fields() if isinstance(field, StreamField)]
    return {field.name: getattr(page, field.name) for field in fields}


@pytest.mark.parametrize("document", pages(), ids=lambda document: document.name)
def test_page_would_pass_the_editors_form(document):
    for page in versions(document.name).values():
        page.full_clean()
        for stream in streams(page).values():
            stream.stream_block.clean(stream)


@pytest.mark.parametrize("document", pages(), ids=lambda document: document.name)
def test_blocks_have_the_same_ids_in_every_language(document):
    found = [
        {name: [block.id for block in stream] for name, stream in streams(page).items()}
        for page in versions(document.name).values()
    ]

    assert all(ids == found[0] for ids in found)


@pytest.mark.parametrize("document", pages(), ids=lambda document: document.name)
def test_translation_that_localize_made_says_what_the_file_says(document):
    numbers = current_numbers()
    for language, page in versions(document.name).items():
        if document.state(language) in ("live", "draft"):
            expected = type(page)()
            set_values(expected, document.revised(), language, numbers)
            assert stored(page) == stored(expected)


def current_numbers():
    """Loading what stands already finds it."""
    numbers = Numbers()
    load_pictures(numbers, lambda _line: None)
    for load in STEPS.values():
        load(numbers)
    return numbers


def stored(page):
    texts = ("title", "seo_title", "search_description", "intro", "tagline", "place", "consent")
    return {
        **{name: getattr(page, name, None) for name in texts},
        **{name: stream.get_prep_value() for name, stream in streams(page).items()},
    }


def test_translators_find_every_translation_typed_in():
    for translation in Translation.objects.exclude(source__object_id=stable_id("declaration")):
        total, translated = translation.get_progress()
        assert total == translated > 0, translation


def test_translations_have_no_errors_that_localize_would_show():
    for translation in StringTranslation.objects.select_related("translation_of"):
        assert translation.get_error() is None
        assert not translation.has_error


def test_texts_link_to_pages_and_documents_by_number():
    home, work = versions("home")["rom"], versions("working-methods")["en"]

    links = home.body.get_prep_value()[1]["value"] + str(work.body.get_prep_value())

    assert 'linktype="page"' in links
    assert 'linktype="document"' in links
    assert "<a page=" not in links


def test_link_in_a_german_text_leads_to_a_german_page(execute):
    query = (
        '{ page(path: "/de/ziele/") { ... on ObjectivesPage { footnotes { content { html } } } } }'
    )

    html = execute(query)["page"]["footnotes"][0]["content"]["html"]

    assert 'href="/de/begriffe/"' in html


def test_film_needs_no_network(execute):
    query = '{ page(path: "/de/ueber-uns/") { ... on AboutPage { body { ... on EmbedBlock { html } } } } }'

    body = execute(query)["page"]["body"]

    assert any("<iframe" in block.get("html", "") for block in body)
