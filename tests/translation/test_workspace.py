"""The workspace: what it shows, what saving answers, and that no text is lost between two people."""

import pytest
from django.urls import reverse

from tests.editing import opened
from tests.factories import locale, make_home, make_page
from tests.translation.making import (
    admin_group,
    change,
    coordinator,
    person,
    put,
    put_all,
    reviewed_and_published,
    reviewer,
    rich_text,
    translator,
    unit_of,
)
from translation import workflow
from translation.models import Comment, Job, Origin, State, TranslationTask
from translation.submitting import submit
from translation.views.rows import sheet
from translation.views.work import own_tasks

pytestmark = pytest.mark.django_db


@pytest.fixture
def page():
    return make_page(make_home(), title="Page", slug="page")


@pytest.fixture
def task(page):
    return submit(page, locale("de"), by=None)


@pytest.fixture
def anna(client):
    user = translator("anna")
    client.force_login(user)
    return user


def save(client, task, source, text, **data):
    unit = unit_of(task, source)
    address = reverse("translation:save", args=[task.pk, unit.pk])
    return client.post(address, {"text": text, "version": unit.version or ""} | data)


def test_saved_text_comes_back_as_it_stands(client, task, anna):
    answer = save(client, task, "Page", " Seite ").json()

    assert (answer["share"], answer["state"]) == (100, "IN_PROGRESS")
    assert 'data-html="Seite"' in answer["html"]
    unit = unit_of(task, "Page")
    assert (unit.target, unit.written_by) == ("Seite", anna.pk)


def test_conflict_tells_who_wrote_what(client, task, anna):
    put(task, "Page", "Blatt", by=person("carla", first_name="Carla", last_name="Roth"))

    answer = save(client, task, "Page", "Seite", version="")

    told = answer.json()
    assert (answer.status_code, told["by"], told["text"]) == (409, "Carla Roth", "Blatt")
    assert unit_of(task, "Page").target == "Blatt"


def test_segment_that_went_away_is_told_and_nothing_written(client, task, page, anna):
    unit = unit_of(task, "Page")
    change(page, title="Autre titre")

    answer = client.post(reverse("translation:save", args=[task.pk, unit.pk]), {"text": "Seite"})

    assert answer.status_code == 410
    assert "message" in answer.json()


def test_suggestion_taken_over_is_marked_as_memory(client, task, anna):
    save(client, task, "Page", "Seite", from_memory="1")

    assert unit_of(task, "Page").origin == Origin.MEMORY


def test_same_words_elsewhere_are_suggested(client, task, page, anna):
    other = submit(make_page(page, title="Page", slug="autre"), locale("de"), by=None)
    put(task, "Page", "Seite")

    unit = unit_of(other, "Page")
    shown = client.get(reverse("translation:suggestions", args=[other.pk, unit.pk]))

    assert 'data-tr-hint="Seite"' in shown.content.decode()


def test_history_shows_texts_of_earlier_words_too(client, task, page, anna):
    put(task, "Page", "Seite", by=anna)
    change(page, title="Autre titre")
    put(task, "Autre titre", "Anderer Titel", by=anna)

    unit = unit_of(task, "Autre titre")
    shown = client.get(reverse("translation:history", args=[task.pk, unit.pk])).content.decode()

    assert "Anderer Titel" in shown
    assert "Seite" in shown


def test_text_with_a_script_is_shown_as_text(client, task, anna):
    evil = "<script>alert(1)</script>"
    save(client, task, "Page", evil)
    workflow.comment_on(task, evil, by=anna)

    shown = client.get(reverse("translation:task", args=[task.pk])).content.decode()

    assert evil not in shown


