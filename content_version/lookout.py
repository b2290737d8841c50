"""A thread that asks the database beside the requests, so that none of them waits for it."""

import logging
import time
from collections.abc import Callable
from threading import Event, Thread

logger = logging.getLogger("content_version")

PAUSE = 0.2
"""Seconds until the next look after one that failed."""


class Lookout:
    """Calls look() when it is told to, once at a time; while nobody tells it, it rests."""

    def __init__(self, look: Callable[[], None]) -> None:
        self.look = look
        self.is_wanted = Event()
        self.has_looked = Event()
        self.thread = Thread(target=self.run, name="content-version", daemon=True)
        self.thread.start()

    def is_there(self) -> bool:
        """Not in a process that was forked off: threads stay behind."""
        return self.thread.is_alive()

    def tell(self) -> None:
        self.is_wanted.set()

    def wait(self, seconds: float) -> None:
        """Until it has looked once, or could not; seconds at most."""
        self.has_looked.clear()
        self.is_wanted.set()
        self.has_looked.wait(seconds)

    def run(self) -> None:
        while True:
            self.is_wanted.wait()
            pause = 0.0
            try:
                self.look()
            except BaseException as error:  # A deadline that passed is no Exception.
                # The database is away or slow: whoever asks when nothing is known any more, is told.
                logger.warning("the content version could not be read: %s", error)
                pause = PAUSE
            # In this order: who comes in between is woken, or makes it look again.
            self.is_wanted.clear()
            self.has_looked.set()
            if pause:
                time.sleep(pause)
