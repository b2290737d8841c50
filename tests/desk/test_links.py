"""Which links lead nowhere, found without being led anywhere."""

from datetime import timedelta
from unittest.mock import patch

import pytest
from django.core.management import call_command
from django.utils import timezone

from desk import links
from desk.answering import LinkState
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
        # The module's own name: other threads sleep too.
        patch.object(links, "time") as time,
    ):
        call_command("check_links", verbosity=0)

    assert time.sleep.call_count == 2
