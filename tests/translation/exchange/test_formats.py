"""A file says what was put into it, also after another tool has read and written it."""

from pathlib import Path
from uuid import UUID

import polib
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from lxml import etree
from translate.storage.pypo import pofile
from translate.storage.xliff2 import Xliff2File

from tests.translation.exchange.generated import HTML, SENTENCE
from translation.checks import Field
from translation.exchange.exporting import Document, Item
from translation.exchange.files import FileProblem, Key, digest
from translation.exchange.po import read_po, write_po
from translation.exchange.xliff import read_xliff, write_xliff

SCHEMA = etree.XMLSchema(
    etree.parse(
        Path(__file__).parent / "schemas/xliff-core-2.0.xsd", etree.XMLParser(no_network=True)
    )
)
DOCUMENT = UUID(int=7)
PATHS = st.sampled_from(["title", "body.1b2e.text", "body.7:0.a_b", "cells.1,2", "é\u00a0_"])


def made(path, source, target="", version=3, limit=255):
    key = Key(DOCUMENT, path, digest(source))
    state = "translated" if target else "initial"
    return Item(
        key, source, target, state, version, Field("Titre › <b>", limit, "Aide\nen deux lignes")
    )


def document(items):
    return Document(DOCUMENT, 'Page "<1>" \\n', list({item.key: item for item in items}.values()))


DOCUMENTS = st.lists(
    st.builds(made, PATHS, SENTENCE, HTML, st.integers(0, 10**15)), min_size=1, max_size=4
).map(document)
GENERATED = settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)


def said(file):
    return [(unit.key, unit.target, unit.version) for unit in file.units]


def meant(document):
    return [(item.key, item.target, item.version) for item in document.items]


def polished(content):
    """Read and written by polib as other programs use it."""
    return str(polib.pofile(content.decode())).encode()


@given(DOCUMENTS)
@GENERATED
def test_xliff_is_valid_and_says_what_was_put_into_it(document):
    content = write_xliff([document], "fr", "de")

    SCHEMA.assertValid(etree.fromstring(content))
    file = read_xliff(content, "x.xlf")
    assert said(file) == meant(document)
    assert (file.source_tag, file.target_tag) == ("fr", "de")


@given(DOCUMENTS)
@GENERATED
def test_xliff_survives_translate_toolkit(document):
    content = write_xliff([document], "fr", "de")

    again = bytes(Xliff2File.parsestring(content))

    assert said(read_xliff(again, "x.xlf")) == meant(document)
    SCHEMA.assertValid(etree.fromstring(again))


@given(DOCUMENTS)
@GENERATED
def test_po_says_what_was_put_into_it(document):
    file = read_po(write_po([document], "fr", "de"), "x.po")

    assert said(file) == meant(document)
    assert file.target_tag == "de"


@given(DOCUMENTS)
@example(document([made("title", "Un\u2028deux", "Eins\x85zwei \\n \x1c", 5)]))
@GENERATED
def test_po_survives_translate_toolkit(document):
    again = bytes(pofile.parsestring(write_po([document], "fr", "de")))

    assert said(read_po(again, "x.po")) == meant(document)


def test_po_survives_polib_and_the_loss_of_its_headers():
    """T43: Pontoon strips headers."""
    item = made("body.1", 'Un <a id="a1">lien</a>\u00a0!', 'Ein <a id="a1">Link</a>!')
    catalog = polib.pofile(write_po([document([item])], "fr", "de").decode())
    catalog.metadata = {}

    file = read_po(str(catalog).encode(), "x.po")

    assert (said(file), file.target_tag) == ([(item.key, item.target, 3)], "de")


def test_po_without_comments_has_no_version():
    catalog = polib.pofile(write_po([document([made("title", "Un", "Eins")])], "fr", "de").decode())
    for entry in catalog:
        entry.comment = ""

    assert [unit.version for unit in read_po(str(catalog).encode(), "x.po").units] == [None]


def test_contexts_are_unique_where_a_paragraph_has_several_segments():
    """T43: entries carried only the path."""
    items = [made("body.1", text) for text in ("Un", "Deux", "Trois")]

    contexts = [
        entry.msgctxt for entry in polib.pofile(write_po([document(items)], "fr", "de").decode())
    ]

    assert len(set(contexts)) == 3


