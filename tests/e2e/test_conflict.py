"""Two people on one page, in a browser."""

import pytest
from django.contrib.auth import get_user_model
from playwright.sync_api import expect

from pages.models import ObjectivesPage
from tests.e2e.test_daily_work import publish

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


def test_second_editor_is_told_and_overwrites_by_a_box(editor, site, screenshot):
    """Data loss: two editors."""
    editor.goto(f"/admin/pages/{site.pk}/edit/")
    expect(editor.locator("[name=title]")).to_have_value("Objectifs")
    anna = get_user_model().objects.create_superuser("anna", first_name="Anna")
    page = ObjectivesPage.objects.get()
    page.title = "Objectifs d'Anna"
    page.save_revision(user=anna).publish(user=anna)

    editor.locator("[name=title]").fill("Objectifs à moi")
    publish(editor)

    told = editor.locator("[data-conflict]")
    expect(told).to_contain_text("Anna")
    expect(told).to_contain_text("Titre")
    expect(editor.locator("[name=title]")).to_have_value("Objectifs à moi")
    assert ObjectivesPage.objects.get().title == "Objectifs d'Anna"
    screenshot("conflict")
    told.locator("[name=overwrite_newer]").check()
    publish(editor)
    expect(editor.locator(".messages .success")).to_be_visible()
    assert ObjectivesPage.objects.get().title == "Objectifs à moi"
