"""From an application that arrives by GraphQL to a member in the public list; and pages that wait for their time."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.management import call_command
from django.utils import timezone
from playwright.sync_api import expect

from pages.models import StandardPage
from snippets.models import Member
from tests.factories import make_application, make_member, make_page

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

APPLY = """mutation { applyForMembership(input: {locale: "de", idempotencyKey: "%s",
    authorityName: "Stadt Graz", kind: CITY, country: "AT", contactName: "Anna Muster",
    contactRole: "Bürgermeisterin", email: "anna@example.org", website: "https://graz.example.org",
    message: "Wir möchten mitmachen.", wishesToSignDeclaration: true, consent: true})
    { reference errors { field } } }"""
MEMBERS = '{ members(locale: "fr", country: "AT") { edges { node { name } } } }'


def names(question):
    return [edge["node"]["name"] for edge in question(MEMBERS)["members"]["edges"]]


def test_application_becomes_a_public_member(editor, site, question, screenshot):
    make_application(authority_name="Kommune Wien", country="AT", locale="de")
    reference = question(APPLY % uuid4())["applyForMembership"]["reference"]
    assert names(question) == []

    editor.goto("/admin/applications/")
    expect(editor.get_by_role("link", name="Stadt Graz")).to_be_visible()
    screenshot("queue")
    editor.get_by_role("link", name="Stadt Graz").click()
    expect(editor.get_by_text(reference).first).to_be_visible()
    editor.get_by_text("Accepter", exact=True).click()
    screenshot("application")
    editor.get_by_role("button", name="Accepter et créer le membre").click()

    member_link = editor.locator("main .help-block").get_by_role("link", name="Stadt Graz")
    expect(member_link).to_be_visible()
    assert names(question) == []
    member_link.click()
    expect(editor.locator("[name=website]")).to_have_value("https://graz.example.org")
    editor.locator("footer [data-w-dropdown-target=toggle]").last.click()
    editor.locator("button[name=action-publish]").click()
    expect(editor.locator(".messages .success")).to_be_visible()

    assert names(question) == ["Stadt Graz"]


def test_known_member_is_pointed_out_and_reached_by_keyboard(editor, site):
    make_member(name="Graz", country="AT")
    application = make_application(authority_name="Stadt Graz", country="AT")
    editor.goto(f"/admin/applications/{application.pk}/")

    button = editor.get_by_role("button", name="Accepter en tant que « Graz »")
    button.focus()
    editor.keyboard.press("Enter")

    expect(editor.locator(".messages .success")).to_be_visible()
    assert Member.objects.count() == 1


def test_steps_open_by_keyboard(editor, site):
    application = make_application()
    editor.goto(f"/admin/applications/{application.pk}/")

    editor.locator("summary").filter(has_text="Refuser").focus()
    editor.keyboard.press("Enter")
    editor.keyboard.press("Tab")
    editor.keyboard.type("Hors de notre champ.")
    editor.keyboard.press("Tab")
    editor.keyboard.press("Enter")

    expect(editor.locator(".messages .success")).to_be_visible()
    application.refresh_from_db()
    assert application.state == "DECLINED"


def test_scheduled_page_appears_at_its_time(editor, site, question):
    page = make_page(
        site.get_parent(), StandardPage, title="Plus tard", slug="plus-tard", live=False
    )
    at = page.go_live_at = timezone.now() + timedelta(seconds=30)
    page.save_revision().publish()

    def is_public():
        call_command("publish_scheduled", verbosity=0)
        return question('{ page(path: "/fr/plus-tard/") { title } }')["page"] is not None

    editor.goto("/admin/")
    scheduled = editor.locator("#desk-scheduled-section, #desk-scheduled").first
    expect(scheduled).to_contain_text("Plus tard")
    was_public = is_public()
    # However slow the machine is: before its time it cannot have been there.
    assert not was_public or timezone.now() >= at
    editor.wait_for_timeout(max(0, (at - timezone.now()).total_seconds() + 0.5) * 1000)

    assert is_public()
    editor.reload()
    expect(scheduled).not_to_be_attached()
