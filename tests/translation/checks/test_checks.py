"""Each check finds its mistake, and is silent on good translations."""

import time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from wagtail_localize.models import StringTranslation, Translation, TranslationSource

from pages.models import TerminologyPage
from tests.factories import block, locale, make_home, make_page, paragraph
from translation.checks import (
    Severity,
    blocking,
    check_document,
    check_texts,
    document_limits,
    errors_of,
    fields,
)
from translation.checks.markup import Broken, canonical, tokens
from translation.terms import TermPair
from translation.units import units


def codes(source, target, languages="fr-de", **options):
    source_tag, _, target_tag = languages.partition("-")
    return [
        finding.code for finding in check_texts(source, target, source_tag, target_tag, **options)
    ]


@pytest.mark.parametrize(
    ("source", "target", "code"),
    [
        ("Un", "", "empty"),
        ("Un", "<b> </b>", "empty"),
        ("<b>Un</b>", "<b>Eins", "markup-broken"),
        ("<b>Un</b>", "<b>Eins</i>", "markup-broken"),
        ("Un", "Eins</b>", "markup-broken"),
        ("Un", "<script>Eins</script>", "markup-broken"),
        ("Un", "<b onclick='x'>Eins</b>", "markup-broken"),
        ("Un", "Eins <b", "markup-broken"),
        ("Un", "<!-- Eins -->Eins", "markup-broken"),
        ('<a id="a1">Un</a>', "Eins", "link-missing"),
        ('<a id="a1">Un</a>', '<a id="a2">Eins</a>', "link-unknown"),
        ("Un", '<a id="a1">Eins</a>', "link-unknown"),
        ('<a id="a1">Un</a>', '<a id="a1">E</a><a id="a1">ins</a>', "link-repeated"),
        ('<a id="a1">Un</a>', '<a href="https://evil.example">Eins</a>', "markup-broken"),
        ("Voir[1]", "Siehe", "placeholder-missing"),
        ("Bonjour {name}", "Hallo {nom}", "placeholder-unknown"),
        ("Bonjour %(name)s", "Hallo", "placeholder-missing"),
    ],
)
def test_errors_block(source, target, code):
    found = {finding.code: finding for finding in errors_of(source, target)}

    assert code in found
    assert found[code].severity == Severity.ERROR


@pytest.mark.parametrize(
    ("source", "target", "languages", "code"),
    [
        ("<b>Un</b> mot", "Ein Wort", "fr-de", "markup-differs"),
        ("1 234,5 euros", "1.234,6 Euro", "fr-de", "number-differs"),
        ("12 communes", "Kommunen", "fr-de", "number-differs"),
        ("communes", "12 Kommunen", "fr-de", "number-differs"),
        ("Le 1er mai 2025", "Am 2. Mai 2025", "fr-de", "date-differs"),
        ("Le 01/05/2025", "Am 5. Januar 2025", "fr-de", "date-differs"),
        ("Un mot", "Ein  Wort", "fr-de", "double-space"),
        ("Un mot.", "Ein Wort", "fr-de", "final-punctuation"),
        ("Un mot", "Ein Wort!", "fr-de", "final-punctuation"),
        ("Who?", "Qui?", "en-fr", "french-spacing"),
        ("Who?", "Qui ?", "en-fr", "french-spacing"),
        ("The “word”", "Le «mot»", "en-fr", "french-spacing"),
        ("The “word”", "Le “mot”", "en-fr", "quotation-mark"),
        ("Le « mot »", "Das “Wort”", "fr-de", "quotation-mark"),
        ("Le « mot »", "Das « Wort »", "fr-de", "quotation-mark"),
        ("Le « mot »", "The „word“", "fr-en", "quotation-mark"),
        ("Deux mots", "Deux mots", "fr-de", "same-as-source"),
        ("Une phrase assez longue pour compter", "Ja", "fr-de", "length"),
    ],
)
def test_warnings_inform_and_do_not_block(source, target, languages, code):
    assert code in codes(source, target, languages)
    assert errors_of(source, target) == []


