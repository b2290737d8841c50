"""Data loss: what is typed at a moment at which Wagtail takes the form for saved."""

import pytest
from playwright.sync_api import expect

from tests.e2e.previewing import LONG, open_panel
from tests.factories import make_member

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

TITLE = "[name=title]"
COUNT_SAVES = "window.saves = 0; addEventListener('w-autosave:save', () => { window.saves += 1 })"
TWO_LOOKS = 2_500  # ms; Wagtail looks twice a second and waits for a pause of one


@pytest.fixture
def address(site):
    return f"/admin/pages/{site.pk}/edit/"


def is_autosave(request):
    return request.method == "POST" and "/edit/" in request.url


def title_of(page):
    return page.get_latest_revision_as_object().title


def type_at_once(editor, address):
    """Before Wagtail begins to watch the form, which it does after two seconds."""
    editor.goto(address, wait_until="domcontentloaded")
    with editor.expect_response(lambda answer: is_autosave(answer.request), timeout=LONG):
        editor.fill(TITLE, "Tapé tout de suite")


def test_what_is_typed_at_once_is_saved(editor, site, address):
    type_at_once(editor, address)

    site.refresh_from_db()
    assert title_of(site) == "Tapé tout de suite"


def test_what_is_typed_at_once_is_shown_in_the_preview(editor, address):
    frame = open_panel(editor, address)
    editor.fill(TITLE, "Tapé tout de suite")

    expect(frame.get_by_role("heading", level=1)).to_have_text("Tapé tout de suite", timeout=LONG)


def test_what_is_typed_while_an_autosave_is_answered_is_saved(editor, site, address):
    held = []

    def hold_the_first(route):
        if is_autosave(route.request) and not held:
            held.append(route)
        else:
            route.continue_()

    editor.route("**/edit/", hold_the_first)
    editor.goto(address)
    with editor.expect_request(is_autosave, timeout=LONG):
        editor.fill(TITLE, "Premier")
    editor.fill(TITLE, "Second")
    with editor.expect_response(
        lambda answer: is_autosave(answer.request) and "Second" in answer.request.post_data,
        timeout=LONG,
    ):
        held[0].continue_()

    site.refresh_from_db()
    assert title_of(site) == "Second"


def test_form_that_is_saved_is_at_rest(editor, site):
    """Creating is the hardest: the answer fills in the form and turns it into another."""
    editor.add_init_script(COUNT_SAVES)
    editor.goto(f"/admin/pages/add/pages/standardpage/{site.get_parent().pk}/")
    editor.press(TITLE, "N")  # a key, from which Wagtail makes the slug
    editor.wait_for_url("**/edit/", timeout=LONG)
    editor.wait_for_timeout(TWO_LOOKS)
    saves = editor.evaluate("window.saves")

    editor.wait_for_timeout(TWO_LOOKS)

    assert editor.evaluate("window.saves") == saves <= 2
    assert editor.locator("[data-w-unsaved-has-edits-value=true]").count() == 0


def test_records_are_watched_too(editor, site):
    member = make_member(name="Strasbourg")
    editor.goto(f"/admin/snippets/snippets/member/edit/{member.pk}/", wait_until="domcontentloaded")

    editor.fill("[name=name]", "Kehl")

    expect(editor.locator("[data-w-unsaved-has-edits-value=true]")).to_be_attached(timeout=LONG)
