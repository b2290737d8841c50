"""What an editor and a reviewer see of a draft, in the client that the CMS brings along."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from pages.models import StandardPage
from preview.grants import grant_reviewer, revoke, token_of
from preview.models import PreviewGrant
from tests.e2e.previewing import LONG, open_panel
from tests.factories import block, make_draft, make_page, make_picture, paragraph

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


@pytest.fixture
def page(site):
    picture = make_picture(drawn=True, alt_texts={"fr": "Une place"})
    return make_page(
        site.get_parent(),
        StandardPage,
        title="Habitat",
        slug="habitat",
        search_description="Comment les villes aident.",
        intro="<p>Se loger dignement.</p>",
        body=[
            block("heading", {"text": "Ce que font les villes", "level": "2"}),
            paragraph("<p>Des <b>terrains</b> équipés.</p>"),
            block("image", {"image": picture.pk, "caption": "La place", "alt_text": ""}),
        ],
    )


def address_of(page):
    return f"/admin/pages/{page.pk}/edit/"


def test_typing_changes_the_preview_and_nothing_public(editor, page, question, screenshot):
    frame = open_panel(editor, address_of(page))
    expect(frame.get_by_role("heading", level=1)).to_have_text("Habitat", timeout=LONG)
    expect(frame.get_by_text("Des terrains équipés.")).to_be_visible(timeout=LONG)
    expect(frame.get_by_alt_text("Une place")).to_be_visible(timeout=LONG)

    editor.fill("[name=title]", "Habiter dans la dignité")

    expect(frame.get_by_role("heading", level=1)).to_have_text(
        "Habiter dans la dignité", timeout=LONG
    )
    screenshot("preview")
    assert question('{ page(path: "/fr/habitat/") { title } }')["page"]["title"] == "Habitat"


def test_panel_has_wagtails_widths(editor, page):
    frame = open_panel(editor, address_of(page))
    expect(frame.get_by_role("heading", level=1)).to_be_visible(timeout=LONG)

    for name, width in (("mobile", 375), ("tablet", 768), ("desktop", 1280)):
        editor.locator(f"[name=preview-size][value={name}]").check(force=True)
        iframe = editor.locator("#w-preview-iframe")
        expect(iframe).to_have_js_property("clientWidth", width, timeout=LONG)
        assert frame.locator("html").evaluate("html => innerWidth") == width


def test_accessibility_checker_looks_at_the_drawn_page(editor, page):
    untold = make_page(
        page.get_parent(), StandardPage, title="Sans description", slug="sans", body=page.body
    )
    frame = open_panel(editor, address_of(untold))
    expect(frame.get_by_role("heading", level=1)).to_be_visible(timeout=LONG)

    editor.locator("[data-side-panel-toggle=checks]").first.click()

    # What the checker says of a page without description, which only the drawn page can tell.
    expect(
        editor.get_by_text("description est vide").first.or_(
            editor.get_by_text("Meta description is empty").first
        )
    ).to_be_visible(timeout=LONG)


def test_view_draft_opens_the_frontend(editor, page):
    page.title = "Brouillon"
    page.save_revision()

    editor.goto(f"/admin/pages/{page.pk}/view_draft/")

    expect(editor.get_by_role("heading", level=1)).to_have_text("Brouillon", timeout=LONG)
    expect(editor.get_by_role("note")).to_be_visible()


@pytest.fixture
def reviewer(chromium, live_server):
    """A browser that never logged in, and all that it was told."""
    context = chromium.new_context(base_url=live_server.url, locale="fr-FR")
    yield context.new_page()
    context.close()


def shared(page, **values):
    for name, value in values.items():
        setattr(page, name, value)
    return grant_reviewer(page.save_revision(), "Anna", 2, None)


def open_link(reviewer, grant):
    reviewer.goto("about:blank")
    reviewer.goto(f"/preview/#kind=page&locale=fr&previewToken={token_of(grant)}")
    return expect(reviewer.get_by_role("heading", level=1))


def test_reviewer_without_account_sees_one_draft_and_nothing_else(page, reviewer):
    hidden = make_page(page, StandardPage, title="Secret", slug="secret")
    make_draft(hidden)
    make_draft(page)
    answers = []
    reviewer.on("response", lambda response: answers.append(response))

    open_link(reviewer, shared(page, title="Brouillon")).to_have_text("Brouillon", timeout=LONG)

    graphql = [answer for answer in answers if "/graphql/" in answer.url]
    assert graphql
    assert not any("Secret" in answer.text() for answer in graphql)
    assert not any("previewToken" in answer.url for answer in answers if "#" not in answer.url)
    assert reviewer.context.cookies() == []
    assert reviewer.goto(f"/admin/pages/{page.pk}/edit/").url.endswith(
        f"/admin/login/?next=/admin/pages/{page.pk}/edit/"
    )


def test_grant_ends(page, reviewer):
    grant = shared(page, title="Brouillon")
    open_link(reviewer, grant).to_have_text("Brouillon", timeout=LONG)

    PreviewGrant.objects.update(expires_at=timezone.now() - timedelta(seconds=1))

    open_link(reviewer, grant).to_have_text("Cet aperçu a pris fin", timeout=LONG)


def test_taken_back_grant_looks_like_an_ended_one(page, reviewer):
    grant = shared(page)
    revoke(grant)

    open_link(reviewer, grant).to_have_text("Cet aperçu a pris fin", timeout=LONG)
