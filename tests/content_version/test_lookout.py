"""A thread beside the requests sees whether the version still holds."""

from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import contextmanager, nullcontext
from threading import Event
from unittest.mock import Mock

import pytest
from django.db import connection

from cms.schema.limits.time import Stopped, out_of_time
from content_version import current, lookout
from content_version.lookout import Lookout
from tests.content_version.test_current import Clock
from tests.factories import make_home

SOON = 5.0
"""Seconds that a thread may take; none is waited for in full where all is well."""


class Told:
    """In place of the thread: counts how often it is told to look, and looks while somebody waits."""

    def __init__(self, look):
        self.look = look
        self.times = 0
        self.waited = 0
        self.is_well = True

    def is_there(self):
        return True

    def tell(self):
        self.times += 1

    def wait(self, _seconds):
        self.waited += 1
        if self.is_well:
            self.look()


@pytest.fixture
def clock(monkeypatch):
    clock = Clock()
    monkeypatch.setattr(current, "time", clock)
    monkeypatch.setattr(current, "Lookout", Told)
    monkeypatch.setattr(current.keeper, "lookout", None)
    current.keeper.forget()
    yield clock
    current.keeper.forget()


def change(home):
    """As another process changes it: this one does not notice."""
    writes, known = current.keeper.writes, current.keeper.known
    home.title += "!"
    home.save()
    current.keeper.writes, current.keeper.known = writes, known


@pytest.mark.django_db
def test_requests_go_on_with_what_is_known_while_the_thread_looks(clock):
    make_home()
    current.look_out(nullcontext)
    known = current.recent()

    assert current.fresh() is known
    assert current.keeper.lookout.times == 0
    clock.moment += 0.6
    assert current.fresh() is known
    assert current.keeper.lookout.times == 1


@pytest.mark.django_db
def test_what_nobody_could_confirm_is_not_taken_for_known(clock):
    make_home()
    current.look_out(nullcontext)
    current.recent()
    current.keeper.lookout.is_well = False

    clock.moment += 0.95

    assert current.fresh() is None
    assert current.keeper.lookout.waited == 1


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_after_a_rest_a_request_waits_for_a_look_in_place_of_asking(
    clock, django_assert_num_queries
):
    home = make_home()
    current.look_out(nullcontext)
    known = current.recent()

    clock.moment += 60
    with django_assert_num_queries(1):
        assert current.fresh() is known
    clock.moment += 60
    change(home)
    assert current.fresh().version != known.version
    assert current.keeper.lookout.waited == 2
    assert current.keeper.lookout.times == 0


@pytest.mark.django_db
def test_nobody_waits_while_something_is_known_or_nothing_was(clock):
    make_home()
    current.look_out(nullcontext)

    assert current.fresh() is None
    current.recent()
    for _ in range(3):
        clock.moment += 0.2
        assert current.fresh()

    assert current.keeper.lookout.waited == 0


@pytest.mark.django_db
def test_without_the_thread_a_request_asks(clock, monkeypatch):
    make_home()
    current.look_out(nullcontext)
    monkeypatch.setattr(Told, "is_there", lambda _self: False)
    current.recent()

    clock.moment += 0.6

    assert current.fresh() is None
    assert current.keeper.lookout.times == 0


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_a_look_confirms_what_holds_and_replaces_what_does_not(clock):
    bounds = []

    @contextmanager
    def bounded():
        bounds.append("entered")
        yield
        bounds.append("left")

    home = make_home()
    current.look_out(bounded)
    known = current.recent()
    clock.moment += 0.6

    current.keeper.lookout.look()
    assert current.fresh() is known
    assert current.keeper.lookout.times == 0

    change(home)
    current.keeper.lookout.look()
    found = current.fresh()
    assert found is not None
    assert found.version != known.version
    assert bounds == ["entered", "left"] * 2
    assert connection.vendor != "postgresql" or connection.connection is None


@pytest.fixture
def looks():
    """(a thread, how often it may look and has looked): it looks once for each permission."""
    permitted, looked = Event(), Event()

    def look():
        permitted.wait(SOON)
        permitted.clear()
        looked.set()

    return Lookout(look), permitted, looked


def test_thread_looks_when_it_is_told_to(looks):
    thread, permitted, looked = looks
    permitted.set()
    assert thread.is_there()
    assert not looked.wait(0.05)

    thread.tell()

    assert looked.wait(SOON)


def test_all_who_wait_are_woken_by_one_look(looks):
    thread, permitted, _looked = looks
    with ThreadPoolExecutor(3) as callers:
        waits = [callers.submit(thread.wait, SOON) for _ in range(3)]
        assert not wait(waits, 0.2).done
        permitted.set()
        assert not wait(waits, SOON / 2).not_done


def test_nobody_waits_longer_than_told(looks):
    thread, permitted, looked = looks

    thread.wait(0.01)

    assert not looked.is_set()
    permitted.set()
    assert looked.wait(SOON)


def test_who_waits_is_told_at_once_of_a_look_that_failed(monkeypatch):
    monkeypatch.setattr(lookout, "PAUSE", SOON)
    thread = Lookout(Mock(side_effect=OSError("away")))
    with ThreadPoolExecutor(1) as callers:
        assert not wait([callers.submit(thread.wait, SOON)], SOON / 2).not_done


def test_thread_goes_on_after_a_look_that_failed(monkeypatch, caplog):
    monkeypatch.setattr(lookout, "PAUSE", 0)
    outcomes, looked = [OSError("away"), Stopped(out_of_time())], Event()

    def look():
        if outcomes:
            raise outcomes.pop()
        looked.set()

    thread = Lookout(look)
    for _ in range(int(SOON * 100)):
        thread.tell()
        if looked.wait(0.01):
            break

    assert looked.is_set()
    assert thread.is_there()
    assert "could not be read: away" in caplog.text
