"""Mails: to those concerned, in their language, when and about what they chose, and never twice."""

from datetime import timedelta

import pytest
from django.core import mail
from django.core.management import call_command
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from wagtail.users.models import UserProfile

from tests.factories import locale, make_home
from tests.translation.making import (
    admin_group,
    change,
    coordinator,
    person,
    put_all,
    reviewed_and_published,
    reviewer,
    translator,
)
from translation import workflow
from translation.models import MailChoices, Notice, Pace, TranslationTask
from translation.submitting import submit

pytestmark = pytest.mark.django_db


@pytest.fixture
def home():
    return make_home()


@pytest.fixture
def task(home):
    return submit(home, locale("de"), by=None)


@pytest.fixture
def sent(django_capture_on_commit_callbacks):
    """What is mailed once the step's transaction is over."""

    def take(step, *args, **values):
        mail.outbox.clear()
        with django_capture_on_commit_callbacks(execute=True):
            step(*args, **values)
        return {one.to[0].split("@")[0]: one for one in mail.outbox}

    return take


def speaks(user, tag):
    UserProfile.objects.update_or_create(user=user, defaults={"preferred_language": tag})
    return user


def chooses(user, **values):
    return MailChoices.objects.update_or_create(user=user, defaults=values)[0]


def run(capture=None):
    mail.outbox.clear()
    call_command("send_translation_digests", verbosity=0)
    return {one.to[0].split("@")[0]: one for one in mail.outbox}


def due(task, days):
    task.due_on = timezone.localdate() + timedelta(days=days)
    task.save()


def test_assigned_people_are_told_but_not_who_did_it(task, sent):
    anna, bela = translator("anna"), translator("bela")

    mails = sent(workflow.assign, task, [anna, bela], by=bela)

    assert list(mails) == ["anna"]


def test_mail_is_in_the_language_of_its_reader_with_absolute_links(task, sent):
    anna = speaks(translator("anna"), "en")
    bela = speaks(translator("bela"), "fr")
    task.note, task.due_on = "Bis <bald>", timezone.localdate().replace(2027, 1, 31)
    task.save()

    mails = sent(workflow.assign, task, [anna, bela], by=coordinator("coralie"))

    address = f"http://localhost:8000/admin/translation/tasks/{task.pk}/"
    assert mails["anna"].subject == "coralie assigned a translation to you: Accueil (German)"
    assert mails["bela"].subject == "coralie vous a confié une traduction: Accueil (allemand)"
    assert "Due on: 31 January 2027" in mails["anna"].body
    assert "31 janvier 2027" in mails["bela"].body
    for one in mails.values():
        html, kind = one.alternatives[0]
        assert kind == "text/html"
        assert address in one.body
        assert f'href="{address}"' in html
        assert "http://localhost:8000/admin/account/" in one.body
        assert "Bis <bald>" in one.body
        assert "Bis &lt;bald&gt;" in html


def test_language_of_who_caused_the_mail_plays_no_part(task, sent):
    from django.utils.translation import override

    anna = translator("anna")
    with override("en"):
        mails = sent(workflow.assign, task, [anna], by=None)

    assert mails["anna"].subject.startswith("Une traduction vous a été confiée")


def test_reviewers_of_the_language_are_asked_for_a_review(task, sent):
    anna = translator("anna")
    reviewer("rita")
    reviewer("roma", "rom")

    assert list(sent(workflow.request_review, task, by=anna)) == ["rita"]


def test_changes_go_to_the_assignees_with_the_reason(task, sent):
    anna, rita = translator("anna"), reviewer("rita")
    translator("bela")
    workflow.assign(task, [anna], by=None)
    workflow.request_review(task, by=anna)

    mails = sent(workflow.request_changes, task, by=rita, comment="Zweiter Satz")

    assert list(mails) == ["anna"]
    assert "Zweiter Satz" in mails["anna"].body


def test_without_assignees_the_whole_team_is_told(task, sent):
    translator("anna"), translator("bela"), translator("roma", "rom")
    workflow.request_review(task, by=None)

    mails = sent(workflow.request_changes, task, by=reviewer("rita"), comment="Bitte")

    assert set(mails) == {"anna", "bela"}


def test_changed_source_is_told(task, home, sent):
    workflow.assign(task, [translator("anna")], by=None)
    put_all(task, {"Accueil": "Start", "Ensemble": "Zusammen"})
    reviewed_and_published(task)

    mails = sent(change, home, tagline="Autre")

    assert list(mails) == ["anna"]
    assert "Le texte source a changé" in mails["anna"].subject


