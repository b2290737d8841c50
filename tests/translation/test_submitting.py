"""Submitting makes tasks and drafts; it never publishes and never makes a second source."""

from datetime import date

import pytest
from django.contrib.contenttypes.models import ContentType
from django.utils.timezone import now
from wagtail.models import Page
from wagtail_localize.models import TranslationSource

from tests.factories import (
    locale,
    make_draft,
    make_home,
    make_member,
    make_page,
    publish,
    translate,
)
from tests.translation.making import change, put, translator, unit_of
from translation.models import Priority, State, TranslationTask
from translation.submitting import (
    CannotSubmit,
    Plan,
    items_of,
    outdated,
    outdated_sources,
    submit,
    subtree,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def page():
    return make_page(make_page(make_home()), title="Page")


def test_task_says_who_and_until_when(page):
    anna = translator("anna")
    plan = Plan(due_on=date(2027, 1, 1), priority=Priority.HIGH, note="Bitte", users=(anna,))

    task = submit(page, locale("de"), by=None, plan=plan)

    assert (task.state, task.due_on, task.priority, task.note) == (
        State.NEW,
        date(2027, 1, 1),
        Priority.HIGH,
        "Bitte",
    )
    assert list(task.assignees.all()) == [anna]


def test_pages_above_are_submitted_too_and_all_are_drafts(page):
    """T19, also for the parents."""
    submit(page, locale("de"), by=None)

    german = Page.objects.filter(locale=locale("de"))
    assert [german.count(), german.live().count(), TranslationTask.objects.count()] == [3, 0, 3]


def test_counts_of_the_tree_stay_right(page):
    """T27."""
    for one in subtree(page.get_parent().get_parent()):
        submit(one, locale("de"), by=None)
        submit(one, locale("rom"), by=None)

    assert not any(Page.find_problems())


def test_translation_is_never_a_source(page):
    """T25."""
    german = translate(page.get_ancestors()[1].specific, "de")

    with pytest.raises(CannotSubmit):
        submit(german, locale("rom"), by=None)

    assert not TranslationSource.objects.exists()


def test_nothing_is_translated_into_the_source_language(page):
    with pytest.raises(CannotSubmit):
        submit(page, locale("fr"), by=None)


def test_draft_is_not_submitted(page):
    """T30: its source would stay stale."""
    make_draft(page)

    with pytest.raises(CannotSubmit):
        submit(Page.objects.get(pk=page.pk), locale("de"), by=None)


def test_live_translation_made_elsewhere_stays_as_it_is(page):
    """T20."""
    for one in page.get_ancestors(inclusive=True).filter(depth__gt=1):
        german = translate(one.specific, "de", title=f"Deutsch {one.depth}")

    submit(page, locale("de"), by=None)

    german.refresh_from_db()
    assert (german.title, german.live) == ("Deutsch 4", True)


def test_page_made_without_the_admin_can_be_submitted(page):
    """T26: nobody made an alias for it."""
    task = submit(make_page(page, title="Importée"), locale("rom"), by=None)

    assert task.translation.get_target_instance().get_parent().locale == locale("rom")


def test_second_submission_keeps_texts_and_plans_anew(page):
    task = submit(page, locale("de"), by=None)
    put(task, "Page", "Seite")

    again = submit(page, locale("de"), by=None, plan=Plan(note="Neu"))

    assert (again.pk, again.note, unit_of(task, "Page").target) == (task.pk, "Neu", "Seite")


def test_outdated_ones_of_a_language_are_found(page):
    task = submit(page, locale("de"), by=None)
    assert not outdated(locale("de"))
    TranslationTask.objects.filter(pk=task.pk).update(
        state=State.PUBLISHED, published_at="2026-01-01T00:00Z"
    )

    change(page, title="Autre")

    assert outdated(locale("de")) == [task]
    assert not outdated(locale("rom"))


def behind(document):
    task = submit(document, locale("de"), by=None)
    TranslationTask.objects.filter(pk=task.pk).update(outdated_since=now())


@pytest.mark.parametrize("n", [1, 5])
def test_outdated_documents_cost_the_same_for_any_number(page, n, django_assert_num_queries):
    made = [make_page(page, title=f"Page {number}") for number in range(n)]
    made += [publish(make_member()) for _number in range(n)]
    for document in made:
        behind(document)
    ContentType.objects.get_for_models(Page, type(page), type(made[-1]))
    outdated_sources(locale("de"))

    with django_assert_num_queries(5):
        found = outdated_sources(locale("de"))

    assert [one.pk for one in found] == [one.pk for one in made]


def test_document_that_was_deleted_is_no_longer_outdated(page):
    behind(page)
    page.delete()

    assert outdated_sources(locale("de")) == []


def test_job_names_each_document_in_each_language(page):
    assert items_of([page], [locale("de"), locale("rom")]) == [
        ["wagtailcore.page", page.pk, locale("de").pk],
        ["wagtailcore.page", page.pk, locale("rom").pk],
    ]
