"""A thread that asks the database beside the requests, so that none of them waits for it."""

import logging
import time
from collections.abc import Callable
from threading import Event, Thread

logger = logging.getLogger("content_version")

PAUSE = 0.2
"""Seconds until the next look after one that failed."""


class Lookout:
    """Calls look() when it is told to, once at a time; nobody waits for it, and while nobody tells it, it rests."""

    def __init__(self, look: Callable[[], None]) -> None:
        self.look = look
        self.is_wanted = Event()
        self.thread = Thread(target=self.run, name="content-version", daemon=True)
        self.thread.start()

    def is_there(self) -> bool:
        """Not in a process that was forked off: threads stay behind."""
        return self.thread.is_alive()

    def tell(self) -> None:
        self.is_wanted.set()

    def run(self) -> None:
        while True:
            self.is_wanted.wait()
            try:
                self.look()
            except BaseException as error:  # A deadline that passed is no Exception.
                # The database is away or slow: whoever asks when nothing is known any more, is told.
                logger.warning("the content version could not be read: %s", error)
                time.sleep(PAUSE)
            self.is_wanted.clear()