def test_number_of_statements_does_not_depend_on_the_segments(
    client, page, anna, django_assert_max_num_queries
):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    change(page, body=rich_text(page, "Un."))
    task = submit(page, locale("de"), by=None)
    put(task, "Un.", "Eins.", by=anna)
    address = reverse("translation:task", args=[task.pk])
    client.get(address)
    with CaptureQueriesContext(connection) as few:
        client.get(address)
    page = change(page, body=rich_text(page, *(f"Phrase {n}." for n in range(30))))
    for n in range(30):
        put(task, f"Phrase {n}.", f"Satz {n}.", by=anna)

    with django_assert_max_num_queries(len(few)):
        client.get(address)


def test_slug_is_optional(task):
    put(task, "Page", "Seite")

    assert sheet(task).share == 100


def test_comment_on_a_segment_is_kept_and_resolved(client, task, anna):
    unit = unit_of(task, "Page")
    client.post(
        reverse("translation:segment_comment", args=[task.pk, unit.pk]), {"comment": "Warum?"}
    )
    comment = Comment.objects.get()
    assert (comment.text, comment.by, comment.string_id) == ("Warum?", anna, unit.string)

    client.post(reverse("translation:resolve", args=[task.pk, comment.pk]))

    comment.refresh_from_db()
    assert comment.resolved_by == anna


def test_refused_approval_says_what_is_missing(client, task):
    client.force_login(reviewer())
    workflow.request_review(task, by=None)

    address = reverse("translation:step", args=[task.pk])
    answer = client.post(address, {"step": "approve_and_publish"}, follow=True)

    assert [str(m.level_tag) for m in answer.context["messages"]] == ["error"]
    task.refresh_from_db()
    assert task.state == State.IN_REVIEW


def test_plan_is_changed_by_the_coordinator(client, task):
    anna = translator("anna")
    client.force_login(coordinator())

    client.post(
        reverse("translation:plan", args=[task.pk]),
        {"priority": 3, "due_on": "2030-01-02", "note": "Schnell", "assignees": [anna.pk]},
    )

    task.refresh_from_db()
    assert (task.priority, str(task.due_on), list(task.assignees.all())) == (
        3,
        "2030-01-02",
        [anna],
    )


def finish(client, job):
    """As the page of the job does it, portion by portion; the last answer."""
    while True:
        state = client.post(reverse("translation:advance_job", args=[job.pk])).json()
        if state["is_done"]:
            return state


def test_submission_assigns_each_language_to_its_own_team(client, page):
    anna, dani = translator("anna"), translator("dani", "rom")
    client.force_login(coordinator())

    answer = client.post(
        reverse("translation:submit_page", args=[page.pk]),
        {
            "locales": [locale("de").pk, locale("rom").pk],
            "users": [anna.pk, dani.pk],
            "priority": 2,
            "due_on": "",
            "note": "",
        },
    )

    job = Job.objects.get()
    finish(client, job)
    assert answer.url == reverse("translation:job", args=[job.pk])
    tasks = TranslationTask.objects.filter(translation__source__object_id=page.translation_key)
    found = {
        task.translation.target_locale.language_code: [
            user.username for user in task.assignees.all()
        ]
        for task in tasks
    }
    assert found == {"de": ["anna"], "rom": ["dani"]}


@pytest.mark.parametrize(("kind", "label"), [("page", "wagtailcore"), ("member", "snippets")])
def test_selection_is_submitted_by_a_bulk_action(client, page, kind, label):
    from tests.factories import make_member, publish

    chosen = page if kind == "page" else publish(make_member())
    client.force_login(person("admin", is_superuser=True))
    address = reverse("wagtail_bulk_action", args=[label, kind, "submit_for_translation"])
    assert client.get(f"{address}?id={chosen.pk}").status_code == 200

    client.post(f"{address}?id={chosen.pk}", {"locales": [locale("de").pk], "priority": 2})
    finish(client, Job.objects.get())

    assert TranslationTask.objects.filter(
        translation__source__object_id=chosen.translation_key
    ).exists()


