"""The coordinator's matrix: exact, filtered, linked, exported, and as fast with much as with little."""

import csv
import io
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page
from wagtail.users.models import UserProfile

from cms.large_site import Size, make_large_site
from cms.large_tasks import make_large_tasks
from pages.models import AboutPage, SitePage
from tests.factories import (
    locale,
    make_draft,
    make_expired,
    make_home,
    make_member,
    make_page,
    make_private,
    make_secondee,
    translate,
)
from tests.translation.making import (
    change,
    coordinator,
    put,
    put_all,
    reviewed_and_published,
    reviewer,
    translator,
)
from translation import workflow
from translation.coordination.selecting import Selection
from translation.coverage import MISSING, UNTRACKED, Coverage
from translation.models import Priority, State, TranslationTask
from translation.submitting import submit

pytestmark = pytest.mark.django_db


@pytest.fixture
def home():
    return make_home()


@pytest.fixture
def about(home):
    """Home and About are published in German, About is outdated there; a page below is being worked on."""
    about = make_page(home, AboutPage, title="À propos", slug="a-propos")
    for page, texts in (
        (home, {"Accueil": "Start", "Ensemble": "Zusammen"}),
        (about, {"À propos": "Über uns"}),
    ):
        task = submit(page, locale("de"), by=None)
        put_all(task, texts)
        reviewed_and_published(task)
    change(about, title="À propos de nous")
    page = make_page(about, title="Des méthodes", slug="methodes")
    task = submit(page, locale("de"), by=None)
    put(task, "Des méthodes", "Methoden")
    workflow.assign(task, [translator("anna")], by=None)
    return about


def cell_of(coverage, title, tag="de"):
    document = next(one for one in coverage.documents if one.title == title)
    return document.cells[locale(tag).pk]


def overdue(title):
    yesterday = timezone.localdate() - timedelta(days=1)
    tasks = TranslationTask.objects.filter(translation__source__object_repr=title)
    tasks.update(due_on=yesterday)


def titles(**values):
    return [one.title for one in Selection(**values).documents(Coverage())]


@pytest.fixture
def admin(client):
    user = coordinator()
    UserProfile.objects.create(user=user, preferred_language="en")
    client.force_login(user)
    return client


def test_cell_tells_the_state_the_words_and_what_is_live(about):
    coverage = Coverage()

    states = {one.title: one.cells[locale("de").pk].state for one in coverage.documents}
    assert states == {
        "Accueil": State.PUBLISHED,
        "À propos de nous": State.OUTDATED,
        "Des méthodes": State.IN_PROGRESS,
    }
    methods = cell_of(coverage, "Des méthodes")
    assert (methods.words, methods.document.words, methods.is_live) == (2, 2, False)
    outdated = cell_of(coverage, "À propos de nous")
    assert (outdated.words, outdated.document.words, outdated.is_live) == (0, 4, True)
    assert cell_of(coverage, "Accueil", "rom").state == MISSING


def test_live_translation_without_a_task_is_told_apart(home):
    translate(home, "de")

    assert cell_of(Coverage(), "Accueil").state == UNTRACKED


def test_alias_is_no_translation(home):
    home.create_alias(
        parent=home.get_parent(),
        update_locale=locale("rom"),
        reset_translation_key=False,
        update_slug="rom",
    )

    cell = cell_of(Coverage(), "Accueil", "rom")
    assert (cell.state, cell.is_live, cell.is_complete) == (MISSING, False, False)


def test_drafts_are_not_listed_and_private_pages_not_counted(about):
    methods = Page.objects.get(slug="methodes", locale=locale("fr"))
    make_private(methods)
    make_draft(make_page(about, title="Brouillon"))

    coverage = Coverage()

    assert {one.title: one.is_public for one in coverage.documents} == {
        "Accueil": True,
        "À propos de nous": True,
        "Des méthodes": False,
    }
    assert coverage.documents_share(locale("de").pk) == (2, 2)


def messy_site():
    """Everything that makes counting hard."""
    home = make_home()
    translate(home, "de")
    translate(home, "en")
    private = make_page(home, AboutPage, title="Privée", slug="privee")
    translate(private, "de")
    make_private(private)
    below = make_page(private, title="Dessous", slug="dessous")
    translate(below, "de")
    translate(make_page(home, title="Brouillon", slug="b"), "de")
    make_draft(Page.objects.get(slug="b", locale=locale("fr")))
    expired = make_page(home, title="Expirée", slug="expiree")
    make_expired(translate(expired, "de"))
    german_private = make_page(home, title="Privée ailleurs", slug="ailleurs")
    make_private(translate(german_private, "de"))
    make_page(home, title="Seule")
    home.create_alias(
        parent=home.get_parent(),
        update_locale=locale("rom"),
        reset_translation_key=False,
        update_slug="rom",
    )
    make_page(home.get_translation(locale("de")), title="Nur deutsch", locale=locale("de"))
    translate(make_member(), "de")
    translate(make_member(), "de", live=True).unpublish()
    make_secondee()


