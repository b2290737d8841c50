"""Applications that arrive at the same moment, each over a connection of its own."""

from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Barrier
from uuid import uuid4

import pytest
from django.db import connection, connections
from django.test import Client

from membership.models import Application

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(
        connection.vendor != "postgresql", reason="SQLite in memory has one connection"
    ),
]
APPLY = """mutation ($input: ApplyForMembershipInput!) { applyForMembership(input: $input) {
    reference errors { field code } } }"""


@pytest.fixture(autouse=True)
def committed():
    """Not transaction=True: emptying all tables would take the root page from the tests that follow."""
    yield
    in_threads([Application.objects.all().delete])


def in_threads(calls):
    """What the calls return, in their order. Each commits, over a connection of its own."""
    start = Barrier(len(calls))

    def run(call):
        start.wait()
        try:
            return call()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(run, calls))


def application():
    return {
        "locale": "fr",
        "idempotencyKey": str(uuid4()),
        "authorityName": "Ville",
        "kind": "CITY",
        "country": "FR",
        "contactName": "Maire",
        "email": f"{uuid4().hex}@example.org",
        "wishesToSignDeclaration": False,
        "consent": True,
    }


def send(one):
    body = {"query": APPLY, "variables": {"input": one}}
    return Client().post("/graphql/", body, content_type="application/json").json()


def all_at_once(inputs):
    return in_threads([partial(send, one) for one in inputs])


def test_double_click_makes_one_application():
    one = application()

    answers = all_at_once([one] * 8)

    assert answers[0]["data"]["applyForMembership"]["reference"]
    assert answers == answers[:1] * 8
    assert Application.objects.count() == 1


def test_limit_holds():
    answers = all_at_once([application() for _ in range(8)])

    codes = [error["extensions"]["code"] for one in answers for error in one.get("errors", [])]
    assert codes == ["RATE_LIMITED"] * 3
    assert Application.objects.count() == 5


def test_limit_of_an_address_holds(settings):
    settings.MEMBERSHIP_LIMITS = settings.MEMBERSHIP_LIMITS | {"CLIENT_PER_HOUR": 20}

    all_at_once([application() | {"email": "zoe@example.org"} for _ in range(8)])

    assert Application.objects.filter(suspicion="").count() == 3
    assert Application.objects.filter(suspicion="TOO_MANY").count() == 5
