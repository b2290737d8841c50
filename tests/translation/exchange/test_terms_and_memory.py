"""TMX carries the memory there and back, TBX the terms."""

from html import escape
from xml.etree import ElementTree

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree
from translate.storage.tbx import tbxfile
from translate.storage.tmx import tmxfile
from wagtail_localize.models import StringTranslation, Translation, TranslationSource

from pages.models import TerminologyPage
from tests.factories import block, locale, make_home, make_page
from tests.translation.documents import make_translation, put, unit_of
from tests.translation.exchange.generated import SENTENCE
from translation.checks.markup import visible
from translation.exchange.applying import NotApplicable, apply
from translation.exchange.files import FileProblem
from translation.exchange.inline import UNFIT
from translation.exchange.planning import Kind, make_plan
from translation.exchange.remembering import plan_memory, remember
from translation.exchange.tbx import TBX, as_tbx, write_tbx
from translation.exchange.tbx_reading import read_tbx
from translation.exchange.tmx import Pair, memory, read_tmx, read_units, write_tmx
from translation.memory import suggestions
from translation.models import MemoryEntry
from translation.terms import Term


def plan_tmx(content, french="fr", german="de"):
    return plan_memory(read_tmx(content, french, german), locale(french), locale(german))


def add(plan, name="x.tmx"):
    return remember(plan, name, locale("fr"), locale("de"), None)


FITTING = SENTENCE.filter(lambda text: not UNFIT.search(visible(text)) and visible(text).strip())


@given(FITTING)
@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow],
)
def test_tmx_says_what_was_put_into_it_also_after_translate_toolkit(text):
    content = write_tmx([Pair(text, text)], "fr", "de")

    for content in (content, bytes(tmxfile.parsestring(content))):  # noqa: B020
        [entry] = read_units(etree.fromstring(content), "fr", "de")
        assert (entry.source, entry.target) == (text, text)


def test_memory_of_this_site_is_offered_to_another(db):
    home = make_home()
    german = make_translation(home, 'Un <a href="https://example.org">lien</a>', "Deux")
    put(german, 'Un <a id="a1">lien</a>', 'Ein <a id="a1">Link</a>')
    content = write_tmx(memory(locale("fr"), locale("de")), "fr", "de")
    put(german, 'Un <a id="a1">lien</a>', "")

    plan = plan_tmx(content)
    assert (len(plan.new), plan.same, plan.left_out) == (1, 0, [])
    assert not MemoryEntry.objects.exists()
    assert add(plan, "old.tmx") == 1

    unit = unit_of(german, 'Un <a id="a1">lien</a>')
    [offer] = suggestions(unit, locale("fr"), locale("de"))
    assert (offer.target, offer.document, offer.score) == (
        'Ein <a id="a1">Link</a>',
        "old.tmx",
        100,
    )


TMX = """<?xml version="1.0"?><!DOCTYPE tmx SYSTEM "tmx14.dtd"><tmx version="1.4"><header/><body>
<tu><tuv xml:lang="fr-FR"><seg>Un</seg></tuv><tuv xml:lang="DE"><seg>Eins</seg></tuv></tu>
<tu><tuv xml:lang="fr"><seg>Deux</seg></tuv></tu>
<tu><tuv xml:lang="fr"><seg>A<bpt i="1">{1&gt;</bpt>b<ept i="1">&lt;1}</ept></seg></tuv>
<tuv xml:lang="de"><seg>A<hi>b</hi></seg></tuv></tu>
<tu><tuv xml:lang="fr"><seg>[1]</seg></tuv><tuv xml:lang="de"><seg>x</seg></tuv></tu></body></tmx>"""


def test_files_of_other_tools_are_read_and_what_does_not_fit_is_told(db):
    plan = plan_tmx(TMX.encode())

    assert plan.new == [Pair("Un", "Eins"), Pair("A{1&gt;b&lt;1}", "Ab")]
    assert [line for line, _why in plan.left_out] == [3, 6]


def test_same_file_twice_adds_nothing_and_a_newer_one_replaces(db):
    add(plan_tmx(TMX.encode()))

    again = plan_tmx(TMX.encode())
    newer = plan_tmx(TMX.replace("Eins", "Ein").encode())
    assert (again.new, again.changed, again.same) == ([], [], 2)
    assert (newer.new, newer.changed) == ([], [Pair("Un", "Ein")])
    add(newer)
    assert MemoryEntry.objects.get(source="Un").target == "Ein"