def test_completeness_of_graphql_is_the_share_of_the_matrix(execute):
    messy_site()

    locales = execute("{ locales { code completeness } }")["locales"]

    coverage = Coverage()
    shares = {
        one.language_code: coverage.documents_share(pk).ratio
        for pk, one in coverage.locales.items()
    }
    assert {one["code"]: one["completeness"] for one in locales} == {"fr": 1.0, **shares}
    assert len(set(shares.values())) == 3, "the site tells the languages apart"


def test_status_of_graphql_is_the_state_of_the_matrix(about, execute):
    query = """{ pages(locale: "fr", first: 100) { edges { node { title
        translations { locale status } } } } }"""

    nodes = [edge["node"] for edge in execute(query)["pages"]["edges"]]

    told = {
        node["title"]: link["status"]
        for node in nodes
        for link in node["translations"]
        if link["locale"] == "de"
    }
    shown = {
        cell.document.title: "OUTDATED" if cell.is_outdated else "TRANSLATED"
        for cell in Coverage().cells
        if cell.is_complete and cell.locale == locale("de").pk
    }
    assert told == shown == {"Accueil": "TRANSLATED", "À propos de nous": "OUTDATED"}


def test_overdue_comes_first_then_outdated_then_the_order_of_the_site(about):
    assert titles() == ["À propos de nous", "Accueil", "Des méthodes"]

    overdue("Des méthodes")

    assert titles() == ["Des méthodes", "À propos de nous", "Accueil"]
    assert titles(order="tree") == ["Accueil", "À propos de nous", "Des méthodes"]


def test_published_is_never_overdue(about):
    overdue("Accueil")

    assert titles(overdue=True) == []


def test_outdated_stays_so_while_it_is_being_reworked(about):
    task = TranslationTask.objects.get(outdated_since__isnull=False)
    workflow.start(task, by=None)

    assert titles(state=State.OUTDATED) == ["À propos de nous"]
    assert titles(state=State.IN_PROGRESS) == ["À propos de nous", "Des méthodes"]


@pytest.mark.parametrize(
    ("values", "found"),
    [
        ({"state": State.PUBLISHED}, ["Accueil"]),
        ({"kind": "member"}, ["Lille"]),
        ({"text": "a PROPOS"}, ["À propos de nous", "Des méthodes"]),
        ({"text": "methodes"}, ["Des méthodes"]),
        ({"assignee": "nobody", "state": State.IN_PROGRESS}, []),
        ({"text": "nothing"}, []),
    ],
)
def test_filters_narrow_the_list(about, values, found):
    make_member(name="Lille")

    assert titles(**values) == found


def test_filters_hold_for_one_and_the_same_cell(about):
    assert titles(state=State.PUBLISHED, language=locale("rom").pk) == []
    assert sorted(titles(state=MISSING, language=locale("rom").pk)) == sorted(titles())


def test_section_and_assignee_are_offered_and_found(about, admin):
    page = admin.get(reverse("translation_coverage"))

    form = page.context["form"]
    for field, label, found in (
        ("section", "À propos de nous", ["À propos de nous", "Des méthodes"]),
        ("assignee", "anna", ["Des méthodes"]),
    ):
        values = {text: value for value, text in form.fields[field].choices}
        narrowed = admin.get(reverse("translation_coverage"), {field: values[label]})
        assert [row.document.title for row in narrowed.context["rows"]] == found


def test_old_or_wrong_choices_of_a_link_are_left_out(about, admin):
    page = admin.get(
        reverse("translation_coverage"), {"assignee": "x", "language": "9999", "p": "z"}
    )

    assert len(page.context["rows"]) == 3


def test_cells_lead_to_the_task_or_to_the_form_that_submits(about, admin):
    rows = admin.get(reverse("translation_coverage")).context["rows"]

    home = next(row for row in rows if row.document.title == "Accueil")
    german, romani = (
        next(one for one in home.cells if one.cell.locale == locale(tag).pk)
        for tag in ("de", "rom")
    )
    for shown in (german, romani):
        assert admin.get(shown.address).status_code in (200, 302)
    assert str(german.cell.task) in german.address
    assert "submit" in romani.address


def test_matrix_is_for_coordinators(client, about):
    for name in ("translation_coverage", "translation_coverage_csv", "translation_plan"):
        client.force_login(reviewer(name))
        assert client.get(reverse(name)).status_code == 302


