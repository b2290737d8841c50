"""The production server's threads take short turns, and hand on what others wait for."""

import ctypes
import os
import platform
import sys
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from cms import scheduling
from cms.scheduling import SLICE, Attributes, Turns, take_short_turns

GET_ATTRIBUTES = {"x86_64": 315, "aarch64": 275, "riscv64": 275}
KERNEL = tuple(int(part) for part in platform.release().split("-")[0].split(".")[:2])
TOLD = SLICE if KERNEL >= (6, 12) else 0


def attributes():
    found = Attributes()
    size = ctypes.sizeof(found)
    number = GET_ATTRIBUTES[platform.machine()]
    assert ctypes.CDLL(None).syscall(number, 0, ctypes.byref(found), size, 0) == 0
    return found


def in_thread(work):
    """What work() gives, in a thread that takes what it changes of itself along when it ends."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(work).result()


def test_thread_and_those_that_it_starts_take_short_turns():
    def work():
        assert take_short_turns()
        return attributes(), in_thread(attributes)

    for found in in_thread(work):
        assert found.runtime == TOLD
        assert found.policy == os.SCHED_OTHER


def test_nice_value_stays():
    def work():
        os.setpriority(os.PRIO_PROCESS, 0, 7)
        take_short_turns()
        return attributes().nice

    assert in_thread(work) == 7


def test_policy_that_somebody_chose_stays():
    def work():
        os.sched_setscheduler(0, os.SCHED_BATCH, os.sched_param(0))
        return take_short_turns(), attributes().policy

    assert in_thread(work) == (False, os.SCHED_BATCH)


@pytest.mark.parametrize("machine", ["", "m68k"])
def test_machine_whose_call_is_not_known_is_left_alone(machine, monkeypatch):
    monkeypatch.setattr(scheduling.platform, "machine", lambda: machine)
    assert in_thread(take_short_turns) is False


def test_kernel_that_refuses_is_told_apart(monkeypatch):
    monkeypatch.setitem(scheduling.SET_ATTRIBUTES, platform.machine(), -1)
    assert in_thread(take_short_turns) is False


@pytest.fixture
def clock(monkeypatch):
    """Stands still unless the test moves it. Counts in yielded how often the processor was handed on."""

    class Clock:
        now, yielded = 1000.0, 0

        def hand_on(self):
            self.yielded += 1

    clock = Clock()
    monkeypatch.setattr(scheduling.time, "monotonic", lambda: clock.now)
    monkeypatch.setattr(scheduling.os, "sched_yield", clock.hand_on)
    return clock


def test_processor_is_handed_on_once_a_turn(clock):
    turns = Turns()
    counts = []
    for _ in range(9):
        turns.hand_on()
        counts.append(clock.yielded)
        clock.now += SLICE / 1e9 / 3.5

    assert counts == [1, 1, 1, 1, 2, 2, 2, 2, 3]


def test_another_thread_gets_the_interpreter_meanwhile():
    """Python itself would hand its lock on after a hundred seconds here."""
    usual, turns, answered = sys.getswitchinterval(), Turns(), []

    with ThreadPoolExecutor(1) as pool:
        pool.submit(int).result()
        sys.setswitchinterval(100)
        try:
            other = pool.submit(answered.append, True)
            end = time.monotonic() + 20
            while not answered and time.monotonic() < end:
                turns.hand_on()
        finally:
            sys.setswitchinterval(usual)
        other.result()

    assert time.monotonic() < end
