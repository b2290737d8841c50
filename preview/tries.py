"""Counts wrong tokens, so that nobody can try many."""

import logging
import time

from django.core.cache import cache

WRONG_PER_MINUTE = 60
"""Of one client address. Right ones are not counted: a preview asks again with each pause in typing."""
MINUTE = 60

logger = logging.getLogger("preview")


class TooManyTries(Exception):
    """This client may try again after so many seconds, at least 1."""

    def __init__(self, retry_after_seconds: int) -> None:
        super().__init__(f"no more tries for {retry_after_seconds} s")
        self.retry_after_seconds = retry_after_seconds


def key_of(client: str) -> str:
    return f"preview.tries:{client}:{int(time.time() // MINUTE)}"


def refuse_too_many(client: str) -> None:
    """Raises TooManyTries for whatever token comes after too many wrong ones, right or wrong."""
    if counted(client) >= WRONG_PER_MINUTE:
        raise TooManyTries(MINUTE - int(time.time()) % MINUTE)


def counted(client: str) -> int:
    try:
        return int(cache.get(key_of(client), 0))
    # Tokens cannot be guessed anyway: without a cache, previews go on.
    except Exception as error:
        logger.warning("tries cannot be counted: %s", type(error).__name__)
        return 0


def count(client: str) -> None:
    try:
        cache.add(key_of(client), 0, timeout=2 * MINUTE)
        cache.incr(key_of(client))
    except Exception as error:
        logger.warning("tries cannot be counted: %s", type(error).__name__)
