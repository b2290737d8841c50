"""The coordinator's matrix in a browser: filter, click through, plan, download; and no serious accessibility fault."""

import csv
import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from pages.models import AboutPage, StandardPage
from tests.e2e.conftest import SCREENSHOTS
from tests.e2e.test_accessibility import violations
from tests.factories import locale, make_member, make_page
from tests.translation.making import (
    change,
    put,
    put_all,
    reviewed_and_published,
    translator,
)
from translation import workflow
from translation.coverage import Coverage
from translation.models import Priority, TranslationTask
from translation.submitting import submit

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


def published(page, texts, tag="de"):
    task = submit(page, locale(tag), by=None)
    put_all(task, texts)
    return reviewed_and_published(task)


@pytest.fixture
def work(site):
    """Something of all that the matrix can show."""
    home = site.get_parent().specific
    anna = translator("anna")
    anna.first_name, anna.last_name = "Anna", "Keller"
    anna.save()
    today = timezone.localdate()
    about = make_page(home, AboutPage, title="À propos", slug="a-propos")
    methods = make_page(about, StandardPage, title="Méthodes de travail", slug="methodes")
    make_page(about, StandardPage, title="Secrétariat", slug="secretariat")
    make_member(name="Strasbourg").save_revision().publish()
    published(home, {"Accueil": "Start", "Ensemble": "Zusammen"})
    published(home, {"Accueil": "Kher", "Ensemble": "Khetane"}, "rom")
    published(about, {"À propos": "Über uns"})
    change(about, title="À propos de nous")
    late = submit(methods, locale("de"), by=None)
    put(late, "Méthodes de travail", "Arbeitsweise")
    workflow.plan(
        late,
        due_on=today - timedelta(days=3),
        priority=Priority.HIGH,
        note="",
        users=[anna],
        by=None,
    )
    asked = submit(site, locale("de"), by=None)
    put(asked, "Objectifs", "Ziele")
    workflow.request_review(asked, by=None)
    later = submit(site, locale("en"), by=None)
    workflow.plan(later, due_on=today + timedelta(days=9), priority=2, note="", users=[], by=None)
    return late


@pytest.fixture
def page(editor, work):
    """The first screen of somebody who coordinates."""
    editor.goto("/admin/")
    return editor


def shot(page, name):
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=SCREENSHOTS / f"{name}.png")


def expect_titles(page, *titles):
    """All that are listed, in order."""
    expect(page.locator(".coverage tbody th a")).to_have_text(list(titles))


def test_coordinator_finds_plans_and_exports_what_cannot_wait(page, work, tmp_path):
    shot(page, "coverage-home")
    page.get_by_role("link", name="En retard: 1").click()
    expect(page).to_have_url(re.compile("overdue=on"))
    expect_titles(page, "Méthodes de travail")

    page.get_by_role("link", name="Tout afficher").click()
    expect(page.locator(".coverage tbody tr")).to_have_count(6)
    expect(page.locator(".coverage tbody th a").first).to_have_text("Méthodes de travail")
    expect(page.locator(".coverage tbody th a").nth(1)).to_have_text("À propos de nous")
    shot(page, "coverage")

    page.get_by_label("Langue", exact=True).select_option(label="allemand")
    page.get_by_label("État", exact=True).select_option(label="Dépassé")
    page.get_by_role("button", name="Filtrer", exact=True).click()
    expect_titles(page, "À propos de nous")

    with page.expect_download() as download:
        page.get_by_role("link", name="Télécharger en CSV").click()
    file = tmp_path / "table.csv"
    download.value.save_as(file)
    lines = list(csv.DictReader(file.open(encoding="utf-8-sig")))
    assert [(line["Titre"], line["Langue"]) for line in lines] == [("À propos de nous", "de")]

    page.get_by_role("checkbox", name="Sélectionner À propos de nous").check()
    page.get_by_role("button", name="Planifier la sélection").click()
    page.locator("[name=how]").select_option("add")
    page.get_by_label("Anna Keller").check()
    page.locator("[name=priority]").select_option(label="Haute")
    shot(page, "coverage-plan")
    page.locator("form[method=post][novalidate] button[type=submit]").click()
    expect(page.locator(".messages .success")).to_contain_text("1 traduction")
    task = TranslationTask.objects.get(outdated_since__isnull=False)
    assert [user.username for user in task.assignees.all()] == ["anna"]

    page.get_by_role("link", name="Dépassé", exact=True).click()
    expect(page).to_have_url(re.compile(f"/tasks/{task.pk}/"))


def test_cell_without_a_task_leads_to_the_form_that_submits(page):
    page.goto("/admin/translation/progress/?q=secretariat")

    page.locator(".coverage__state").last.click()

    expect(page.get_by_role("heading", name="Secrétariat")).to_be_attached()
    assert "/submit/page/" in page.url


def test_coordinators_pages_have_no_serious_violation(page, work):
    addresses = [
        "/admin/",
        "/admin/translation/progress/",
        "/admin/translation/progress/?state=OUTDATED",
        f"/admin/translation/progress/plan/?cell={cell_name(work)}",
    ]

    found = {}
    for address in addresses:
        page.goto(address)
        found[address] = violations(page)

    assert found == {address: [] for address in addresses}


def cell_name(task):
    return next(cell.name for cell in Coverage().cells if cell.task == task.pk)
