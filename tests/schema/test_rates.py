"""How often one client may ask, and for how much; each at the limit and one over."""

import json
from types import SimpleNamespace

import pytest
from limits import RateLimitItemPerSecond
from limits.storage import MemoryStorage
from limits.strategies import SlidingWindowCounterRateLimiter

from access.keys import give_secret, revoke
from access.models import ApiKey
from cms.schema.limits import rates
from cms.schema.limits.counting import LocalCounts
from cms.settings.limits import GraphQLLimits
from membership.models import Application

pytestmark = pytest.mark.django_db

COSTLY = '{ members(locale: "fr", first: 100) { edges { node { country { code } } } } }'
"""The answer, the list, and for each of 100: an edge, a member, a country."""
COST = 302


@pytest.fixture(autouse=True)
def own_counters(settings):
    settings.GRAPHQL_LIMITS = GraphQLLimits()
    rates.counters_at.cache_clear()
    yield
    rates.counters_at.cache_clear()


@pytest.fixture
def clock(monkeypatch):
    """Stands still until it is moved, near the start of a window of both lengths."""

    class Clock:
        now = 1_800_000_000.5

        def __call__(self):
            return self.now

    clock = Clock()
    monkeypatch.setattr("cms.schema.limits.counting.time.time", clock)
    return clock


@pytest.fixture
def allow(settings):
    def change(**limits):
        settings.GRAPHQL_LIMITS = settings.GRAPHQL_LIMITS.model_copy(update=limits)

    return change


def ask(client, query="{__typename}", **headers):
    return client.post(
        "/graphql/", {"query": query}, content_type="application/json", headers=headers
    )


def statuses(client, times, **headers):
    return [ask(client, **headers).status_code for _ in range(times)]


def test_burst_at_the_limit_is_answered_and_one_over_is_refused(client, clock):
    assert statuses(client, 60) == [200] * 60

    refused = ask(client)

    assert refused.status_code == 429
    error = json.loads(refused.content)["errors"][0]["extensions"]
    assert error == {"code": "RATE_LIMITED", "retryAfter": 10}
    assert refused["Retry-After"] == "10"


def test_client_that_waits_as_told_is_answered(client, clock):
    statuses(client, 60)

    clock.now += int(ask(client)["Retry-After"]) + 0.5

    assert ask(client).status_code == 200


def test_requests_of_a_minute_at_the_limit_and_one_over(client, clock, allow):
    allow(burst=1000)

    assert statuses(client, 301) == [200] * 300 + [429]


def test_requests_that_are_refused_count_as_well(client, clock):
    """Whoever sends rubbish does not get more of it in."""
    for _ in range(60):
        client.post("/graphql/", "rubbish", content_type="text/plain")

    assert ask(client).status_code == 429


def test_cost_of_a_minute_at_the_limit_and_one_over(client, clock, allow):
    allow(cost_per_minute=3 * COST)

    answers = [ask(client, COSTLY).status_code for _ in range(4)]

    assert answers == [200, 200, 200, 429]


def test_dear_question_does_not_stop_cheap_ones(client, clock, allow):
    allow(cost_per_minute=COST + 1)
    ask(client, COSTLY)

    assert ask(client, COSTLY).status_code == 429
    assert ask(client).status_code == 200


def test_clients_are_counted_apart(client, clock, settings):
    settings.TRUSTED_PROXIES = 1
    statuses(client, 60, **{"X-Forwarded-For": "192.0.2.1"})

    assert ask(client, **{"X-Forwarded-For": "192.0.2.1"}).status_code == 429
    assert ask(client, **{"X-Forwarded-For": "192.0.2.2"}).status_code == 200


def test_client_cannot_claim_another_address(client, clock, settings):
    settings.TRUSTED_PROXIES = 1
    for number in range(60):
        ask(client, **{"X-Forwarded-For": f"198.51.100.{number}, 192.0.2.1"})

    assert ask(client, **{"X-Forwarded-For": "198.51.100.99, 192.0.2.1"}).status_code == 429


def test_header_of_a_client_is_nothing_without_a_proxy(client, clock):
    for number in range(60):
        ask(client, **{"X-Forwarded-For": f"192.0.2.{number}", "X-Real-IP": f"192.0.2.{number}"})

    assert ask(client, **{"X-Forwarded-For": "192.0.2.99"}).status_code == 429


def test_what_one_process_counts_is_bounded():
    counts = LocalCounts(most=2)
    for client in ("a", "b", "c"):
        counts.seconds_to_wait(client, 1, 60, 1)

    assert list(counts.windows) == ["b", "c"]