@pytest.mark.parametrize(
    "content",
    [
        '<!DOCTYPE tmx [<!ENTITY a "b">]><tmx>&a;</tmx>',
        '<!DOCTYPE tmx [<!ENTITY % a SYSTEM "http://x.example/"> %a;]><tmx/>',
        "<xliff/>",
        "<tmx>",
    ],
)
def test_hostile_tmx_is_refused(db, content):
    with pytest.raises(FileProblem):
        plan_tmx(content.encode())


def terms(name, *variants, key="6a1f0e0a-1111-4222-8333-944455556666"):
    value = {
        "code": "roma",
        "name": name,
        "variants": list(variants),
        "definition": "<p>Un <b>peuple</b></p>",
        "broader": "",
    }
    return [block("term", value) | {"id": key}]


def test_terms_pair_up_by_key_in_tbx(db):
    home = make_home()
    page = make_page(home, TerminologyPage, title="Termes", slug="t", terms=terms("Roms", "Rom"))
    home.copy_for_translation(locale("de")).save_revision().publish()
    german = page.copy_for_translation(locale("de"))
    german.terms = terms("Roma")
    german.save_revision().publish()

    content = write_tbx(locale("fr"), [locale("de"), locale("rom")])

    root = etree.fromstring(content)
    names = {"t": TBX}
    assert (root.get("type"), root.get("style")) == ("TBX-Basic", "dca")
    assert root.xpath("//t:term/text()", namespaces=names) == ["Roms", "Rom", "Roma"]
    assert root.xpath("//t:descrip/text()", namespaces=names)[0].split() == ["Un", "peuple"]
    [concept] = root.iter(f"{{{TBX}}}conceptEntry")
    assert concept.get("id") == "c6a1f0e0a-1111-4222-8333-944455556666"


VARIANT = "7b1f0e0a-1111-4222-8333-944455556666"
KEY = "6a1f0e0a-1111-4222-8333-944455556666"


@pytest.fixture
def german_terms(db):
    """The French terminology page with one term and one variant, to be translated."""
    value = {
        "code": "roma",
        "name": "Roms & Sintés",
        "variants": [{"type": "item", "value": "Rom", "id": VARIANT}],
        "definition": "<p>Un peuple</p>",
        "broader": "",
    }
    page = make_page(
        make_home(),
        TerminologyPage,
        title="Termes",
        slug="t",
        terms=[block("term", value) | {"id": KEY}],
    )
    source, _created = TranslationSource.get_or_create_from_instance(page)
    return Translation.objects.create(source=source, target_locale=locale("de"))


def read(content, target="de"):
    return make_plan(read_tbx(content, "terms.tbx", locale(target)), locale(target))


def tbx(*forms, language="de", concept=f"c{KEY}"):
    terms = "".join(
        f"<termSec{f' id={chr(34)}{language}-{block}{chr(34)}' if block else ''}><term>{text}</term>"
        f'<termNote type="administrativeStatus">{status}</termNote></termSec>'
        for text, block, status in forms
    )
    return (
        f'<tbx xmlns="{TBX}" type="TBX-Basic" style="dca" xml:lang="fr"><text><body>'
        f'<conceptEntry id="{concept}"><langSec xml:lang="{language}">{terms}</langSec></conceptEntry>'
        "</body></text></tbx>"
    ).encode()


def test_terms_come_back_from_a_file_and_fill_their_segments(german_terms):
    """First the variant, then the term: each has the name of its block."""
    french = german_terms.source.get_source_instance().terms.raw_data[0]
    content = tbx(
        ("Rom (Mann)", VARIANT, "admittedTerm-admn-sts"),
        ("Roma &amp; Sinti", KEY, "preferredTerm-admn-sts"),
    )

    plan = read(content)

    assert not StringTranslation.objects.exists(), "a dry run changes nothing"
    assert apply(plan, None) == 2
    assert unit_of(german_terms, "Roms &amp; Sintés").target == "Roma &amp; Sinti"
    assert unit_of(german_terms, "Rom").target == "Rom (Mann)"
    assert unit_of(german_terms, "Rom").tool == "terms.tbx"
    assert german_terms.source.get_source_instance().terms.raw_data[0] == french


