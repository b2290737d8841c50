"""TMX carries the memory there and back, TBX the terms there."""

import pytest
from hypothesis import HealthCheck, given, settings
from lxml import etree
from translate.storage.tmx import tmxfile

from pages.models import TerminologyPage
from tests.factories import block, locale, make_home, make_page
from tests.translation.documents import make_translation, put, unit_of
from tests.translation.exchange.generated import SENTENCE
from translation.checks.markup import visible
from translation.exchange.files import FileProblem
from translation.exchange.inline import UNFIT
from translation.exchange.tbx import TBX, write_tbx
from translation.exchange.tmx import Pair, apply_tmx, memory, plan_tmx, read_units, write_tmx
from translation.memory import suggestions
from translation.models import MemoryEntry

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
        [(_line, pair, _problem)] = read_units(etree.fromstring(content), "fr", "de")
        assert pair == Pair(text, text)


def test_memory_of_this_site_is_offered_to_another(db):
    home = make_home()
    german = make_translation(home, 'Un <a href="https://example.org">lien</a>', "Deux")
    put(german, 'Un <a id="a1">lien</a>', 'Ein <a id="a1">Link</a>')
    content = write_tmx(memory(locale("fr"), locale("de")), "fr", "de")
    put(german, 'Un <a id="a1">lien</a>', "")

    plan = plan_tmx(content, "old.tmx", locale("fr"), locale("de"))
    assert (len(plan.new), plan.same, plan.left_out) == (1, 0, [])
    assert not MemoryEntry.objects.exists()
    assert apply_tmx(plan, None) == 1

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
    plan = plan_tmx(TMX.encode(), "x.tmx", locale("fr"), locale("de"))

    assert plan.new == [Pair("Un", "Eins"), Pair("A{1&gt;b&lt;1}", "Ab")]
    assert [line for line, _why in plan.left_out] == [3, 6]


def test_same_file_twice_adds_nothing_and_a_newer_one_replaces(db):
    french, german = locale("fr"), locale("de")
    apply_tmx(plan_tmx(TMX.encode(), "x.tmx", french, german), None)

    again = plan_tmx(TMX.encode(), "x.tmx", french, german)
    newer = plan_tmx(TMX.replace("Eins", "Ein").encode(), "y.tmx", french, german)
    assert (again.new, again.changed, again.same) == ([], [], 2)
    assert (newer.new, newer.changed) == ([], [Pair("Un", "Ein")])
    apply_tmx(newer, None)
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
        plan_tmx(content.encode(), "x.tmx", locale("fr"), locale("de"))


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