def test_csv_has_a_line_for_each_cell_that_is_filtered(about, admin):
    make_page(about, title="=cmd()", slug="cmd")

    answer = admin.get(
        reverse("translation_coverage_csv"), {"language": locale("de").pk, "order": "tree"}
    )

    table = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert [line["Title"] for line in table] == [
        "Accueil",
        "À propos de nous",
        "Des méthodes",
        "'=cmd()",
    ]
    assert table[2] | {"State": "In progress", "Words": "2", "Assigned to": "anna"} == table[2]
    assert table[1]["Outdated since"] == timezone.now().date().isoformat()
    assert {line["Language"] for line in table} == {"de"}


def plan(admin, *cells, **values):
    data = {"cell": [cell.name for cell in cells], "how": "keep"} | values
    return admin.post(reverse("translation_plan"), data)


def test_selection_is_assigned_dated_and_ranked(about, admin):
    coverage = Coverage()
    cells = [cell_of(coverage, title) for title in ("Accueil", "À propos de nous")]
    bela = translator("bela")

    answer = plan(
        admin, *cells, how="replace", users=[bela.pk], due_on="2027-01-31", priority=Priority.HIGH
    )

    assert answer.status_code == 302
    for cell in cells:
        task = TranslationTask.objects.get(pk=cell.task)
        assert [user.username for user in task.assignees.all()] == ["bela"]
        assert (str(task.due_on), task.priority) == ("2027-01-31", Priority.HIGH)


def test_what_is_not_said_stays(about, admin):
    cell = cell_of(Coverage(), "Des méthodes")
    TranslationTask.objects.filter(pk=cell.task).update(note="Bitte", due_on="2027-01-31")

    plan(admin, cell, priority=Priority.LOW)

    task = TranslationTask.objects.get(pk=cell.task)
    assert (task.note, str(task.due_on), task.priority) == ("Bitte", "2027-01-31", Priority.LOW)
    assert [user.username for user in task.assignees.all()] == ["anna"]


def test_nobody_gets_work_in_a_language_of_another_team(about, admin):
    cell = cell_of(Coverage(), "Des méthodes")
    romani = translator("romani", "rom")
    submit(Page.objects.get(slug="fr").specific, locale("rom"), by=None)
    both = [cell, cell_of(Coverage(), "Accueil", "rom")]

    plan(admin, *both, how="add", users=[romani.pk])

    assert [
        user.username for user in TranslationTask.objects.get(pk=cell.task).assignees.all()
    ] == ["anna"]
    assert romani.translation_tasks.count() == 1


def test_selected_cells_without_a_task_are_submitted_with_the_plan(about, admin):
    romani, german = translator("romani", "rom"), translator("bela")
    cell = cell_of(Coverage(), "Accueil", "rom")

    answer = plan(
        admin, cell, how="add", users=[romani.pk], due_on="2027-01-31", priority=Priority.HIGH
    )

    assert "jobs" in answer.url
    task = TranslationTask.objects.get(translation__target_locale=locale("rom"))
    assert (str(task.due_on), task.priority) == ("2027-01-31", Priority.HIGH)
    assert [*task.assignees.all()] == [romani]
    assert german.translation_tasks.count() == 0


def test_home_leads_coordinators_into_the_matrix(about, admin):
    overdue("Des méthodes")

    content = admin.get(reverse("wagtailadmin_home")).content.decode()

    language = locale("de").pk
    assert f"?language={language}&amp;overdue=on" in content
    assert f"?language={language}&amp;state=OUTDATED" in content


def test_home_of_a_translator_has_no_shares(client, home):
    client.force_login(translator())

    assert "translation-shares" not in client.get(reverse("wagtailadmin_home")).content.decode()


@pytest.fixture
def large(request):
    make_large_site(Size(request.param, 30, ["fr", "en", "de", "rom"]), lambda _done, _all: None)
    make_large_tasks(1, lambda _done, _all: None)


@pytest.mark.parametrize("large", [12, 60], indirect=True)
def test_number_of_statements_is_constant(admin, large):
    admin.get(reverse("translation_coverage"))  # Django keeps content types after the first time.

    with CaptureQueriesContext(connection) as captured:
        page = admin.get(reverse("translation_coverage"))

    assert page.status_code == 200
    assert len(captured) == 31, "\n".join(one["sql"] for one in captured)


@pytest.mark.parametrize("large", [20], indirect=True)
def test_large_site_has_work_in_all_states_and_true_figures(large):
    coverage = Coverage()

    assert {cell.state for cell in coverage.cells} >= {MISSING, *State} - {State.APPROVED}
    assert any(cell.is_overdue for cell in coverage.cells)
    assert all(cell.words <= (cell.document.words or 0) for cell in coverage.cells)
    assert SitePage.objects.filter(locale=locale("fr")).count() == 20
