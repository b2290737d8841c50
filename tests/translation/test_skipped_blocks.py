"""T28: wagtail-localize skips blocks that are not text, and says nothing: dates, choices, numbers, tables."""

import pytest
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.fields import StreamField
from wagtail.images.blocks import ImageChooserBlock

from pages.blocks import TableBlock
from pages.models import PAGE_MODELS
from snippets.models import Member, Secondee, SiteInformation
from tests.factories import block, locale, make_home, make_page
from tests.translation.making import change, put_all, reviewed_and_published
from translation.models import State
from translation.submitting import submit
from translation.units import units

pytestmark = pytest.mark.django_db
OURS = [*PAGE_MODELS, Member, Secondee, SiteInformation]
SAME_IN_ALL_LANGUAGES = {
    blocks.ChoiceBlock,
    blocks.IntegerBlock,
    blocks.URLBlock,
    blocks.PageChooserBlock,
    DocumentChooserBlock,
    ImageChooserBlock,
}
"""Skipped on purpose: what a visitor gets of them follows the locale when it is read."""
TAKEN = (blocks.CharBlock, blocks.TextBlock, blocks.RichTextBlock)


def leaves(parent):
    if isinstance(parent, blocks.ListBlock):
        yield from leaves(parent.child_block)
    elif isinstance(parent, blocks.BaseStructBlock | blocks.BaseStreamBlock):
        for child in parent.child_blocks.values():
            yield from leaves(child)
    else:
        yield parent


def fields():
    return [
        field for model in OURS for field in model._meta.get_fields() if type(field) is StreamField
    ]


def test_every_block_is_translated_or_left_out_on_purpose():
    """T28: a new kind of block must be decided on, not forgotten."""
    found = [leaf for field in fields() for leaf in leaves(field.stream_block)]

    skipped = {
        type(leaf)
        for leaf in found
        if not (isinstance(leaf, TAKEN) or hasattr(leaf, "get_translatable_segments"))
    }

    assert skipped == SAME_IN_ALL_LANGUAGES
    assert TableBlock in {type(leaf) for leaf in found}


def body(level="2", address="https://www.youtube.com/watch?v=a"):
    kept = {"id": "0b2d7a52-0b5e-4e5e-9b57-0d7c2e6c7a51"}
    table = {"data": [["Pays", "12"], ["Ville", ""]], "first_row_is_table_header": True}
    return [
        block("heading", {"text": "Titre", "level": level}) | kept,
        block("embed", {"url": address, "title": "Film"}) | {"id": kept["id"][:-1] + "2"},
        block("table", {"caption": "Tableau", "table": table}) | {"id": kept["id"][:-1] + "3"},
    ]


WORDS = {
    "Page": "Seite",
    "Titre": "Titel",
    "Film": "Video",
    "Tableau": "Tabelle",
    "Pays": "Land",
    "Ville": "Stadt",
    "12": "12",
}


@pytest.fixture
def task():
    home = make_home()
    above = submit(home, locale("de"), by=None)
    put_all(above, {"Accueil": "Start", "Ensemble": "Zusammen"})
    reviewed_and_published(above)
    return submit(make_page(home, title="Page", slug="page", body=body()), locale("de"), by=None)


def german(task):
    return task.translation.get_target_instance().specific


def test_words_of_all_blocks_reach_the_translator_and_nothing_else(task):
    """T28."""
    assert {unit.source for unit in units(task.translation)} == {*WORDS, "page"}


def test_what_is_no_text_comes_along_when_the_translation_goes_live(task):
    """T28."""
    put_all(task, WORDS)
    reviewed_and_published(task)

    heading, embed, table = german(task).body
    assert (heading.value["text"], heading.value["level"]) == ("Titel", "2")
    assert embed.value["url"].endswith("?v=a")
    assert table.value["table"]["data"] == [["Land", "12"], ["Stadt", ""]]
    assert table.value["table"]["first_row_is_table_header"]


def test_changed_choice_or_address_reaches_the_live_translation_at_once(task):
    """T28: it gives translators nothing to do, and so nobody would ever take it over."""
    put_all(task, WORDS)
    reviewed_and_published(task)
    source = task.translation.source.get_source_instance()

    change(source, body=body(level="3", address="https://www.youtube.com/watch?v=b"))

    heading, embed, _table = german(task).body
    assert (heading.value["text"], heading.value["level"]) == ("Titel", "3")
    assert embed.value["url"].endswith("?v=b")
    task.refresh_from_db()
    assert (task.state, task.outdated_since) == (State.PUBLISHED, None)
