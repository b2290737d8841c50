"""What an editor does in a browser, and what a frontend sees of it."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.factories import make_member

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

OBJECTIVES = """{ page(path: "/fr/objectifs/") { title
    ... on ObjectivesPage { objectives { number title content { text } } } } }"""
GERMAN = '{ page(path: "/fr/objectifs/", locale: "de") { title path servedLocale } }'


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


def test_page_is_translated_into_german(editor, site, question, screenshot):
    assert question(GERMAN)["page"] is None
    editor.goto(f"/admin/localize/submit/page/{site.pk}/")
    editor.get_by_label(re.compile("Allemand|German|allemand")).check()
    editor.locator("main button[type=submit], main input[type=submit]").first.click()
    # A translation that was only submitted is not public (T19).
    assert question(GERMAN)["page"] is None

    german = site.get_translations().get(locale__language_code="de")
    editor.goto(f"/admin/pages/{german.pk}/edit/")
    for text, translation in {
        "Objectifs": "Ziele",
        "Trois objectifs.": "Drei Ziele.",
        "Coopérer": "Zusammenarbeiten",
        "Travailler ensemble.": "Gemeinsam handeln.",
    }.items():
        translate_segment(editor, text, translation)
    screenshot("translation")
    editor.get_by_role("tab", name="Promotion").or_(editor.get_by_text("Promotion")).first.click()
    translate_segment(editor, "objectifs", "ziele")
    editor.locator("button[name=action][value=publish]").click()

    expect(editor.locator(".messages .success, [class*=success]").first).to_be_visible()
    assert question(GERMAN)["page"] == {
        "title": "Ziele",
        "path": "/de/ziele/",
        "servedLocale": "de",
    }


def translate_segment(editor: Page, text: str, translation: str) -> None:
    """Click Translate beside the text, type, and save."""
    segment = editor.locator("li.incomplete").filter(has=editor.get_by_text(text, exact=True))
    segment.get_by_role("button", name="Traduire").click()
    field = editor.locator("li.incomplete textarea, li.incomplete [contenteditable=true]").last
    field.fill(translation)
    editor.get_by_role("button", name=re.compile("^(Enregistrer|Sauvegarder|Save)$")).click()
    expect(editor.locator("section").get_by_text(translation, exact=True)).to_be_visible()


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