@pytest.mark.parametrize(
    ("source", "target", "languages"),
    [
        ("1 234,5 euros", "1.234,5 Euro", "fr-de"),
        ("1\u202f234,5 euros", "1,234.5 euros", "fr-en"),
        ("10 000 personnes", "10,000 people", "fr-en"),
        ("10 000 personnes", "10.000 dźene", "fr-rom"),
        ("3,14", "3.14", "fr-rom"),
        ("Le 1er mai 2025", "Am 1. Mai 2025", "fr-de"),
        ("Le 01/05/2025", "Am 1. Mai 2025", "fr-de"),
        ("Le 01.05.2025", "2025-05-01", "fr-de"),
        ("Le 8 avril", "April 8", "fr-en"),
        ("Le 8 avril 2025", "8 April 2025", "fr-en"),
        ("Le 8 avril 2025", "On 4/8/2025", "fr-en"),
        ("À 14h30", "Um 14.30 Uhr", "fr-de"),
        ("De 2018 à 2020", "2018–2020", "fr-de"),
        ("Voir[1] 25 %", "Siehe[1] 25 %", "fr-de"),
        ("Qui\u202f?", "Wer?", "fr-de"),
        (
            "Who said: “yes”; when?",
            "Qui a dit\u00a0: «\u202foui\u202f»\u202f; quand\u202f?",
            "en-fr",
        ),
        ("See https://example.org/a:b", "Voir https://example.org/a:b", "en-fr"),
        ("Le «\u202fmot\u202f».", "Das „Wort“.", "fr-de"),
        ("Le «\u202fmot\u202f»", "Das »Wort«", "fr-de"),
        ("Strasbourg", "Strasbourg", "fr-de"),
        ('Un <a id="a1">lien</a> & plus<br/>', 'Ein <a id="a1">Link</a> &amp; mehr<br>', "fr-de"),
    ],
)
def test_good_translations_are_left_alone(source, target, languages):
    assert codes(source, target, languages) == []


def test_field_that_holds_less_is_an_error():
    """Threat: the page cannot be saved, after everybody has approved."""
    assert codes("Titre", "T" * 11, limit=10) == ["too-long"]
    assert codes("Titre", "T" * 10, limit=10) == []


def test_limit_counts_what_is_seen():
    assert errors_of("R", "&amp;" * 10, limit=10) == []


def test_place_is_that_of_the_visible_text():
    [finding] = check_texts("Un & deux", "Eins &amp;  zwei", "fr", "de")

    assert (finding.code, finding.start) == ("double-space", 6)


ROMA = TermPair("1", ("Rom", "Roms"), ("Rom", "Roma"))
INCLUSION = TermPair("2", ("inclusion sociale",), ("soziale Teilhabe",))


@pytest.mark.parametrize(
    ("source", "target", "terms", "warned"),
    [
        ("Les Roms", "Die Roma", [ROMA], False),
        ("les roms", "die roma", [ROMA], False),
        ("Les Roms", "Die Zigeuner", [ROMA], True),
        ("Les gens", "Die Leute", [ROMA], False),
        ("L’inclusion sociale", "Der sozialen Teilhabe", [INCLUSION], False),
        ("L’inclusion sociale", "Integration", [INCLUSION], True),
        ("Les romans", "Die Romane", [ROMA], False),
        ("Discriminations", "Diskriminierungsverbote", [TermPair("3", ("discrimination",), ("Diskriminierung",))], False),
    ],
)  # fmt: skip
def test_terms(source, target, terms, warned):
    assert ("term" in codes(source, target, terms=terms)) is warned


def test_term_never_blocks():
    [finding] = check_texts("Les Roms", "Die Leute", "fr", "de", [ROMA])

    assert (finding.code, finding.severity) == ("term", Severity.WARNING)
    assert "“Roma”" in finding.message


MARKUP = st.recursive(
    st.text(st.characters(exclude_categories=["Cs"]), max_size=8).map(
        lambda text: text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    ),
    lambda inner: (
        st.tuples(st.sampled_from(["b", "i", "em", "strong"]), inner, inner).map(
            lambda parts: f"<{parts[0]}>{parts[1]}</{parts[0]}>{parts[2]}"
        )
        | inner.map(lambda text: f"{text}<br/>")
    ),
    max_leaves=6,
)


