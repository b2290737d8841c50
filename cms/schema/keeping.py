"""What is kept for later questions: in this process within a number of bytes, and where processes share a cache.

A cache that does not answer is left alone for a while: nothing here ever fails a request.
"""

import logging
import time
from collections import OrderedDict
from threading import Lock
from typing import Generic, Protocol, TypeVar

from django.core.cache import caches

logger = logging.getLogger("cms.graphql")

SHARED = "shared"
"""The cache that processes share, in the settings; there is none without REDIS_URL."""
REST = 5.0
"""Seconds without the shared cache after it failed."""
OVERHEAD = 600
"""Bytes that an entry takes besides its own: the entry, its key and their places."""


class Sized(Protocol):
    @property
    def size(self) -> int:
        """In bytes."""


T = TypeVar("T", bound=Sized)


class Kept(Generic[T]):
    """The most recently used things, together no larger than most_bytes; one larger than a tenth is not kept."""

    def __init__(self, most_bytes: int) -> None:
        self.most_bytes = most_bytes
        self.bytes = 0
        self.things: OrderedDict[object, T] = OrderedDict()
        self.lock = Lock()

    def get(self, key: object) -> T | None:
        with self.lock:
            found = self.things.get(key)
            if found is not None:
                self.things.move_to_end(key)
            return found

    def keep(self, key: object, thing: T) -> None:
        size = thing.size + OVERHEAD
        if size > self.most_bytes // 10:
            return
        with self.lock:
            self.drop(key)
            self.things[key] = thing
            self.bytes += size
            while self.bytes > self.most_bytes:
                self.drop(next(iter(self.things)))

    def drop(self, key: object) -> None:
        gone = self.things.pop(key, None)
        if gone is not None:
            self.bytes -= gone.size + OVERHEAD

    def clear(self) -> None:
        with self.lock:
            self.things.clear()
            self.bytes = 0


class Shared:
    """Texts in the cache that processes share. Without one, or while it fails, it knows nothing."""

    def __init__(self, prefix: str, seconds: int) -> None:
        self.prefix = prefix
        self.seconds = seconds
        self.rests_until = 0.0

    def get(self, key: str) -> bytes | None:
        if not self.is_there():
            return None
        try:
            found: bytes | None = caches[SHARED].get(f"{self.prefix}:{key}")
        except Exception as error:  # Each cache has errors of its own.
            self.rest(error)
            return None
        return found

    def keep(self, key: str, value: bytes) -> None:
        if not self.is_there():
            return
        try:
            caches[SHARED].set(f"{self.prefix}:{key}", value, self.seconds)
        except Exception as error:  # Each cache has errors of its own.
            self.rest(error)

    def is_there(self) -> bool:
        return SHARED in caches.settings and time.monotonic() >= self.rests_until

    def rest(self, error: Exception) -> None:
        self.rests_until = time.monotonic() + REST
        logger.warning("the shared cache fails, it is left alone for %s s: %r", REST, error)