def test_translator_is_told_what_and_where_it_is():
    [entry] = polib.pofile(write_po([document([made("title", "Un")])], "fr", "de").decode())
    content = write_xliff([document([made("title", "Un")])], "fr", "de").decode()

    for text in ("Titre", "At most 255 characters."):
        assert text in entry.comment
        assert text in content


def test_tools_that_fill_in_the_target_are_understood():
    content = write_xliff([document([made("title", "Un <b>mot</b>")])], "fr", "de")
    store = Xliff2File.parsestring(content)
    store.units[0].target = "Ein Wort"

    assert [unit.target for unit in read_xliff(bytes(store), "x.xlf").units] == ["Ein Wort"]


def test_unit_that_a_tool_has_parted_in_sentences_is_put_together():
    content = write_xliff([document([made("title", "Un. Deux.", "x")])], "fr", "de").decode()
    whole = content[content.index("<segment") : content.index("</segment>") + len("</segment>")]
    parted = (
        "<segment><source>Un.</source><target>Eins.</target></segment>"
        "<ignorable><source> </source></ignorable>"
        "<segment><source>Deux.</source><target>Zwei.</target></segment>"
    )

    [unit] = read_xliff(content.replace(whole, parted).encode(), "x.xlf").units

    assert unit.target == "Eins. Zwei."


def test_broken_translation_is_left_out_of_xliff_and_written_as_it_is_to_po():
    broken = document([made("title", "Un", "<b>Eins")])

    SCHEMA.assertValid(etree.fromstring(content := write_xliff([broken], "fr", "de")))
    assert [unit.target for unit in read_xliff(content, "x.xlf").units] == [""]
    assert "Broken markup" in read_po(write_po([broken], "fr", "de"), "x.po").units[0].problem


def test_fuzzy_entry_is_not_finished():
    catalog = polib.pofile(write_po([document([made("title", "Un", "Eins")])], "fr", "de").decode())
    catalog[0].flags.append("fuzzy")

    assert [unit.target for unit in read_po(str(catalog).encode(), "x.po").units] == [""]


def test_foreign_code_is_told_of_its_segment():
    content = write_xliff([document([made("title", "<b>Un</b>", "<b>Eins</b>")])], "fr", "de")

    [unit] = read_xliff(content.replace(b'"b-1"', b'"iframe-1"'), "x.xlf").units

    assert "iframe" in unit.problem


BOMB = b"""<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><xliff>&b;</xliff>"""
FETCH = b"""<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><xliff>&a;</xliff>"""
EMPTY = b'<xliff version="2.0" xmlns="urn:oasis:names:tc:xliff:document:2.0">\n'


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (BOMB, "entities"),
        (FETCH, "entities"),
        (BOMB.decode().encode("utf-16"), "entities"),
        (b"x" * (24 * 1024 * 1024 + 1), "24 MB"),
        (b"  \n", "empty"),
        (b"PK\x03\x04 and so on", "archive"),
        (b"\x1f\x8b and so on", "archive"),
        (b"<xliff>\n\n<a></xliff>", "Line 3"),
        (b"<xliff/>", "no XLIFF 2"),
        (b'<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2"/>', "no XLIFF 2"),
        (b'<?xml version="1.0" encoding="nonsense"?><xliff/>', "XML|encoding"),
        (EMPTY + b'<file id="f1"><unit id="1"/></file></xliff>', "Line 2: The id"),
        (b"<a>" * 100_000, "XML"),
        (b"<a>" * 3000 + b"</a>" * 3000, "XML"),
    ],
)
def test_hostile_xliff_is_refused_with_a_clear_word(content, words):
    with pytest.raises(FileProblem, match=words):
        read_xliff(content, "x.xlf")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b'msgid "a"\nmsgstr "b"\nnonsense', "Line 3"),
        (b'msgid "a"\nmsgstr "\xff"', "Line 2.*UTF-8"),
        (b'msgid "a"\nmsgstr "b"', "msgctxt"),
        (b'msgctxt "de:1:title:0"\nmsgid "a"\nmsgstr "b"', "msgctxt"),
        (b"/etc/passwd", "PO"),
        (b"x" * (24 * 1024 * 1024 + 1), "24 MB"),
    ],
)
def test_hostile_po_is_refused_with_a_clear_word(content, words):
    with pytest.raises(FileProblem, match=words):
        read_po(content, "x.po")
