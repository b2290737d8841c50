"""Records have a preview too, and so have translations that are not finished."""

import pytest
from playwright.sync_api import expect

from tests.factories import make_member
from tests.preview.asking import unfinished

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

FIRST_LOOK = 2_500  # ms; only then does Wagtail know what the form held before anybody typed
LONG = 20_000  # ms


def test_typing_changes_the_preview_of_a_member(editor, site):
    member = make_member(name="Strasbourg", website="https://strasbourg.example.org")
    editor.goto(f"/admin/snippets/snippets/member/edit/{member.pk}/")
    toggle = editor.locator("[data-side-panel-toggle=preview]").first
    if toggle.get_attribute("aria-expanded") != "true":
        toggle.click()
    frame = editor.frame_locator("#w-preview-iframe")
    expect(frame.get_by_role("heading", level=1)).to_have_text("Strasbourg", timeout=LONG)
    expect(frame.get_by_text("https://strasbourg.example.org")).to_be_visible()

    editor.wait_for_timeout(FIRST_LOOK)
    editor.fill("[name=name]", "Strasbourg-Kehl")

    expect(frame.get_by_role("heading", level=1)).to_have_text("Strasbourg-Kehl", timeout=LONG)


def test_unfinished_translation_of_a_member_is_shown(editor, site):
    translation = unfinished(make_member(name="Strasbourg"), {"Strasbourg": "Straßburg"})
    editor.goto(f"/admin/snippets/snippets/member/edit/{translation.get_target_instance().pk}/")

    with editor.expect_popup() as opened:
        editor.get_by_role("link", name="Prévisualiser", exact=True).click()

    expect(opened.value.get_by_role("heading", level=1)).to_have_text("Straßburg", timeout=LONG)
