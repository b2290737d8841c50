"""Which links lead nowhere, found without being led anywhere."""

import socket
from datetime import timedelta
from types import SimpleNamespace
from unittest.mock import patch

import pytest
from django.core.management import call_command
from django.utils import timezone

from desk import fetching, links
from desk.fetching import LinkState, check_link
from desk.models import Link, LinkPlace
from tests.factories import (
    block,
    make_document,
    make_draft,
    make_home,
    make_member,
    make_page,
    make_private_collection,
    paragraph,
    translate,
)

DEAD = "https://dead.example.org/page"


def link(kind, number, words="mot"):
    return paragraph(f'<p><a linktype="{kind}" id="{number}">{words}</a></p>')


def broken():
    return {(one.kind, one.label or one.target) for one in Link.objects.broken()}


@pytest.fixture
def home(db):
    return make_home()


def test_links_to_hidden_missing_and_untranslated_pages_are_broken(home):
    shown = make_page(home, title="Visible")
    hidden = make_page(home, title="Cachée")
    secret = make_document(title="Secret", collection=make_private_collection())
    body = [link("page", shown.pk), link("page", hidden.pk), link("page", 4711)]
    page = make_page(home, title="Page", body=[*body, link("document", secret.pk)])
    translate(home, "de", title="Start", tagline="Z")
    translate(page, "de")
    make_draft(hidden)

    links.collect()

    assert broken() == {
        ("PAGE", "Visible"),  # In German there is none.
        ("PAGE", "Cachée"),
        ("PAGE", "#4711"),
        ("DOCUMENT", f"#{secret.pk}"),
    }
    german = LinkPlace.objects.filter(link__label="Visible", link__failures=1).values("locale")
    assert list(german) == [{"locale": "de"}]


def test_addresses_are_found_in_texts_blocks_and_records(home):
    action = {"label": "Aller", "page": None, "url": "https://c.example.org/"}
    body = [
        paragraph('<p><a href="https://a.example.org/?x=1&amp;y=2">a</a></p>'),
        block("call_to_action", action),
    ]
    make_page(home, intro='<p><a href="https://b.example.org">b</a></p>', body=body)
    make_member(website="https://d.example.org")

    links.collect()

    assert set(Link.objects.values_list("target", flat=True)) == {
        "https://a.example.org/?x=1&y=2",
        "https://b.example.org",
        "https://c.example.org/",
        "https://d.example.org",
    }


def test_link_that_stands_nowhere_any_more_is_forgotten(home):
    member = make_member(website=DEAD)
    links.collect()
    member.delete()

    links.collect()

    assert not Link.objects.exists()


def fail(times):
    for _ in range(times):
        Link.objects.update(checked_at=timezone.now() - timedelta(days=2))
        with patch.object(links, "check_link", return_value=LinkState(False, "404")):
            call_command("check_links", verbosity=0)


def test_address_is_told_as_dead_after_two_failures_and_as_alive_after_one_answer(home):
    make_member(website=DEAD)

    fail(1)
    assert broken() == set()
    fail(1)
    assert broken() == {("EXTERNAL", DEAD)}
    Link.objects.update(checked_at=timezone.now() - timedelta(days=2))
    with patch.object(links, "check_link", return_value=LinkState(True)):
        call_command("check_links", verbosity=0)

    assert broken() == set()


def test_address_that_answers_is_asked_once_a_week(home):
    make_member(website=DEAD)
    with patch.object(links, "check_link", return_value=LinkState(True)) as asked:
        call_command("check_links", verbosity=0)
        call_command("check_links", verbosity=0)
        assert asked.call_count == 1
        Link.objects.update(checked_at=timezone.now() - timedelta(days=8))
        call_command("check_links", verbosity=0)
        assert asked.call_count == 2


def test_one_site_is_asked_with_pauses(home):
    for number in range(3):
        make_member(website=f"https://a.example.org/{number}")
    make_member(website="https://b.example.org")

    with (
        patch.object(links, "check_link", return_value=LinkState(True)),
        patch.object(links.time, "sleep") as sleep,
    ):
        call_command("check_links", verbosity=0)

    assert sleep.call_count == 2


def resolving(*addresses):
    infos = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, 80)) for address in addresses]
    return patch.object(socket, "getaddrinfo", return_value=infos)


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "10.0.0.1",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "0.0.0.0",  # noqa: S104
        "224.0.0.1",
        "::1",
        "fe80::1",
        "fd00::1",
        "::ffff:127.0.0.1",
        "::ffff:169.254.169.254",
        "2002:7f00:1::",
    ],
)
def test_private_addresses_are_never_asked(address):
    with resolving(address), patch.object(fetching, "pool_for") as pool:
        assert check_link("http://name.example.org/") == LinkState(False, "private address")

    assert not pool.called


def test_one_private_address_among_public_ones_is_enough_to_refuse():
    with resolving("93.184.216.34", "10.0.0.1"), patch.object(fetching, "pool_for") as pool:
        assert not check_link("http://name.example.org/").answers

    assert not pool.called


@pytest.mark.parametrize(
    "url", ["file:///etc/passwd", "ftp://a.example.org", "http://", "javascript:1"]
)
def test_only_the_web_is_asked(url):
    assert check_link(url) == LinkState(False, "no web address")


class Answering:
    """Pools that answer in turn, and what they were asked."""

    def __init__(self, *answers):
        self.answers = list(answers)
        self.asked = []

    def __call__(self, scheme, address, port, host):
        def urlopen(method, path, **options):
            self.asked.append((method, address, options["headers"]["Host"], path))
            status, location = self.answers.pop(0)
            headers = {"Location": location} if location else {}
            return SimpleNamespace(status=status, headers=headers, close=lambda: None)

        return SimpleNamespace(urlopen=urlopen, close=lambda: None)


def answers(*given):
    return patch.object(fetching, "pool_for", Answering(*given))


def test_connection_goes_to_the_address_that_was_looked_at():
    """A name that changes its mind between look-up and connection leads nowhere else (rebinding)."""
    with resolving("93.184.216.34") as lookup, answers((200, "")) as pool:
        assert check_link("http://name.example.org/a?b=c").answers

    assert pool.asked == [("HEAD", "93.184.216.34", "name.example.org", "/a?b=c")]
    assert lookup.call_count == 1


def test_redirect_to_a_private_address_is_refused():
    def lookup(host, *_args, **_options):
        address = "127.0.0.1" if host == "inner.example.org" else "93.184.216.34"
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, 80))]

    with (
        patch.object(socket, "getaddrinfo", lookup),
        answers((302, "http://inner.example.org/"), (200, "")) as pool,
    ):
        assert check_link("http://name.example.org/") == LinkState(False, "private address")

    assert len(pool.asked) == 1


@pytest.mark.parametrize(
    ("given", "state"),
    [
        ([(200, "")], LinkState(True)),
        ([(301, "/neu"), (200, "")], LinkState(True)),
        ([(405, ""), (200, "")], LinkState(True)),
        ([(404, ""), (404, "")], LinkState(False, "404")),
        ([(500, "")], LinkState(False, "500")),
        ([(403, ""), (403, "")], LinkState(True)),
        ([(429, "")], LinkState(True)),
        ([(302, "/x")] * 6, LinkState(False, "too many redirects")),
    ],
)
def test_answers_are_judged(given, state):
    with resolving("93.184.216.34"), answers(*given):
        assert check_link("https://name.example.org/") == state


def test_host_that_does_not_exist_is_told():
    with patch.object(socket, "getaddrinfo", side_effect=socket.gaierror):
        assert check_link(DEAD) == LinkState(False, "no such host")