def test_one_process_counts_as_the_shared_cache_would(monkeypatch):
    """The same hits at the same moments, for many windows."""
    clock = SimpleNamespace(now=1_800_000_000.5)
    monkeypatch.setattr("cms.schema.limits.counting.time.time", lambda: clock.now)
    ours, item = LocalCounts(), RateLimitItemPerSecond(7, 10)
    theirs = SlidingWindowCounterRateLimiter(MemoryStorage())

    for number in range(500):
        clock.now += 25.13 if number % 71 == 0 else (number % 13) * 0.31
        counted = theirs.hit(item, "client")
        assert (ours.seconds_to_wait("client", 7, 10, 1) == 0) == counted


@pytest.mark.parametrize("passed", [0.0, 3.0, 9.9, 12.0])
def test_one_process_tells_the_moment_when_there_is_room(monkeypatch, passed):
    clock = SimpleNamespace(now=1_800_000_000.5)
    monkeypatch.setattr("cms.schema.limits.counting.time.time", lambda: clock.now)
    counts = LocalCounts()
    for _ in range(30):
        counts.seconds_to_wait("client", 60, 10, 1)
    clock.now += passed
    while not (seconds := counts.seconds_to_wait("client", 60, 10, 1)):
        pass

    clock.now += seconds

    assert counts.seconds_to_wait("client", 60, 10, 1) == 0


@pytest.fixture
def key():
    made = ApiKey(name="Build")
    made.secret = give_secret(made)
    made.save()
    return made


def test_key_has_its_own_higher_allowance(client, clock, key, allow):
    allow(key_burst=80)
    statuses(client, 60)

    bearer = {"Authorization": f"Bearer {key.secret}"}

    assert statuses(client, 80, **bearer) == [200] * 80
    assert ask(client, **bearer).status_code == 429
    assert ask(client).status_code == 429


def test_allowance_of_a_key_is_ten_times_that_of_an_address():
    limits = GraphQLLimits()

    assert limits.key_requests_per_minute == 10 * limits.requests_per_minute
    assert limits.key_cost_per_minute == 10 * limits.cost_per_minute


def mutations(number):
    fields = " ".join(f"a{one}: {FIELD}" for one in range(number))
    return f"mutation {{ {fields} }}"


@pytest.mark.parametrize(
    ("has_key", "number", "expected"),
    [
        (False, 1, None),
        (False, 2, "QUERY_TOO_COMPLEX"),
        (True, 4, None),
        (True, 5, "QUERY_TOO_COMPLEX"),
    ],
)
def test_mutations_of_one_request_at_the_limit_and_one_over(client, key, has_key, number, expected):
    """Row "Mutations per request": 1 of anybody, 4 with a key; all in one application here."""
    bearer = {"Authorization": f"Bearer {key.secret}"} if has_key else {}

    answer = ask(client, mutations(number), **bearer).json()

    assert answer.get("errors", [{}])[0].get("extensions", {}).get("code") == expected
    assert Application.objects.count() == (0 if expected else 1)


@pytest.mark.parametrize("text", ["Bearer alliance_wrong", "Basic eDp5", "Bearer", "x"])
def test_what_is_no_key_is_told(client, text):
    refused = ask(client, Authorization=text)

    assert refused.status_code == 401
    assert refused["WWW-Authenticate"] == "Bearer"
    assert refused.json()["errors"][0]["extensions"]["code"] == "UNAUTHENTICATED"


def test_revoked_key_is_refused_at_once(client, key):
    bearer = {"Authorization": f"Bearer {key.secret}"}
    assert ask(client, **bearer).status_code == 200

    revoke(key)

    assert ask(client, **bearer).status_code == 401


def test_guessing_keys_is_counted(client, clock, allow):
    allow(key_burst=5)

    found = statuses(client, 6, Authorization="Bearer alliance_guess")

    assert found == [401] * 5 + [429]


AWAY = "redis://127.0.0.1:1/0"
"""Nobody listens there."""
FIELD = """applyForMembership(input: {authorityName: "x", consent: true, contactName: "x",
    country: "FR", email: "x@example.org", idempotencyKey: "8c8d4a4e-9a53-4a7e-8f0e-6f3f5f0f0a10",
    kind: CITY, locale: "fr", wishesToSignDeclaration: false}) { reference }"""
MUTATION = f"mutation {{ {FIELD} }}"


def test_reading_goes_on_without_the_shared_cache_and_is_counted_here(client, clock, settings):
    """Data loss: Redis down."""
    settings.REDIS_URL = AWAY

    assert statuses(client, 61) == [200] * 60 + [429]


def test_mutations_wait_for_the_shared_cache(client, settings):
    """Data loss: Redis down. Nobody may send more applications by making the cache go away."""
    settings.REDIS_URL = AWAY

    refused = ask(client, MUTATION)

    assert refused.status_code == 503
    assert refused["Retry-After"] == "5"
    assert refused.json()["errors"][0]["extensions"]["code"] == "SERVICE_UNAVAILABLE"


def test_mutations_are_taken_where_there_is_no_shared_cache(client):
    assert ask(client, MUTATION).status_code == 200
