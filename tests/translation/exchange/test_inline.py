"""Markup in XLIFF is inline codes, and nothing of it is lost on the way there and back."""

import pytest
from hypothesis import given, settings
from lxml import etree

from tests.translation.exchange.generated import HTML
from translation.checks.markup import Broken
from translation.exchange.inline import Writer, html, tag


def element_of(text):
    element = etree.Element(tag("source"))
    Writer(element).write(text)
    return element


@given(HTML)
@settings(max_examples=60, deadline=None)
def test_there_and_back_is_the_same(text):
    written = etree.tostring(element_of(text))

    assert html(etree.fromstring(written)) == text


def test_markup_is_elements_and_not_escaped_text():
    element = element_of('Un <a id="a1">lien <b>gras</b></a><br/>x')

    [link, br] = list(element)
    assert (link.tag, link.get("id"), link.get("canDelete")) == (tag("pc"), "a1", "no")
    assert (link[0].get("id"), link[0].get("subType")) == ("b-1", "xlf:b")
    assert (br.tag, br.get("id")) == (tag("ph"), "br-1")
    assert "&lt;" not in etree.tostring(element).decode().replace('="&lt;', "")


def test_pair_that_a_tool_has_parted_is_read():
    xml = f'<target xmlns="{tag("x")[1:-2]}"><sc id="b-1"/>Eins<ec startRef="b-1"/></target>'

    assert html(etree.fromstring(xml)) == "<b>Eins</b>"


@pytest.mark.parametrize(
    "xml",
    [
        '<pc id="script-1">x</pc>',
        '<pc id="1">x</pc>',
        '<ph id="b-1"/>',
        '<cp hex="zz"/>',
        "<b>x</b>",
        '<pc id="br-1"/>',
    ],
)
def test_foreign_code_is_refused(xml):
    with pytest.raises(Broken):
        html(etree.fromstring(f'<target xmlns="{tag("x")[1:-2]}">{xml}</target>'))


def test_same_link_twice_has_two_ids():
    assert [code.get("id") for code in element_of('<a id="a1">x</a><a id="a1">y</a>')] == [
        "a1",
        "a1.2",
    ]
