"""A thread beside the requests sees whether the version still holds."""

from contextlib import contextmanager, nullcontext
from threading import Event

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
    """In place of the thread: counts how often it is told to look."""

    def __init__(self, look):
        self.look = look
        self.times = 0

    def is_there(self):
        return True

    def tell(self):
        self.times += 1


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

    clock.moment += 0.95

    assert current.fresh() is None


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
