"""Pages go through wagtail-localize whole: what was made can be translated, block by block."""

import pytest
from wagtail.models import Page
from wagtail_localize.models import StringTranslation, Translation, TranslationSource
from wagtail_localize.segments.extract import extract_segments

from pages.models import StandardPage, TerminologyPage
from tests.factories import (
    block,
    items,
    locale,
    make_home,
    make_member,
    make_page,
    paragraph,
    translate,
)

pytestmark = pytest.mark.django_db


def submit(page, tag):
    source, _created = TranslationSource.get_or_create_from_instance(page)
    return Translation.objects.create(source=source, target_locale=locale(tag))


def type_in(translation, words):
    """Translate the segments that are given; the others stay as they are."""
    for segment in translation.source.stringsegment_set.select_related("string", "context"):
        if segment.string.data in words:
            StringTranslation.objects.create(
                translation_of=segment.string,
                locale=translation.target_locale,
                context=segment.context,
                data=words[segment.string.data],
            )


@pytest.fixture
def page():
    home = make_home()
    translate(home, "de", title="Start", tagline="Zusammen")
    table = {"data": [["Année", ""], ["2013", "Création"]], "first_row_is_table_header": True}
    body = [
        block("heading", {"text": "Titre", "level": "2"}),
        paragraph("<p>Un <b>texte</b>.</p>"),
        block("table", {"caption": "Dates", "table": table}),
        block("call_to_action", {"label": "Aller", "page": home.pk, "url": ""}),
        block("members", items(make_member(name="Graz").pk)),
        block("quote", {"quote": "Mot", "attribution": ""}),
    ]
    return make_page(home, title="Page", slug="page", body=body)


WORDS = {
    "Page": "Seite",
    "page": "seite",
    "Titre": "Titel",
    "Un <b>texte</b>.": "Ein <b>Text</b>.",
    "Dates": "Daten",
    "Année": "Jahr",
    "Création": "Gründung",
    "2013": "2013",
    "Aller": "Los",
    "Mot": "Wort",
}


@pytest.fixture
def published(page, django_capture_on_commit_callbacks):
    """The German page; wagtail-localize publishes when the transaction is over."""
    translation = submit(page, "de")
    type_in(translation, WORDS)
    with django_capture_on_commit_callbacks(execute=True):
        translation.save_target(publish=True)
    return translation.get_target_instance()


def test_every_kind_of_block_comes_through_a_translation(page, published, execute):
    assert published.live

    german = execute(
        """{ page(path: "/de/seite/") { title ... on StandardPage { body { id
            ... on HeadingBlock { text level } ... on ParagraphBlock { content { html } }
            ... on TableBlock { caption header rows } ... on CallToActionBlock { label href }
            ... on QuoteBlock { quote attribution } } } } }"""
    )["page"]
    heading, text, table, action, _members, quote = german["body"]
    assert german["title"] == "Seite"
    assert (heading["text"], heading["level"]) == ("Titel", 2)
    assert text["content"]["html"] == "<p>Ein <b>Text</b>.</p>"
    assert (table["caption"], table["header"], table["rows"]) == (
        "Daten",
        ["Jahr", ""],
        [["2013", "Gründung"]],
    )
    assert (action["label"], action["href"]) == ("Los", "/de/")
    assert quote["quote"] == "Wort"
    assert [one["id"] for one in german["body"]] == [one.id for one in page.body]


def test_submitted_page_is_not_public_before_somebody_publishes_it(page, execute):
    """T19: wagtail-localize publishes at once unless told not to."""
    submit(page, "de").save_target(publish=False)

    assert execute('{ page(path: "/fr/page/", locale: "de") { title } }')["page"] is None


def test_page_with_untranslated_members_can_be_published(published):
    """A member chosen in a block would otherwise hold up the page until it is translated."""
    assert published.live


def test_whole_subtree_keeps_its_counts_when_translated():
    """T27: submitting a subtree can leave numchild wrong (localize#773)."""
    home = make_home()
    section = make_page(home)
    below = [make_page(section), make_page(section)]
    for page in (home, section, *below):
        submit(page, "rom").save_target(publish=True)

    assert all(not problems for problems in Page.find_problems())


def test_codes_of_terms_stay_out_of_translation():
    term = {"code": "roma", "name": "Roms", "variants": [], "definition": "<p>D</p>", "broader": ""}
    page = make_page(make_home(), TerminologyPage, terms=[block("term", term)])

    paths = {
        segment.path.split(".")[-1] for segment in extract_segments(page) if "terms" in segment.path
    }

    assert "name" in paths
    assert {"code", "broader"}.isdisjoint(paths)


def test_standard_page_lists_its_segments_once(page):
    texts = [
        s.string.data for s in extract_segments(page) if hasattr(s, "string") and not s.is_empty()
    ]

    assert sorted(texts) == sorted(WORDS)
    assert isinstance(page, StandardPage)
