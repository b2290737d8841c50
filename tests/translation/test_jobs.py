"""Long work goes on where it was, whoever is killed; an item is done once."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.db import OperationalError
from django.urls import reverse
from django.utils import timezone
from django.utils import translation as languages
from django.utils.translation import gettext

from tests.factories import locale, make_home, make_page
from tests.translation.making import coordinator, translator
from translation import jobs
from translation.management.commands import run_jobs
from translation.models import Job, JobState, TranslationTask
from translation.submitting import items_of, subtree

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def patient(monkeypatch):
    """One portion is enough for all of these tests, also on a busy machine."""
    monkeypatch.setattr(jobs, "PORTION", 60)


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
    with monkeypatch.context() as patch:
        patch.setattr(Job, "save", die)
        with pytest.raises(KeyboardInterrupt):
            jobs.work(job.pk)
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
    assert jobs.is_left_to_page(job)


def test_worker_does_all_that_waits_and_ends_when_told_to(job, monkeypatch):
    # The test's transaction would end with its connection.
    monkeypatch.setattr(run_jobs, "close_old_connections", lambda: None)
    second = jobs.begin("submit", job.items, {}, by=None)

    call_command("run_jobs", once=True)

    for one in (job, second):
        one.refresh_from_db()
        assert (one.state, one.cursor) == (JobState.DONE, 4)


def test_page_leaves_the_work_to_a_worker_that_is_alive(job, settings):
    settings.BACKGROUND_WORKER = True

    assert jobs.start(job).cursor == 0
    assert not jobs.is_left_to_page(job)


def test_page_works_again_when_the_worker_is_dead(job, settings):
    settings.BACKGROUND_WORKER = True
    Job.objects.update(created_at=timezone.now() - timedelta(seconds=61))
    job.refresh_from_db()

    assert jobs.is_left_to_page(job)


def test_same_work_is_not_started_twice():
    first = jobs.begin("submit", [1], {}, by=None, subject="translation 5")

    assert jobs.begin("submit", [2], {}, by=None, subject="translation 5") == first
    Job.objects.update(state=JobState.DONE, finished_at=timezone.now())
    assert jobs.begin("submit", [2], {}, by=None, subject="translation 5") != first


def test_old_jobs_go(job):
    Job.objects.update(state=JobState.DONE, finished_at=timezone.now() - timedelta(days=31))

    jobs.begin("submit", [], {}, by=None)

    assert not Job.objects.filter(pk=job.pk).exists()


def step(item, options, by):
    """A kind of job for these tests: options say what an item does."""
    if item == options["bad"] and not options.get("is_mended"):
        raise {"stop": jobs.Stop, "busy": OperationalError, "wrong": ValueError}[options["how"]](
            gettext("Home")
        )
    Group.objects.create(name=f"item {item}")
    return {"made": 1}


@pytest.fixture
def stepping(monkeypatch):
    monkeypatch.setitem(jobs.KINDS, "step", jobs.Kind("Step", f"{__name__}.step"))

    def begin(how):
        return jobs.begin("step", [1, 2, 3], {"bad": 2, "how": how}, by=None)

    return begin


def made():
    return list(Group.objects.filter(name__startswith="item").values_list("name", flat=True))


def test_what_came_of_the_items_is_counted(stepping):
    job = stepping("wrong")

    jobs.work(job.pk)

    job.refresh_from_db()
    assert (job.counts, job.cursor, job.state) == ({"made": 2}, 3, JobState.DONE)


def test_job_that_has_to_stop_keeps_what_was_done_and_goes_on_from_there(stepping):
    with languages.override("fr"):
        job = stepping("stop")

    assert jobs.work(job.pk) is False

    job.refresh_from_db()
    assert (job.state, job.cursor, made()) == (JobState.FAILED, 1, ["item 1"])
    assert job.failure == "Accueil", "in the language of who started it"
    Job.objects.update(options=job.options | {"is_mended": True})
    jobs.retry(job.pk)
    jobs.work(job.pk)
    job.refresh_from_db()
    assert (job.state, job.failure, job.counts) == (JobState.DONE, "", {"made": 3})
    assert sorted(made()) == ["item 1", "item 2", "item 3"]


def test_busy_database_skips_no_item(stepping):
    job = stepping("busy")

    with pytest.raises(OperationalError):
        jobs.work(job.pk)

    job.refresh_from_db()
    assert (job.state, job.cursor, job.problems) == (JobState.RUNNING, 1, [])


def test_item_that_another_worker_has_done_meanwhile_is_not_done_again(stepping):
    """Two have the job when one was silent for longer than its lease."""
    job = stepping("wrong")
    seen = Job.objects.get(pk=job.pk)
    jobs.do_next(job.pk)

    assert jobs.keep(seen, ()) is True
    assert made() == ["item 1"]


def page(client, job, accept="text/html"):
    return client.post(f"/admin/translation/jobs/{job.pk}/advance/", headers={"Accept": accept})


def test_page_of_a_job_drives_it_with_and_without_a_script(client, job, monkeypatch):
    monkeypatch.setattr(jobs, "PORTION", 0)
    client.force_login(coordinator())

    answer = page(client, job, "application/json").json()
    assert answer == {"cursor": 1, "total": 4, "is_done": False}
    shown = client.get(page(client, job).url)

    html = shown.content.decode()
    assert '<progress class="tr-meter" aria-labelledby="tr-job-state" max="4" value="2"' in html
    assert "<noscript>" in html


def test_failed_job_says_why_and_can_be_tried_again(client, stepping):
    job = stepping("stop")
    jobs.work(job.pk)
    client.force_login(coordinator())

    assert Job.objects.get(pk=job.pk).failure in client.get(address(job)).content.decode()
    client.post(f"{address(job)}retry/")

    job.refresh_from_db()
    assert (job.state, job.cursor) == (JobState.WAITING, 1)


def address(job):
    return f"/admin/translation/jobs/{job.pk}/"


@pytest.mark.parametrize("way", ["", "advance/", "retry/"])
def test_job_of_another_person_is_nobodys_business(client, job, way):
    client.force_login(translator())

    answer = getattr(client, "post" if way else "get")(address(job) + way)

    assert answer.status_code == 302
    assert answer.url == reverse("wagtailadmin_home")
    job.refresh_from_db()
    assert job.cursor == 0


def test_list_of_jobs_shows_coordinators_all_and_others_their_own(client, job):
    client.force_login(coordinator())
    assert address(job) in client.get("/admin/translation/jobs/").content.decode()

    client.force_login(translator())
    assert address(job) not in client.get("/admin/translation/jobs/").content.decode()