@given(MARKUP)
@example("&amp;lt;b&amp;gt;")
@settings(max_examples=100, deadline=None)
def test_well_formed_markup_is_its_own_canonical_form_and_has_no_errors(text):
    assert canonical(text) == text
    assert [finding.code for finding in errors_of(text, text)] in ([], ["empty"])


@given(st.text("<>/abi =\"'&;!\u00a0", max_size=30))
@settings(max_examples=300, deadline=None)
def test_any_text_is_either_refused_or_read(text):
    try:
        tokens(text)
    except Broken:
        assert "markup-broken" in {finding.code for finding in errors_of("x", text)} | {"empty"}
    else:
        assert canonical(canonical(text)) == canonical(text)
    check_texts(text, text, "fr", "fr")


@pytest.fixture
def german(db):
    home = make_home()
    terms = {
        "code": "roma",
        "name": "Roms",
        "variants": [],
        "definition": "<p>Un peuple</p>",
        "broader": "",
    }
    make_page(home, TerminologyPage, title="Termes", slug="t", terms=[block("term", terms)])
    page = make_page(
        home, title="Page", slug="page", body=[paragraph("<p>Les Roms. Le 1er mai.</p>")]
    )
    source, _created = TranslationSource.get_or_create_from_instance(page)
    return Translation.objects.create(source=source, target_locale=locale("de"))


def put(translation, source, text):
    unit = next(unit for unit in units(translation) if unit.source == source)
    StringTranslation.objects.create(
        translation_of_id=unit.string,
        context_id=unit.context,
        locale=translation.target_locale,
        data=text,
    )


def test_document_names_its_empty_segments_and_knows_the_limits(german):
    put(german, "Page", "Seite")

    found = units(german)
    limits = document_limits(german, found)

    assert limits["title"] == 255
    assert {unit.source for unit in blocking(found, limits)} == {
        unit.source for unit in found if unit.source != "Page"
    }
    assert {unit.source for unit in blocking(found, {"title": 4})} == {
        unit.source for unit in found
    }


def test_document_costs_the_same_however_long(german, django_assert_num_queries):
    put(german, "Page", "Seite")
    german.source.locale, german.source.specific_content_type, german.target_locale  # noqa: B018

    with django_assert_num_queries(4):
        assert check_document(german)


def test_text_in_a_block_has_the_name_and_limit_of_its_own_field(german):
    page = TerminologyPage.objects.get()
    source, _created = TranslationSource.get_or_create_from_instance(page)
    [block_id] = [term.id for term in page.terms]

    described = fields(source, [f"terms.{block_id}.name", f"terms.{block_id}.definition"])

    name = described[f"terms.{block_id}.name"]
    assert (name.label, name.limit) == ("Terms › Term", 120)
    assert described[f"terms.{block_id}.definition"].limit is None


def test_place_that_the_source_does_not_know_is_its_own_name(german):
    described = fields(german.source, ["body.gone", "title", "gone"])

    assert {path: field.label for path, field in described.items()} == {
        "body.gone": "body.gone",
        "title": "Title",
        "gone": "gone",
    }


@pytest.mark.parametrize(
    "text",
    ["<a" + " " * 300_000, "<" + "a" * 300_000, "." * 100_000 + "x", "1" + " " * 300_000 + "x",
     "{" * 300_000, "%(" * 100_000, "<b>" * 100_000, "«" * 50_000, "1 " * 50_000],
)  # fmt: skip
def test_no_text_keeps_the_server_busy(text):
    """Threat: a file of 10 MB that makes a pattern try all ways."""
    started = time.process_time()

    errors_of("Un", text)

    assert time.process_time() - started < 5


@pytest.mark.parametrize("text", ["." * 20_000 + "x", "1" + " " * 20_000 + "x", "? " * 5_000])
def test_long_texts_are_checked_in_time(text):
    started = time.process_time()

    check_texts("Un", text, "de", "fr")

    assert time.process_time() - started < 5


def test_missing_link_is_named_by_its_words():
    found = errors_of('<b>Lire</b> <a id="a1">la <i>Déclaration</i></a>.', "Lesen.")

    missing = next(finding for finding in found if finding.code == "link-missing")
    assert "“la Déclaration”" in missing.message
