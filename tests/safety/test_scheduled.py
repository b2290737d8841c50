"""Data loss: clock jump, scheduled publish missed. Late, once; never twice, never early."""

from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone
from wagtail.models import PageLogEntry, Revision

from cms.management.commands import publish_scheduled
from pages.models import StandardPage
from tests.factories import make_home, make_member, make_page
from tests.membership.test_same_time import in_threads

pytestmark = pytest.mark.django_db


def schedule(page, **later):
    page.title = "Neu"
    page.go_live_at = timezone.now() + timedelta(**later)
    page.save_revision().publish()


def passed(**time):
    """As if so much time had passed since."""
    for revision in Revision.objects.exclude(approved_go_live_at=None):
        moved = revision.approved_go_live_at - timedelta(**time)
        revision.content["go_live_at"] = moved.isoformat()
        Revision.objects.filter(pk=revision.pk).update(
            approved_go_live_at=moved, content=revision.content
        )


def publications():
    return PageLogEntry.objects.filter(action="wagtail.publish.scheduled").count()


@pytest.fixture
def page():
    page = make_page(make_home(), title="Alt")
    schedule(page, hours=1)
    return page


def test_nothing_is_published_early(page):
    """Wagtail would refuse, too, but only after it has gone through a publication and logged it."""
    logged = PageLogEntry.objects.count()

    call_command("publish_scheduled")

    assert StandardPage.objects.get().title == "Alt"
    assert PageLogEntry.objects.count() == logged


def test_missed_moment_is_made_up_for_once(page):
    passed(days=3)

    call_command("publish_scheduled")
    call_command("publish_scheduled")

    assert StandardPage.objects.get().title == "Neu"
    assert publications() == 1


def test_what_another_run_published_meanwhile_is_not_published_again(page, monkeypatch):
    """Both read the same list; the other is through before this one comes to the second."""
    schedule(make_page(page.get_parent().specific), hours=1)
    passed(hours=2)
    other_runs = iter([lambda: call_command("publish_scheduled")])

    def publish(revision, real=publish_scheduled.publish):
        real(revision)
        next(other_runs, lambda: None)()

    monkeypatch.setattr(publish_scheduled, "publish", publish)
    call_command("publish_scheduled")

    assert publications() == 2


def test_clock_that_goes_back_publishes_nothing_again(page, monkeypatch):
    passed(hours=2)
    call_command("publish_scheduled")
    monkeypatch.setattr(timezone, "now", lambda now=timezone.now: now() - timedelta(days=1))

    call_command("publish_scheduled")

    assert publications() == 1


def test_what_expired_is_taken_down_once():
    page = make_page(make_home(), expire_at=timezone.now() - timedelta(days=1))

    call_command("publish_scheduled")
    call_command("publish_scheduled")

    page.refresh_from_db()
    assert (page.live, page.expired) == (False, True)
    taken_down = PageLogEntry.objects.filter(action="wagtail.unpublish.scheduled")
    assert taken_down.count() == 1


def test_one_that_fails_hinders_no_other_and_is_told(page, monkeypatch):
    member = make_member(name="Alt")
    schedule_member(member)
    passed(days=1)
    broken = page.latest_revision_id

    def publish(revision):
        if revision.pk == broken:
            raise ValueError
        revision.publish()

    monkeypatch.setattr(publish_scheduled, "publish", publish)
    with pytest.raises(CommandError):
        call_command("publish_scheduled")

    member.refresh_from_db()
    assert member.name == "Neu"
    assert Revision.objects.get(pk=broken).approved_go_live_at is not None


def schedule_member(member):
    member.name = "Neu"
    member.go_live_at = timezone.now() + timedelta(minutes=30)
    member.save_revision().publish()


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite in memory has one connection")
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_two_that_run_at_the_same_time_publish_once(page):
    passed(hours=2)

    in_threads([lambda: call_command("publish_scheduled")] * 4)

    assert publications() == 1
