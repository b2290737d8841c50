"""API keys: made, shown once, kept as a digest, refused from the moment they are revoked."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.urls import reverse
from django.utils import timezone, translation

from access.keys import PREFIX, digest_of, find_key, give_secret, revoke
from access.models import ApiKey

pytestmark = pytest.mark.django_db


def make_key(name="Build"):
    key = ApiKey(name=name)
    secret = give_secret(key)
    key.save()
    return key, secret


@pytest.fixture
def admin(client):
    user = get_user_model().objects.create_superuser("root", "root@example.org", "x")
    client.force_login(user)
    return client


def test_key_is_found_by_its_secret():
    key, secret = make_key()

    assert find_key(secret) == key.pk


def test_secret_is_kept_nowhere():
    key, secret = make_key()

    values = [str(value) for value in ApiKey.objects.values_list().get(pk=key.pk)]

    assert digest_of(secret) in values
    assert not any(secret in value for value in values)
    assert len(secret) - len(key.beginning) > 30


def test_two_keys_differ():
    assert make_key()[1] != make_key()[1]


@pytest.mark.parametrize(
    "change", [str.upper, lambda s: s[:-1], lambda s: s + "x", lambda s: s[len(PREFIX) :]]
)
def test_another_secret_is_no_key(change):
    _key, secret = make_key()

    assert find_key(change(secret)) is None


@pytest.mark.parametrize("text", ["", PREFIX, PREFIX + "é", PREFIX + "x" * 10_000])
def test_text_that_can_be_no_key_asks_no_database(django_assert_num_queries, text):
    with django_assert_num_queries(0 if text != PREFIX else 1):
        assert find_key(text) is None


def test_revoked_key_is_no_key():
    key, secret = make_key()

    revoke(key)

    assert find_key(secret) is None


def test_day_of_the_last_use_is_noted_once_a_day(django_assert_num_queries):
    key, secret = make_key()

    find_key(secret)

    key.refresh_from_db()
    assert key.last_used_on == timezone.localdate()
    with django_assert_num_queries(1):
        find_key(secret)


def test_new_key_is_shown_once_and_never_again(admin):
    page = admin.post(reverse("api_keys:add"), {"name": "Build of the site"})

    secret = page.context["secret"]
    assert secret in page.content.decode()
    assert "no-store" in page["Cache-Control"]
    assert find_key(secret)
    key = ApiKey.objects.get()
    for address in (reverse("api_keys:index"), reverse("api_keys:edit", args=[key.pk])):
        content = admin.get(address).content.decode()
        assert "Build of the site" in content
        assert secret not in content


def test_key_is_revoked_and_stays_in_the_list(admin):
    key, secret = make_key()

    admin.post(reverse("api_keys:delete", args=[key.pk]))

    assert find_key(secret) is None
    assert key.name in admin.get(reverse("api_keys:index")).content.decode()


def test_editor_can_neither_see_nor_make_keys(client):
    user = get_user_model().objects.create_user("editor", "editor@example.org", "x")
    group = Group.objects.create(name="Writers")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    user.groups.add(group)
    client.force_login(user)

    client.get(reverse("api_keys:index"))
    client.post(reverse("api_keys:add"), {"name": "Mine"})

    assert client.get(reverse("api_keys:index")).status_code == 302
    assert not ApiKey.objects.exists()


def test_pages_of_keys_are_in_french(admin):
    key, _secret = make_key()

    with translation.override("fr"):
        page = admin.get(
            reverse("api_keys:delete", args=[key.pk]), headers={"Accept-Language": "fr"}
        )

    assert "Oui, révoquer" in page.content.decode()
