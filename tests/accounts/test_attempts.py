"""Log-in and password reset: 5 a minute, of one account and of one address."""

import re
from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.core import mail
from django.db import connection
from django.test import Client
from django.utils import timezone

from accounts.models import Attempt
from tests.factories import make_private_collection
from tests.membership.test_same_time import in_threads

pytestmark = pytest.mark.django_db

LOG_IN = "/admin/login/"
RESET = "/admin/password_reset/"
LIMIT = 5


@pytest.fixture
def user():
    return get_user_model().objects.create_superuser("anna", "anna@example.org", "right one")


def try_password(client, password="wrong", username="anna", address="192.0.2.1", **more):
    data = {"username": username, "password": password} | more
    return client.post(LOG_IN, data, REMOTE_ADDR=address)


def test_sixth_wrong_password_in_a_minute_is_not_looked_at(client, user):
    answers = [try_password(client).status_code for _ in range(LIMIT)]

    refused = try_password(client, "right one")

    assert answers == [200] * LIMIT
    assert refused.status_code == 429
    assert 0 < int(refused["Retry-After"]) <= 60
    assert "_auth_user_id" not in client.session


def test_limit_of_an_account_holds_from_many_addresses(client, user):
    for number in range(LIMIT):
        try_password(client, address=f"192.0.2.{number}")

    assert try_password(client, "right one", address="192.0.2.99").status_code == 429


def test_limit_of_an_address_holds_for_many_accounts(client, user):
    for number in range(LIMIT):
        try_password(client, username=f"user{number}")

    assert try_password(client, "right one").status_code == 429
    assert try_password(client, "right one", address="198.51.100.7").status_code == 302


@pytest.mark.parametrize(
    "variant", ["ANNA", " anna ", "anna@example.org", "\N{FULLWIDTH LATIN SMALL LETTER A}nna"]
)
def test_other_ways_of_writing_the_account_are_the_same_account(client, user, variant):
    for number in range(LIMIT):
        try_password(client, username=variant, address=f"192.0.2.{number}")

    assert try_password(client, "right one", address="192.0.2.99").status_code == 429


def test_other_fields_do_not_make_another_key(client, user):
    """Strapi's CVE-2025-64526."""
    for number in range(LIMIT):
        try_password(client, address=f"192.0.2.{number}", email=f"x{number}", next=f"/{number}")

    assert try_password(client, "right one", address="192.0.2.9", email="y").status_code == 429


def test_header_of_the_client_is_no_address(client, user):
    for number in range(LIMIT):
        client.post(
            LOG_IN,
            {"username": f"u{number}", "password": "x"},
            headers={"X-Forwarded-For": f"10.0.0.{number}"},
        )

    assert client.post(LOG_IN, {"username": "anna", "password": "right one"}).status_code == 429


def test_good_passwords_do_not_count(client, user):
    for _ in range(LIMIT + 1):
        assert try_password(Client(), "right one").status_code == 302


def test_after_a_minute_one_may_try_again(client, user):
    for _ in range(LIMIT + 3):
        try_password(client)
    Attempt.objects.update(made_at=timezone.now() - timedelta(seconds=61))

    assert try_password(client, "right one").status_code == 302


def test_refused_attempts_keep_nobody_out_for_longer(client, user):
    for _ in range(LIMIT):
        try_password(client)
    before = Attempt.objects.count()

    try_password(client)

    assert Attempt.objects.count() == before


def test_sixth_password_mail_in_a_minute_is_not_sent(client, user):
    answers = [client.post(RESET, {"email": "anna@example.org"}).status_code for _ in range(LIMIT)]

    assert client.post(RESET, {"email": "anna@example.org"}).status_code == 429
    assert answers == [302] * LIMIT
    assert len(mail.outbox) == LIMIT


def test_shared_password_of_a_collection_cannot_be_guessed_for_long(client):
    restriction = make_private_collection().get_view_restrictions()[0]
    url = f"/documents/authenticate_with_password/{restriction.pk}/"

    answers = [
        client.post(url, {"password": str(n), "return_url": "/"}).status_code
        for n in range(LIMIT + 1)
    ]

    assert answers[-1] == 429


@pytest.mark.parametrize("url", ["/fr/_util/login/", "/en/_util/login/"])
def test_there_is_no_second_door_to_log_in(client, url):
    answer = client.post(url, {"username": "anna", "password": "x"})

    assert (answer.status_code, answer["Location"]) == (302, LOG_IN)


def test_names_are_not_stored(client, user):
    try_password(client, username="somebody")

    assert not any(
        "somebody" in key or "192.0.2" in key
        for key in Attempt.objects.values_list("key", flat=True)
    )


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite in memory has one connection")
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_many_at_the_same_moment_are_no_way_around(user):
    answers = in_threads([lambda: try_password(Client()).status_code] * 12)

    assert answers.count(200) <= LIMIT


def test_sessions_end_when_the_password_changes(user):
    here, elsewhere = Client(), Client()
    for browser in (here, elsewhere):
        assert try_password(browser, "right one").status_code == 302
    assert elsewhere.get("/admin/").status_code == 200

    user.set_password("another one")
    user.save()

    assert elsewhere.get("/admin/").status_code == 302


def test_mail_to_reset_names_our_own_host_only(client, user, settings):
    """Threat 20: Host header."""
    settings.ALLOWED_HOSTS = ["localhost", "testserver"]
    client.post(RESET, {"email": "anna@example.org"})

    links = re.findall(r"https?://([^/\s]+)", mail.outbox[0].body)
    assert links
    assert set(links) == {"localhost:8000"}
    assert (
        client.post(
            RESET, {"email": "anna@example.org"}, headers={"Host": "evil.example"}
        ).status_code
        == 400
    )


@pytest.mark.parametrize(
    "target", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)"]
)
def test_log_in_leads_to_no_foreign_site(client, user, target):
    """Threat 20: open redirect."""
    answer = try_password(client, "right one", next=target)

    assert answer["Location"] == "/admin/"