def test_forms_of_other_tools_are_taken_in_order_and_refused_ones_never(german_terms):
    content = tbx(
        ("Alt", "", "deprecatedTerm-admn-sts"),
        ("Zweite", "", "admittedTerm-admn-sts"),
        ("Erste", "", "preferredTerm-admn-sts"),
        ("Dritte", "", "admittedTerm-admn-sts"),
    )

    plan = read(content)

    found = {row.unit.source: row.given.target for row in plan.rows if row.unit}
    assert found == {"Roms &amp; Sintés": "Erste", "Rom": "Zweite"}
    assert plan.count(Kind.UNKNOWN) == 1, "there is no place for a third"


def test_term_that_stands_is_replaced_only_when_that_is_said(german_terms):
    put(german_terms, "Rom", "Rom", reviewed=True)

    plan = read(tbx(("Romo", VARIANT, "")))

    assert (plan.count(Kind.CONFLICT), plan.approved) == (1, 1)
    with pytest.raises(NotApplicable):
        apply(plan, None, {Kind.CONFLICT})
    assert unit_of(german_terms, "Rom").target == "Rom"
    assert apply(plan, None, {Kind.CONFLICT}, replace_approved=True) == 1


def test_changed_term_of_the_source_and_unknown_concept_do_not_fit(german_terms):
    changed = tbx(("Roma", KEY, "")).replace(
        b"<langSec",
        f'<langSec xml:lang="fr"><termSec id="fr-{KEY}"><term>Autre</term></termSec></langSec><langSec'.encode(),
        1,
    )

    assert read(changed).count(Kind.UNKNOWN) == 1
    assert read(tbx(("Roma", "", ""), concept="other")).count(Kind.UNKNOWN) == 1


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b'<!DOCTYPE tbx [<!ENTITY a "b">]><tbx>&a;</tbx>', "entities"),
        (b'<!DOCTYPE tbx [<!ENTITY a SYSTEM "file:///etc/passwd">]><tbx>&a;</tbx>', "entities"),
        (b"<tbx/>", "no terms"),
        (b"<tbx>\n<text></tbx>", "Line 2"),
    ],
)
def test_hostile_tbx_is_refused_with_a_clear_word(db, content, words):
    with pytest.raises(FileProblem, match=words):
        read_tbx(content, "x.tbx", locale("de"))


WORDS = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff"), max_size=12
) | st.sampled_from(
    ["ćhib", "Rromani", "« Rom »", "a\u00a0b", "<b>", "&amp;", "😀", "שלום", "]]>", "e\u0301"]
)
FORM = st.lists(WORDS, min_size=1, max_size=3).map(lambda words: " ".join("".join(words).split()))


@given(st.lists(FORM.filter(bool), min_size=2, max_size=2, unique=True))
@settings(
    max_examples=30,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.filter_too_much],
)
def test_whatever_a_term_is_called_comes_back_as_it_was(german_terms, forms):
    """Written as an export does, read and written by another parser (translate-toolkit knows no TBX of 2019)."""
    term = Term(KEY, "roma", tuple(forms), (KEY, VARIANT), "")
    content = as_tbx({locale("fr"): {}, locale("de"): {KEY: term}}, [KEY])

    for file in (content, ElementTree.tostring(ElementTree.fromstring(content))):  # noqa: S314
        with transaction.atomic():
            plan = read(file)
            assert apply(plan, None, {Kind.ERROR}) == len(plan.rows) - plan.count(Kind.ERROR)
            found = {row.given.target for row in plan.rows}
            assert found == {escape(form, quote=False) for form in forms}
            transaction.set_rollback(True)


def test_tbx_of_translate_toolkit_is_read(german_terms):
    """It writes the dialect of 2008."""
    store = tbxfile(sourcelanguage="fr", targetlanguage="de")
    unit = store.addsourceunit("Roms & Sintés")
    unit.settarget("Roma & Sinti", "de")
    unit.xmlelement.set("id", f"c{KEY}")

    plan = read(bytes(store))

    assert [(row.unit.source, row.given.target) for row in plan.rows] == [
        ("Roms &amp; Sintés", "Roma &amp; Sinti")
    ]
