"""What a process takes the version to be without asking, and for how long."""

from threading import Thread

import pytest
from django.db import connection

from content_version import current
from tests.factories import make_home

pytestmark = pytest.mark.django_db


class Clock:
    def __init__(self):
        self.moment = 1000.0

    def monotonic(self):
        return self.moment


@pytest.fixture
def clock(monkeypatch):
    clock = Clock()
    monkeypatch.setattr(current, "time", clock)
    monkeypatch.setattr(current.keeper, "asking", (0, 0.0))
    current.keeper.forget()
    yield clock
    current.keeper.forget()


def change_in_another_process(monkeypatch, home):
    """A write that this process hears nothing of."""
    monkeypatch.setattr(current.keeper, "forget", lambda: None)
    type(home).objects.filter(pk=home.pk).update(title="Bienvenue")
    monkeypatch.undo()


def in_another_thread(call):
    found = []
    thread = Thread(target=lambda: found.append(call()))
    thread.start()
    thread.join()
    return found[0]


def test_nothing_is_asked_for_half_a_second(clock, django_assert_num_queries):
    make_home()
    known = current.recent()
    clock.moment += 0.49

    with django_assert_num_queries(0):
        assert current.recent() is known


def test_change_of_another_process_is_seen_within_a_second(clock, monkeypatch):
    home = make_home()
    before = current.recent().version
    with monkeypatch.context() as patched:
        change_in_another_process(patched, home)

    clock.moment += 0.49
    assert current.recent().version == before
    clock.moment += 0.02
    assert current.recent().version != before


def test_one_thread_asks_and_the_others_go_on(clock):
    make_home()
    known = current.recent()
    clock.moment += 0.6

    assert current.fresh() is None
    assert in_another_thread(current.fresh) is known
    assert current.fresh() is None


def test_another_thread_asks_when_the_first_got_no_answer(clock):
    make_home()
    current.recent()
    clock.moment += 0.6
    current.fresh()

    clock.moment += current.PATIENCE

    assert in_another_thread(current.fresh) is None


def test_nobody_goes_on_for_a_second(clock):
    make_home()
    current.recent()
    clock.moment += 0.9
    in_another_thread(current.fresh)

    assert current.fresh() is None


def test_what_time_alone_changes_is_not_taken_for_known(clock):
    make_home()
    current.recent().until = clock.moment + 0.1

    clock.moment += 0.2

    assert current.fresh() is None
    assert in_another_thread(current.fresh) is None


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_write_of_this_process_is_seen_at_once(clock):
    home = make_home()
    before = current.recent().version

    home.title = "Bienvenue"
    home.save()

    assert current.fresh() is None
    assert current.recent().version != before


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_write_during_a_reading_keeps_what_was_read_from_being_known(clock, monkeypatch):
    home = make_home()
    current.keeper.forget()
    real = current.changes

    def changes():
        found = real()
        monkeypatch.setattr(current, "changes", real)
        type(home).objects.filter(pk=home.pk).update(title="Bienvenue")
        return found

    monkeypatch.setattr(current, "changes", changes)
    current.load()

    assert current.keeper.known is None


def test_reading_is_no_write(clock):
    make_home()
    known = current.recent()

    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")

    assert current.keeper.known is known
