"""How often one client may ask, and for how much: counted in the cache that processes share.

While that cache is away, reading goes on and is counted in each process by itself; what must not be done twice by
somebody who made the cache go away, a mutation, waits (the row "Redis/cache down" of docs/security.md).
"""

import math
import time
from dataclasses import dataclass
from functools import lru_cache
from http import HTTPStatus

from django.conf import settings
from django.http import HttpRequest
from limits import RateLimitItem, RateLimitItemPerSecond
from limits.errors import StorageError
from limits.storage import RedisStorage
from limits.strategies import SlidingWindowCounterRateLimiter

from access.keys import find_key
from cms.client_address import client_address
from cms.schema import errors
from cms.schema.limits.counting import LocalCounts
from cms.schema.refusals import Refused, unavailable

MINUTE = 60
BURST_SECONDS = 10
RETRY_SECONDS = 5
"""How long the shared cache is left alone after it did not answer."""
PATIENCE_SECONDS = 0.25
"""How long one question to the shared cache may take."""


@dataclass(frozen=True, slots=True)
class Allowance:
    """What one client, or one API key, may ask for."""

    client: str
    requests: tuple[RateLimitItem, ...]
    cost: RateLimitItem
    mutations: int
    """In one request."""


class Counters:
    """Shared by all processes where there is a cache for that; local ones beside it."""

    def __init__(self, url: str) -> None:
        self.local = LocalCounts()
        self.shared = shared_limiter(url) if url else None
        self.away_until = 0.0

    @property
    def is_away(self) -> bool:
        """Whether there is a shared cache that did not answer lately."""
        return bool(self.shared) and time.monotonic() < self.away_until

    def seconds_to_wait(self, item: RateLimitItem, client: str, cost: int = 1) -> int:
        """0 when the hit was counted; otherwise it was not, and there is no room before that many seconds."""
        if self.shared and not self.is_away:
            try:
                return seconds_to_wait(self.shared, item, client, cost)
            except StorageError:
                self.away_until = time.monotonic() + RETRY_SECONDS
        return self.local.seconds_to_wait(
            item.key_for(client), item.amount, item.get_expiry(), cost
        )


def shared_limiter(url: str) -> SlidingWindowCounterRateLimiter:
    storage = RedisStorage(
        url.replace("unix://", "redis+unix://"),
        key_prefix="graphql",
        wrap_exceptions=True,
        socket_timeout=PATIENCE_SECONDS,
        socket_connect_timeout=PATIENCE_SECONDS,
    )
    return SlidingWindowCounterRateLimiter(storage)


def seconds_to_wait(
    limiter: SlidingWindowCounterRateLimiter, item: RateLimitItem, client: str, cost: int
) -> int:
    if limiter.hit(item, client, cost=cost):
        return 0
    free_at = limiter.get_window_stats(item, client).reset_time
    return max(1, min(math.ceil(free_at - time.time()), item.get_expiry()))


@lru_cache(maxsize=1)
def counters_at(url: str) -> Counters:
    return Counters(url)


def counters() -> Counters:
    return counters_at(settings.REDIS_URL)


def allowance_of(request: HttpRequest) -> Allowance:
    """By API key where the request has one, or else by address. Raises Refused for a key that is none."""
    limits = settings.GRAPHQL_LIMITS
    text = request.headers.get("Authorization", "")
    if not text:
        return allowance(
            f"address:{client_address(request)}",
            limits.requests_per_minute,
            limits.burst,
            limits.cost_per_minute,
            limits.mutations,
        )
    # Whoever tries keys is counted by address, whatever comes of it.
    count_operation(allowance_of_guesses(request))
    scheme, _space, secret = text.partition(" ")
    key = find_key(secret.strip()) if scheme.lower() == "bearer" else None
    if key is None:
        raise Refused(
            HTTPStatus.UNAUTHORIZED,
            errors.UNAUTHENTICATED,
            "This is no API key, or no longer one.",
            headers={"WWW-Authenticate": "Bearer"},
        )
    return allowance_with_key(f"key:{key}")


def allowance_of_guesses(request: HttpRequest) -> Allowance:
    return allowance_with_key(f"guesses:{client_address(request)}")


def allowance_with_key(client: str) -> Allowance:
    limits = settings.GRAPHQL_LIMITS
    return allowance(
        client,
        limits.key_requests_per_minute,
        limits.key_burst,
        limits.key_cost_per_minute,
        limits.key_mutations,
    )


def allowance(client: str, per_minute: int, burst: int, cost: int, mutations: int) -> Allowance:
    return Allowance(
        client,
        (
            RateLimitItemPerSecond(burst, BURST_SECONDS, namespace="burst"),
            RateLimitItemPerSecond(per_minute, MINUTE, namespace="requests"),
        ),
        RateLimitItemPerSecond(cost, MINUTE, namespace="cost"),
        mutations,
    )


def count_operation(allowed: Allowance) -> None:
    """Raises Refused when the client asks too often."""
    for item in allowed.requests:
        refuse_for(counters().seconds_to_wait(item, allowed.client))


def count_cost(allowed: Allowance, cost: int) -> None:
    """Raises Refused when the client asks for too much."""
    refuse_for(counters().seconds_to_wait(allowed.cost, allowed.client, cost))


def refuse_uncounted() -> None:
    """Raises Refused while the shared cache is away: for what must be counted by all processes together."""
    if counters().is_away:
        raise unavailable(RETRY_SECONDS)


def refuse_for(seconds: int) -> None:
    if seconds:
        raise Refused(
            HTTPStatus.TOO_MANY_REQUESTS,
            errors.RATE_LIMITED,
            f"Too many requests. Try again in {seconds} seconds.",
            headers={"Retry-After": str(seconds)},
            retryAfter=seconds,
        )
