"""How this process shares the processors with others, and its threads the interpreter's lock."""

import ctypes
import os
import platform
import sys
import time

SLICE = 100_000
"""Nanoseconds, the least that Linux takes; its own choice is some 3 ms."""
SET_ATTRIBUTES = {"x86_64": 314, "aarch64": 274, "riscv64": 274}
"""sched_setattr by machine: the C library of most systems has no function for it yet."""


class Attributes(ctypes.Structure):
    """struct sched_attr, in its first version (sched_setattr(2))."""

    _fields_ = [
        ("size", ctypes.c_uint32),
        ("policy", ctypes.c_uint32),
        ("flags", ctypes.c_uint64),
        ("nice", ctypes.c_int32),
        ("priority", ctypes.c_uint32),
        ("runtime", ctypes.c_uint64),
        ("deadline", ctypes.c_uint64),
        ("period", ctypes.c_uint64),
    ]


def take_short_turns() -> bool:
    """Ask for turns of SLICE for this thread and all that it starts. False where that is not to be had.

    The share of the processors stays the same. One answer passes between a thread of the server and one of Python,
    which wake each other: with long turns each waits for the end of the other's. No privilege is needed. Kernels
    before 6.12 take it and do nothing; another policy than the usual one was somebody's choice and is left alone.
    """
    number = SET_ATTRIBUTES.get(platform.machine())
    if sys.platform != "linux" or number is None or os.sched_getscheduler(0) != os.SCHED_OTHER:
        return False
    asked = Attributes(
        size=ctypes.sizeof(Attributes),
        policy=os.SCHED_OTHER,
        nice=os.getpriority(os.PRIO_PROCESS, 0),
        runtime=SLICE,
    )
    libc = ctypes.CDLL(None)
    # A container may forbid the call: then all is as it was.
    return bool(libc.syscall(number, 0, ctypes.byref(asked), 0) == 0)


class Turns:
    """Of threads that answer one request after another and never wait for anything else.

    The kernel looks for the end of a slice at its next tick, mostly 4 ms away, and Python hands its lock on after 5 ms:
    whoever waits for such a thread would wait as long. So it hands both on by itself, SLICE after they last were.
    """

    def __init__(self) -> None:
        self.over_at = 0.0
        """The moment of the process's monotonic clock, of all threads together."""

    def hand_on(self) -> None:
        """Let go first who waits for this thread, if the turn is over. It goes on at once where nobody does."""
        if time.monotonic() >= self.over_at:
            # Without the lock of the interpreter, which any other thread of this process can take meanwhile.
            os.sched_yield()
            self.over_at = time.monotonic() + SLICE / 1e9
