"""Where a language's team wants a second person, nobody approves what he wrote himself, by whatever way it came in."""

import pytest
from django.urls import reverse
from wagtail.users.models import UserProfile

from tests.factories import locale, make_home, make_page
from tests.translation.making import (
    admin_group,
    change,
    person,
    put,
    put_all,
    reviewer,
    translator,
    unit_of,
)
from translation import memory, publishing, workflow
from translation.exchange.applying import apply
from translation.exchange.exporting import documents
from translation.exchange.planning import make_plan
from translation.exchange.po import read_po, write_po
from translation.models import LanguageRule, SegmentVersion, State
from translation.submitting import submit

pytestmark = pytest.mark.django_db


@pytest.fixture
def page():
    return make_page(make_home(), title="Page", slug="page")


@pytest.fixture
def task(page):
    home = submit(page.get_parent().specific, locale("de"), by=None)
    put_all(home, {"Accueil": "Start", "Ensemble": "Zusammen"})
    workflow.request_review(home, by=None)
    publishing.approve_and_publish(home, by=person("first"))
    return submit(page, locale("de"), by=None)


@pytest.fixture
def rule():
    return LanguageRule.objects.create(locale=locale("de"), needs_second_person=True)


@pytest.fixture
def bela():
    user = reviewer("bela")
    UserProfile.objects.create(user=user, preferred_language="en")
    return user


def in_review(task, by, text="Seite"):
    put(task, "Page", text, by=by)
    workflow.request_review(task, by=by)


def step(client, user, task, name):
    """Where the task stands then, and what the person was told."""
    client.force_login(user)
    answer = client.post(
        reverse("translation:step", args=[task.pk]), {"step": name, "comment": "x"}, follow=True
    )
    task.refresh_from_db()
    return task.state, " ".join(str(message) for message in answer.context["messages"])


def test_without_the_rule_the_only_reviewer_approves_her_own_text(client, task, bela):
    in_review(task, bela)

    assert step(client, bela, task, "approve_and_publish")[0] == State.PUBLISHED


@pytest.mark.parametrize("name", ["approve", "approve_and_publish"])
def test_own_text_is_refused_in_words_and_nothing_changes(client, task, rule, bela, name):
    in_review(task, bela)

    state, told = step(client, bela, task, name)

    assert state == State.IN_REVIEW
    assert "somebody else has to review it" in told
    assert not unit_of(task, "Page").is_reviewed
    assert not task.translation.get_target_instance().live


def test_administrator_is_bound_as_well(client, task, rule):
    admin = person("admin", is_superuser=True)
    in_review(task, admin)

    assert step(client, admin, task, "approve_and_publish")[0] == State.IN_REVIEW


def test_second_person_approves(client, task, rule, bela):
    in_review(task, translator())

    assert step(client, bela, task, "approve_and_publish")[0] == State.PUBLISHED
    assert unit_of(task, "Page").reviewed_by == bela.pk


def test_one_word_of_her_own_is_enough_to_need_another(client, task, rule, bela):
    in_review(task, translator())
    put(task, "Page", "Blatt", by=bela)

    assert step(client, bela, task, "approve_and_publish")[0] == State.IN_REVIEW
    assert step(client, reviewer("carla"), task, "approve_and_publish")[0] == State.PUBLISHED


def test_address_made_of_the_title_needs_nobody(client, task, page, rule, bela):
    in_review(task, translator())
    step(client, bela, task, "approve_and_publish")
    change(page, title="Autre")
    put(task, "Autre", "Andere", by=translator("dora"))
    workflow.request_review(task, by=None)

    assert step(client, bela, task, "approve_and_publish")[0] == State.PUBLISHED


def test_text_from_a_file_counts_as_that_of_who_brought_it_in(client, task, rule, bela):
    put(task, "Page", "Vorher", by=translator())
    file = write_po(documents([task.translation]), "fr", "de").replace(b"Vorher", b"Seite")
    apply(make_plan(read_po(file, "work.po"), locale("de")), bela)
    workflow.request_review(task, by=None)

    assert (unit_of(task, "Page").target, unit_of(task, "Page").tool) == ("Seite", "work.po")
    assert step(client, bela, task, "approve_and_publish")[0] == State.IN_REVIEW


def test_text_from_the_memory_counts_as_that_of_who_filled_it_in(client, task, page, rule, bela):
    put(task, "Page", "Seite", by=translator())
    other = submit(make_page(page.get_parent(), title="Page", slug="b"), locale("de"), by=None)
    assert memory.fill_identical(other.translation, bela) == 1
    workflow.request_review(other, by=None)

    assert step(client, bela, other, "approve_and_publish")[0] == State.IN_REVIEW


def test_what_was_approved_before_the_rule_is_not_published_by_its_writer(client, task, bela):
    in_review(task, bela)
    step(client, bela, task, "approve")
    LanguageRule.objects.create(locale=locale("de"), needs_second_person=True)

    state, told = step(client, bela, task, "publish")

    assert state == State.APPROVED
    assert "not reviewed by a second person" in told


def test_second_person_reviews_what_its_writer_had_approved(client, task, page, bela):
    in_review(task, bela)
    step(client, bela, task, "approve_and_publish")
    LanguageRule.objects.create(locale=locale("de"), needs_second_person=True)
    carla = reviewer("carla")
    workflow.start(task, by=None)
    workflow.request_review(task, by=None)

    assert step(client, carla, task, "approve_and_publish")[0] == State.PUBLISHED
    assert unit_of(task, "Page").reviewed_by == carla.pk


def test_who_reviewed_first_stays_the_reviewer(client, task, bela):
    in_review(task, translator())
    step(client, bela, task, "approve")
    workflow.start(task, by=None)
    workflow.request_review(task, by=None)
    step(client, reviewer("carla"), task, "approve")

    assert unit_of(task, "Page").reviewed_by == bela.pk
    assert SegmentVersion.objects.exclude(reviewed_at=None).count() >= 1


def test_rule_holds_in_its_language_only(client, task, page, rule):
    submit(page.get_parent().specific, locale("rom"), by=None)
    other = submit(page, locale("rom"), by=None)
    romani = reviewer("romani", "rom")
    in_review(other, romani)

    assert step(client, romani, other, "approve")[0] == State.APPROVED


@pytest.mark.parametrize("who", ["writer", "other"])
def test_workspace_tells_the_writer_before_the_button_is_pressed(client, task, rule, bela, who):
    in_review(task, bela)
    client.force_login(bela if who == "writer" else reviewer("carla"))

    shown = client.get(reverse("translation:task", args=[task.pk])).content.decode()

    assert ('class="help-block help-warning"' in shown) == (who == "writer")


@pytest.mark.parametrize(("codenames", "status"), [((), 302), (("add_languagerule",), 200)])
def test_rules_are_set_by_who_has_the_right(client, codenames, status):
    user = person("someone")
    user.groups.add(admin_group("Teams", *codenames))
    client.force_login(user)

    address = reverse("language_rules:add")
    assert client.get(address).status_code == status
    client.post(address, {"locale": locale("de").pk, "needs_second_person": "on"})

    assert LanguageRule.objects.count() == (status == 200)
