"""Records have a preview too, and so have translations that are not finished."""

import pytest
from playwright.sync_api import expect

from tests.e2e.previewing import LONG, open_panel
from tests.factories import make_member
from tests.preview.asking import unfinished

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


def test_typing_changes_the_preview_of_a_member(editor, site):
    member = make_member(name="Strasbourg", website="https://strasbourg.example.org")
    frame = open_panel(editor, f"/admin/snippets/snippets/member/edit/{member.pk}/")
    expect(frame.get_by_role("heading", level=1)).to_have_text("Strasbourg", timeout=LONG)
    expect(frame.get_by_text("https://strasbourg.example.org")).to_be_visible(timeout=LONG)

    editor.fill("[name=name]", "Strasbourg-Kehl")

    expect(frame.get_by_role("heading", level=1)).to_have_text("Strasbourg-Kehl", timeout=LONG)


def test_unfinished_translation_of_a_member_is_shown(editor, site):
    translation = unfinished(make_member(name="Strasbourg"), {"Strasbourg": "Straßburg"})
    editor.goto(f"/admin/snippets/snippets/member/edit/{translation.get_target_instance().pk}/")

    with editor.expect_popup() as opened:
        editor.get_by_role("link", name="Prévisualiser", exact=True).click()

    expect(opened.value.get_by_role("heading", level=1)).to_have_text("Straßburg", timeout=LONG)
