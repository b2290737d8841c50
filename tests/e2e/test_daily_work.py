"""What an editor does in a browser, and what a frontend sees of it."""

import pytest
from playwright.sync_api import Page, expect

from tests.factories import make_member

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

OBJECTIVES = """{ page(path: "/fr/objectifs/") { title
    ... on ObjectivesPage { objectives { number title content { text } } } } }"""


def publish(editor: Page) -> None:
    editor.get_by_role("button", name="Plus d'actions").or_(
        editor.locator("[data-w-dropdown-target=toggle].button")
    ).last.click()
    editor.locator("button[name=action-publish]").click()


def test_published_change_is_what_a_frontend_gets(editor, site, question, screenshot):
    editor.goto(f"/admin/pages/{site.pk}/edit/")
    title = editor.locator("[name=objectives-0-value-title]")
    expect(title).to_have_value("Coopérer")

    title.fill("Coopérer partout en Europe")
    screenshot("objectives")
    assert question(OBJECTIVES)["page"]["objectives"][0]["title"] == "Coopérer"
    publish(editor)

    expect(editor.locator(".messages .success")).to_be_visible()
    assert question(OBJECTIVES)["page"]["objectives"] == [
        {
            "number": 1,
            "title": "Coopérer partout en Europe",
            "content": {"text": "Travailler ensemble."},
        }
    ]


def test_member_with_wrong_coordinates_is_refused_in_words(editor, screenshot):
    member = make_member(name="Strasbourg")
    editor.goto(f"/admin/snippets/snippets/member/edit/{member.pk}/")
    editor.fill("[name=latitude]", "480.5")
    editor.fill("[name=longitude]", "7.75")

    publish(editor)

    expect(editor.locator(".w-field__errors").filter(has_text="90")).to_be_visible()
    screenshot("member")


def test_ide_answers_and_asks_no_other_host(editor, site):
    hosts = set()
    editor.on("request", lambda request: hosts.add(request.url.split("/")[2]))

    editor.goto("/graphql/")
    editor.locator(".graphiql-execute-button").click()

    expect(editor.locator(".result-window")).to_contain_text("Coopérer")
    assert hosts == {editor.url.split("/")[2]}
