"""What one process counts by itself: the sliding window counter of the library limits, without its storage in memory.

That one starts a thread for every hit, which then looks at all clients: some 2 ms of an answer, and more with
each client. Here the least recently seen client goes when there are too many.
"""

import math
import time
from collections import OrderedDict
from dataclasses import dataclass
from threading import Lock

MOST_CLIENTS = 100_000
"""Windows kept, some 300 bytes each; whoever comes from more addresses than that is for the proxy to stop."""


@dataclass(slots=True)
class Window:
    """The hits of the window that runs, and of the one before."""

    number: int
    current: int = 0
    previous: int = 0

    def move_to(self, number: int) -> None:
        if number > self.number:
            self.previous = self.current if number == self.number + 1 else 0
            self.number, self.current = number, 0


class LocalCounts:
    def __init__(self, most: int = MOST_CLIENTS) -> None:
        self.most = most
        self.windows: OrderedDict[str, Window] = OrderedDict()
        self.lock = Lock()

    def seconds_to_wait(self, key: str, most: int, length: int, hits: int) -> int:
        """0 when the hits were counted among at most so many in length seconds.

        Otherwise they were not, and there is room for them in that many seconds at the earliest.
        """
        now = time.time()
        with self.lock:
            window = self.window(key, int(now // length))
            left = length - now % length
            weighted = math.floor(window.previous * left / length) + window.current
            if weighted + hits <= most:
                window.current += hits
                return 0
            return max(1, math.ceil(wait(window, most - hits, length, left)))

    def window(self, key: str, number: int) -> Window:
        window = self.windows.get(key)
        if window is None:
            window = self.windows[key] = Window(number)
            if len(self.windows) > self.most:
                self.windows.popitem(last=False)
        self.windows.move_to_end(key)
        window.move_to(number)
        return window


def wait(window: Window, room: int, length: int, left: float) -> float:
    """Seconds until the older hits weigh so little that no more than room are counted."""
    if room >= window.current and window.previous:
        return left - left_for(room - window.current, window.previous, length)
    if window.current and room >= 0:
        return left + length - left_for(room, window.current, length)
    return length


def left_for(room: int, hits: int, length: int) -> float:
    """Seconds of the window that are left when hits of the one before weigh no more than room."""
    return min(length, length * (room + 1) / hits) - 0.001
