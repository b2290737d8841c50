"""A second factor can be had; whoever has one is asked for it before anything of the admin opens."""

import pytest
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django_otp.oath import totp
from django_otp.plugins.otp_totp.models import TOTPDevice

pytestmark = pytest.mark.django_db

SET_UP, ASK, REMOVE = (f"/admin/second-factor/{path}" for path in ("set-up/", "", "remove/"))


@pytest.fixture
def user():
    return get_user_model().objects.create_superuser("anna", password="right one")


@pytest.fixture
def browser(client, user):
    client.force_login(user)
    return client


def number(device, drift=0):
    return str(totp(device.bin_key, step=device.step, digits=device.digits, drift=drift)).zfill(6)


def set_up(browser):
    """The device, and the recovery codes that are shown."""
    browser.get(SET_UP)
    device = TOTPDevice.objects.get()
    page = browser.post(SET_UP, {"token": number(device), "password": "right one"})
    device.refresh_from_db()
    return device, page.context["codes"]


def test_it_is_set_up_with_the_number_and_the_password(browser):
    device, codes = set_up(browser)

    assert device.confirmed
    assert len(set(codes)) == 8
    assert browser.get("/admin/").status_code == 200


@pytest.mark.parametrize(("token", "password"), [("000000", "right one"), (None, "wrong")])
def test_it_is_not_set_up_with_a_wrong_number_or_password(browser, token, password):
    browser.get(SET_UP)
    device = TOTPDevice.objects.get()

    browser.post(SET_UP, {"token": token or number(device), "password": password})

    assert not TOTPDevice.objects.filter(confirmed=True).exists()


@pytest.fixture
def next_day(browser, user):
    """The user with a device, logged in by password alone."""
    device, codes = set_up(browser)
    browser.logout()
    browser.force_login(user)
    TOTPDevice.objects.update(last_t=-1)
    return device, codes


@pytest.mark.parametrize(
    "url", ["/admin/", "/admin/users/", "/admin/pages/", "/admin/account/", SET_UP, REMOVE]
)
def test_nothing_opens_with_the_password_alone(browser, next_day, url):
    answer = browser.get(url)

    assert answer.status_code == 302
    assert answer["Location"].startswith(f"{ASK}?next=")


def test_the_number_opens_and_leads_on(browser, next_day):
    device, _codes = next_day

    answer = browser.post(ASK, {"token": number(device), "next": "/admin/pages/"})

    assert answer["Location"] == "/admin/pages/"
    assert browser.get("/admin/").status_code == 200


def test_a_number_and_a_recovery_code_open_once(browser, user, next_day):
    device, codes = next_day
    for token in (number(device), codes[0]):
        browser.post(ASK, {"token": token})
        assert browser.get("/admin/").status_code == 200
        browser.logout()
        browser.force_login(user)

    for token in (number(device), codes[0]):
        browser.post(ASK, {"token": token})

    assert browser.get("/admin/").status_code == 302


def test_wrong_numbers_make_the_right_one_wait(browser, next_day):
    device, _codes = next_day
    for _ in range(3):
        browser.post(ASK, {"token": "000000"})

    browser.post(ASK, {"token": number(device)})

    assert browser.get("/admin/").status_code == 302


def test_number_leads_to_no_foreign_site(browser, next_day):
    device, _codes = next_day

    answer = browser.post(ASK, {"token": number(device), "next": "https://evil.example/"})

    assert answer["Location"] == "/admin/"


def test_whoever_has_none_comes_in_without(browser):
    assert browser.get("/admin/").status_code == 200


def test_everybody_is_sent_to_set_one_up_where_it_is_required(browser, settings):
    settings.SECOND_FACTOR_REQUIRED = True

    assert browser.get("/admin/")["Location"].startswith(SET_UP)
    assert browser.get(SET_UP).status_code == 200
    set_up(browser)
    assert browser.get("/admin/").status_code == 200
    assert browser.post(REMOVE, {"password": "right one"}).status_code in {302, 403}
    assert TOTPDevice.objects.exists()


def test_it_is_removed_with_the_password(browser):
    set_up(browser)

    browser.post(REMOVE, {"password": "wrong"})
    assert TOTPDevice.objects.exists()
    browser.post(REMOVE, {"password": "right one"})

    assert not TOTPDevice.objects.exists()


def test_command_helps_who_has_lost_the_phone(browser, next_day):
    call_command("remove_second_factor", "anna")

    assert browser.get("/admin/").status_code == 200
