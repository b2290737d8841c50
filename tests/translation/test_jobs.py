"""Long work goes on where it was, whoever is killed; an item is done once."""

from datetime import timedelta

import pytest
from django.utils import timezone
from django_tasks import task_backends

from tests.factories import locale, make_home, make_page
from translation import jobs
from translation.models import Job, JobState, TranslationTask
from translation.submitting import items_of, subtree

pytestmark = pytest.mark.django_db


@pytest.fixture
def job():
    home = make_home()
    for _ in range(3):
        make_page(home)
    return jobs.begin("submit", items_of(subtree(home), [locale("de")]), {}, by=None)


def test_job_is_done_in_portions_of_the_request(job):
    """T32: wagtail-localize does all of a subtree in one request, which times out."""
    portions = 1
    while jobs.work(job.pk, seconds=0):
        portions += 1

    job.refresh_from_db()
    assert (portions, job.cursor, job.state) == (4, 4, JobState.DONE)
    assert TranslationTask.objects.count() == 4


def test_other_worker_waits_while_one_has_the_job(job):
    Job.objects.update(leased_until=timezone.now() + timedelta(seconds=9))

    assert jobs.work(job.pk) is False
    assert not TranslationTask.objects.exists()


def test_killed_worker_leaves_the_job_to_the_next(job, monkeypatch):
    jobs.work(job.pk, seconds=0)

    def die(*_, **__):
        raise KeyboardInterrupt

    # The item is done, its count is not yet stored.
    monkeypatch.setattr(Job, "save", die)
    with pytest.raises(KeyboardInterrupt):
        jobs.work(job.pk)
    monkeypatch.undo()
    assert TranslationTask.objects.count() == 1, "the half-done item is undone"
    Job.objects.update(leased_until=timezone.now() - timedelta(seconds=1))
    job.refresh_from_db()
    assert jobs.is_stalled(job)

    jobs.work(job.pk)

    job.refresh_from_db()
    assert (job.cursor, job.state, job.problems) == (4, JobState.DONE, [])
    assert TranslationTask.objects.count() == 4


def test_item_that_cannot_be_done_is_told_and_holds_up_nothing(job):
    job.items.insert(0, ["wagtailcore.page", 0, locale("de").pk])
    job.save()

    jobs.work(job.pk)

    job.refresh_from_db()
    assert (job.state, len(job.problems), job.cursor) == (JobState.DONE, 1, 5)
    assert job.problems[0][0] == ["wagtailcore.page", 0, locale("de").pk]


def test_without_a_worker_nothing_runs_before_the_page_asks(job):
    assert not jobs.has_worker()
    assert not TranslationTask.objects.exists()


def test_worker_gets_the_job_and_does_all_of_it(job, settings, django_capture_on_commit_callbacks):
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}
    assert jobs.has_worker()

    with django_capture_on_commit_callbacks(execute=True):
        handed = jobs.begin("submit", job.items, {}, by=None)
    (result,) = task_backends["default"].results
    result.task.func(*result.args)

    handed.refresh_from_db()
    assert (handed.state, handed.cursor) == (JobState.DONE, 4)