def test_subtree_goes_in_portions_and_the_page_drives_it(client, page):
    client.force_login(coordinator())
    home = page.get_parent()

    client.post(
        reverse("translation:submit_page", args=[home.pk]),
        {"locales": [locale("de").pk], "priority": 2, "include_subtree": "on"},
    )
    job = Job.objects.get()
    shown = client.get(reverse("translation:job", args=[job.pk]))
    state = finish(client, job)

    assert shown.status_code == 200
    assert state == {"cursor": 2, "total": 2, "is_done": True}
    assert TranslationTask.objects.count() == 2


def test_my_work_holds_what_is_mine_free_or_to_review(page, task):
    anna, bela = translator("anna"), reviewer("bela")
    other = translator("other")
    assert task in own_tasks(anna)

    workflow.assign(task, [other], by=None)
    assert task not in own_tasks(anna)
    assert task in own_tasks(other)

    workflow.request_review(task, by=None)
    assert task not in own_tasks(other)
    assert task in own_tasks(bela)


def test_my_work_is_the_first_thing_after_log_in(client, task, anna):
    shown = client.get("/admin/").content.decode()

    assert reverse("translation:task", args=[task.pk]) in shown


def test_minor_change_is_marked_while_publishing(client, page, task):
    put_all(task, {"Page": "Seite"})
    home = submit(page.get_parent().specific, locale("de"), by=None)
    put_all(home, {"Accueil": "Start", "Ensemble": "Zusammen"})
    reviewed_and_published(home)
    client.force_login(person("admin", is_superuser=True))
    edit = reverse(
        "wagtailadmin_pages:edit", args=[home.translation.source.get_source_instance().pk]
    )
    assert b'value="minor"' in client.get(edit).content

    form = {
        "title": "Accueil",
        "slug": "fr",
        "tagline": "Ensemble !",
        "hero_image": "",
        "social_image": "",
        "seo_title": "",
        "search_description": "",
        "body-count": "0",
        "comments-TOTAL_FORMS": "0",
        "comments-INITIAL_FORMS": "0",
    }
    posted = client.post(edit, opened(client, edit) | form | {"action-publish": "minor"})
    assert posted.status_code == 302, posted.context["form"].errors
    home.refresh_from_db()
    assert unit_of(home, "Ensemble !").target == "Zusammen"
    assert (home.state, home.outdated_since) == (State.PUBLISHED, None)

    changed = form | {"tagline": "Tous", "action-publish": "action-publish"}
    client.post(edit, opened(client, edit) | changed)
    home.refresh_from_db()
    assert home.state == State.OUTDATED, "the mark holds for one publication"


@pytest.mark.parametrize(("codenames", "status"), [((), 302), (("add_teammember",), 200)])
def test_teams_are_edited_by_who_has_the_right(client, codenames, status):
    user = person("someone")
    user.groups.add(admin_group("Teams", *codenames))
    client.force_login(user)
    anna = person("anna")

    answer = client.get(reverse("language_teams:add"))
    client.post(
        reverse("language_teams:add"),
        {"locale": locale("de").pk, "user": anna.pk, "role": "TRANSLATOR"},
    )

    assert answer.status_code == status
    assert anna.translation_teams.count() == (status == 200)


def test_list_of_tasks_shows_only_the_languages_of_the_person(client, task, page, anna):
    other = submit(page, locale("rom"), by=None)

    shown = client.get(reverse("translation:tasks"), {"state": "NEW"}).content.decode()

    assert reverse("translation:task", args=[task.pk]) in shown
    assert reverse("translation:task", args=[other.pk]) not in shown


@pytest.mark.parametrize("n", [1, 5])
def test_list_of_tasks_costs_the_same_for_any_number(client, page, n, django_assert_num_queries):
    for number in range(n):
        submit(make_page(page, title=f"Page {number}"), locale("de"), by=None)
    client.force_login(person("admin", is_superuser=True))
    client.get(reverse("translation:tasks"))

    with django_assert_num_queries(24):
        client.get(reverse("translation:tasks"))