@pytest.mark.parametrize("choice", [{"assigned": False}, {"pace": Pace.DAILY}])
def test_who_does_not_want_it_gets_nothing_at_once(task, sent, choice):
    anna = translator("anna")
    chooses(anna, **choice)

    assert sent(workflow.assign, task, [anna], by=None) == {}


def test_kind_that_is_turned_off_is_not_in_the_digest_either(task):
    anna = translator("anna")
    chooses(anna, pace=Pace.DAILY, assigned=False)
    workflow.assign(task, [anna], by=None)

    assert run() == {}


def test_nobody_without_an_address_or_a_part_in_the_language_is_written_to(task, sent):
    silent, stranger = translator("silent"), person("stranger")
    silent.email = ""
    silent.save()

    assert sent(workflow.assign, task, [silent, stranger], by=None) == {}


def test_nothing_is_sent_of_what_did_not_happen(task, sent):
    def fail():
        with transaction.atomic():
            workflow.assign(task, [translator("anna")], by=None)
            transaction.set_rollback(True)

    assert sent(fail) == {}
    assert not Notice.objects.exists()


def test_digest_has_all_in_one_mail_and_comes_once_a_day(task, home):
    anna = translator("anna")
    chooses(anna, pace=Pace.DAILY)
    other = submit(home, locale("de"), by=None)
    workflow.assign(task, [anna], by=None)
    workflow.request_review(other, by=anna)
    workflow.request_changes(other, by=reviewer("rita"), comment="Bitte")

    first = run()
    workflow.assign(task, [], by=None)
    workflow.assign(task, [anna], by=None)
    again = run()

    assert "2" in first["anna"].subject
    assert "Bitte" in first["anna"].body
    assert "anna" not in again
    MailChoices.objects.update(digest_on=timezone.localdate() - timedelta(days=1))
    assert list(run()) == ["anna"]
    assert Notice.objects.filter(sent_at=None, user=anna).count() == 0


def test_due_tomorrow_is_told_once(task):
    workflow.assign(task, [translator("anna")], by=None)
    Notice.objects.all().delete()
    due(task, 1)

    first, again = run(), run()

    assert list(first) == ["anna"]
    assert "À rendre demain" in first["anna"].subject
    assert again == {}


def test_moved_date_is_told_again(task):
    anna = translator("anna")
    workflow.assign(task, [anna], by=None)
    due(task, 1)
    run()
    Notice.objects.update(due_on=timezone.localdate())

    assert list(run()) == ["anna"]


@pytest.mark.parametrize("days", [0, 2])
def test_other_days_are_not_told(task, days):
    translator("anna")
    due(task, days)

    assert run() == {}


def test_date_of_what_is_done_is_not_told(task):
    translator("anna")
    put_all(task, {"Accueil": "Start", "Ensemble": "Zusammen"})
    reviewed_and_published(task)
    Notice.objects.all().delete()
    due(TranslationTask.objects.get(), 1)

    assert run() == {}


def test_review_that_is_due_tomorrow_concerns_the_reviewers(task):
    translator("anna"), reviewer("rita")
    workflow.request_review(task, by=None)
    Notice.objects.all().delete()
    due(task, 1)

    assert list(run()) == ["rita"]


def test_mail_that_the_server_refused_is_sent_by_the_daily_command(task, sent, monkeypatch):
    def refuse(*_args, **_values):
        raise OSError

    with monkeypatch.context() as patched:
        patched.setattr("django.core.mail.EmailMultiAlternatives.send", refuse)
        assert sent(workflow.assign, task, [translator("anna")], by=None) == {}
    Notice.objects.update(created_at=timezone.now() - timedelta(hours=2))

    assert list(run()) == ["anna"]
    assert run() == {}


def test_choices_are_made_in_the_account_settings(client, task):
    anna = translator("anna")
    anna.first_name, anna.last_name = "Anna", "Keller"
    anna.save()
    client.force_login(anna)
    page = client.get(reverse("wagtailadmin_account"))
    panels = [one for group in page.context["panels_by_tab"].values() for one in group]
    data = {
        f"{panel.name}-{name}": value
        for panel in panels
        for name, value in panel.get_form().initial.items()
        if value
    }
    for name in ("assigned", "source_changed", "due_tomorrow"):
        data.pop(f"translation_mails-{name}", None)
    data["translation_mails-pace"] = Pace.DAILY

    answer = client.post(reverse("wagtailadmin_account"), data)

    assert answer.status_code == 302
    kept = MailChoices.objects.get(user=anna)
    assert (kept.pace, kept.assigned, kept.changes_requested) == (Pace.DAILY, False, True)


def test_account_of_others_has_no_such_choices(client):
    user = person("editor")
    user.groups.add(admin_group())
    client.force_login(user)

    assert "translation_mails" not in client.get(reverse("wagtailadmin_account")).content.decode()
