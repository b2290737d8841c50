"""What the secretariat does with applications, and what applicants get of it."""

import logging
from datetime import timedelta
from smtplib import SMTPRecipientsRefused
from uuid import uuid4

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.core import mail
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.test import override_settings
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from membership import mails, personal_data, reviewing
from membership.duplicates import core, duplicates
from membership.models import Application, Entry, Mail, State
from membership.signals import application_accepted
from snippets.models import Member
from tests.factories import make_application, make_member, make_site_information

pytestmark = pytest.mark.django_db
SECRET = "zzqpersonal"


@pytest.fixture
def officer(client):
    user = get_user_model().objects.create_user("officer", password="x")
    for codename in ("access_admin", "view_application", "change_application"):
        user.user_permissions.add(Permission.objects.get(codename=codename))
    client.force_login(user)
    return user


@pytest.fixture
def commit(django_capture_on_commit_callbacks):
    """What is done in here is committed at its end: mails go out."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


@pytest.fixture
def application():
    return make_application(
        authority_name="Graz",
        country="AT",
        locale="de",
        contact_name="Anna",
        website="https://graz.example.org",
    )


def page_of(application):
    return f"/admin/applications/{application.pk}/"


def step(client, application, name, **values):
    given = {f"{name}-{key}": value for key, value in values.items()}
    return client.post(f"{page_of(application)}{name}/", given)


def now(application):
    return Application.objects.get(pk=application.pk)


def test_accepted_application_becomes_a_draft_in_the_source_language(
    client, officer, application, commit, execute
):
    with commit():
        step(client, application, "accept")

    member = Member.objects.get()
    assert (member.name, member.kind, member.country) == ("Graz", "CITY", "AT")
    assert member.website == "https://graz.example.org"
    assert member.locale.language_code == "fr"
    assert not member.live
    assert now(application).member == member
    assert now(application).state == State.ACCEPTED
    names = '{ members(locale: "fr") { edges { node { name } } } }'
    assert execute(names)["members"]["edges"] == []
    member.get_latest_revision().publish()
    assert execute(names)["members"]["edges"] == [{"node": {"name": "Graz"}}]


def test_others_are_told_of_the_new_member(application):
    told = []
    listener = lambda sender, **values: told.append(values["member"])  # noqa: E731
    application_accepted.connect(listener)

    member = reviewing.accept(application, None)

    application_accepted.disconnect(listener)
    assert told == [member]


def test_known_member_is_linked_instead_of_made_twice(client, officer, application):
    member = make_member(name="Graz", country="AT")

    step(client, application, "accept", member=str(member.pk))

    assert Member.objects.count() == 1
    assert now(application).member == member


def test_member_that_exists_is_told_and_the_application_stays_open(client, officer, application):
    make_member(name="Graz", country="AT")

    step(client, application, "accept")

    assert now(application).is_open
    assert not Mail.objects.exists()


def test_application_is_decided_once(application):
    reviewing.decline(application, "Non", None)

    with pytest.raises(reviewing.AlreadyDecided):
        reviewing.accept(application, None)
    assert not Member.objects.exists()


def test_second_colleague_is_told_that_it_is_decided(client, officer, application):
    reviewing.decline(application, "Non", None)

    response = client.post(f"{page_of(application)}accept/", follow=True)

    assert "messages" in response.content.decode()
    assert not Member.objects.exists()


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("fr", "Nous avons une question"),
        ("en", "We have a question"),
        ("de", "Wir haben eine Frage"),
        ("rom", "pućhipe"),
    ],
)
def test_question_goes_out_in_the_applicants_language(client, officer, commit, language, words):
    application = make_application(locale=language, authority_name="Graz")
    make_site_information(contact_email="bureau@example.org")

    with commit():
        step(client, application, "ask", text="Combien de personnes ?")

    [sent] = mail.outbox
    assert words in sent.body
    assert "Combien de personnes ?" in sent.body
    assert application.reference in sent.subject
    assert sent.to == [application.email]
    assert sent.reply_to == ["bureau@example.org"]
    assert now(application).state == State.WAITING


def test_answer_brings_the_review_on(client, officer, application):
    reviewing.ask_back(application, "?", None)

    step(client, application, "answer", text="290 000")

    assert now(application).state == State.IN_REVIEW


def test_declined_application_has_its_reason(client, officer, application, commit):
    with commit():
        step(client, application, "decline", text="Kein Beschluss des Rates.")

    [sent] = mail.outbox
    assert "Kein Beschluss des Rates." in sent.body
    assert now(application).state == State.DECLINED


def test_reason_is_needed(client, officer, application):
    response = step(client, application, "decline", text="")

    assert response.status_code == 200
    assert (
        "Ce champ est obligatoire" in response.content.decode()
        or "required" in response.content.decode()
    )
    assert now(application).is_open


def test_assigning_starts_the_review(client, officer, application):
    step(client, application, "assign", assigned_to=str(officer.pk))

    assert now(application).assigned_to == officer
    assert now(application).state == State.IN_REVIEW


def test_only_reviewers_can_be_assigned(client, officer, application):
    stranger = get_user_model().objects.create_user("stranger", password="x")

    step(client, application, "assign", assigned_to=str(stranger.pk))

    assert now(application).assigned_to is None


def test_history_says_who_did_what(client, officer, application):
    step(client, application, "note", text="Appelé le maire.")

    page = client.get(page_of(application)).content.decode()

    assert "Appelé le maire." in page
    assert "officer" in page


@pytest.mark.parametrize("codename", [None, "view_application"])
def test_who_may_not_review_can_do_nothing(client, application, codename):
    user = get_user_model().objects.create_user("other", password="x")
    user.user_permissions.add(Permission.objects.get(codename="access_admin"))
    if codename:
        user.user_permissions.add(Permission.objects.get(codename=codename))
    client.force_login(user)

    for name in ("accept", "note"):
        step(client, application, name, text="x")

    assert now(application).is_open
    assert not Entry.objects.exists()
    assert (client.get(page_of(application)).status_code == 200) is bool(codename)
    assert (client.get("/admin/applications/").status_code == 200) is bool(codename)


def test_nobody_adds_edits_or_deletes_in_the_admin(client, application):
    client.force_login(get_user_model().objects.create_superuser("admin", password="x"))

    for address in ("new/", f"edit/{application.pk}/", f"delete/{application.pk}/"):
        assert client.get(f"/admin/applications/{address}", follow=True).status_code == 404


@pytest.mark.parametrize(
    ("narrowed", "shown"),
    [
        ("", {"Graz", "Lyon"}),
        ("country=FR", {"Lyon"}),
        ("state=DECLINED", {"Lyon"}),
        ("waiting=true", {"Graz"}),
        ("waiting=false", {"Lyon"}),
        ("q=graz", {"Graz"}),
    ],
)
def test_queue_can_be_narrowed(client, officer, application, narrowed, shown):
    make_application(authority_name="Lyon", country="FR", state=State.DECLINED)

    page = client.get(f"/admin/applications/?{narrowed}").content.decode()

    assert {
        name for name in ("Graz", "Lyon") if f">{name}<" in page.replace("\n", "").replace(" ", "")
    } == shown


def test_queue_asks_the_database_equally_often_however_long(client, officer):
    def statements():
        with CaptureQueriesContext(connection) as captured:
            client.get("/admin/applications/")
        return len(captured)

    make_application(assigned_to=officer)
    client.get("/admin/applications/")
    few = statements()
    for _ in range(12):
        make_application(assigned_to=officer)

    assert statements() == few


@pytest.mark.parametrize(
    ("written", "known", "is_same"),
    [
        ("Strasbourg", "Strassbourg", True),
        ("Ville de Strasbourg", "Strasbourg", True),
        ("Stadt Graz", "Graz", True),
        ("GRAZ", "Grâz", True),
        ("Saint Denis", "Denis-Saint", True),
        ("Graz", "Gratkorn", False),
        ("Lyon", "Lens", False),
        ("Nantes", "Nancy", False),
    ],
)
def test_near_spelling_of_the_same_country_is_pointed_out(written, known, is_same):
    member = make_member(name=known, country="FR")
    make_member(name=known, country="BE")

    found = duplicates(make_application(authority_name=written, country="FR"))

    assert [similar.found for similar in found] == ([member] if is_same else [])


def test_earlier_application_is_pointed_out(client, officer, application):
    earlier = make_application(authority_name="Stadt Graz", country="AT")

    assert [similar.found for similar in duplicates(application)] == [earlier]
    assert page_of(earlier) in client.get(page_of(application)).content.decode()


def test_member_that_was_made_is_no_duplicate_of_its_own_application(application):
    reviewing.accept(application, None)

    assert duplicates(now(application)) == []


def test_name_of_fillers_alone_is_compared_whole():
    assert core("Ville de la Commune") == "ville de la commune"


def test_mail_that_fails_is_tried_again_by_the_daily_job(application, commit, caplog):
    def refuse(self, *args, **kwargs):
        raise SMTPRecipientsRefused({application.email: (550, b"no")})

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("django.core.mail.message.EmailMessage.send", refuse)
        with commit():
            reviewing.ask_back(application, "?", None)
    assert application.email not in caplog.text
    assert "SMTPRecipientsRefused" in caplog.text
    Mail.objects.update(created_at=timezone.now() - timedelta(hours=2))

    call_command("tend_applications", verbosity=0)

    assert len(mail.outbox) == 1
    assert Mail.objects.get().body == ""
    mails.send.call(Mail.objects.get().pk)
    assert len(mail.outbox) == 1


def test_no_mail_goes_out_when_the_step_is_taken_back(application):
    with transaction.atomic():
        reviewing.ask_back(application, "?", None)
        transaction.set_rollback(True)

    assert not Mail.objects.exists()
    assert mail.outbox == []


@pytest.fixture
def personal():
    """Everything personal of it holds SECRET."""
    application = make_application(
        contact_name=f"{SECRET} Maire",
        contact_role=SECRET,
        email=f"{SECRET}@example.org",
        phone=f"+33 {SECRET}",
        message=SECRET,
        consent_text=SECRET,
    )
    reviewing.note(application, SECRET, None)
    reviewing.decline(application, SECRET, None)
    return application


def everything():
    return str([list(model.objects.values()) for model in (Application, Entry, Mail)])


def test_old_applications_are_anonymised_by_the_daily_job(personal):
    assert SECRET in everything()
    Application.objects.update(decided_at=timezone.now() - timedelta(days=364))
    call_command("tend_applications", verbosity=0)
    assert SECRET in everything()

    Application.objects.update(decided_at=timezone.now() - timedelta(days=366))
    call_command("tend_applications", verbosity=0)

    assert SECRET not in everything()
    assert now(personal).authority_name == "Ville"
    assert now(personal).state == State.DECLINED


@override_settings(MEMBERSHIP_RETENTION_DAYS=10)
def test_application_that_nobody_decided_is_kept_no_longer():
    old = make_application(created_at=timezone.now() - timedelta(days=11))
    young = make_application(created_at=timezone.now() - timedelta(days=9))

    call_command("tend_applications", verbosity=0)

    assert now(old).anonymised_at
    assert not now(young).anonymised_at


def test_every_column_is_either_anonymised_or_says_nothing_of_a_person():
    """A new column must be put on one of the lists."""
    harmless = {
        *("id", "reference", "idempotency_key", "locale", "authority_name", "kind", "country"),
        *("website", "wishes_to_sign_declaration", "consent", "consent_given_at", "state"),
        *("suspicion", "created_at", "assigned_to", "member", "decided_at", "anonymised_at"),
    }

    columns = {field.name for field in Application._meta.concrete_fields}

    assert columns - harmless == set(personal_data.PERSONAL)


def test_one_command_hands_out_and_takes_away(personal, capsys):
    call_command("personal_data", "export", personal.email.upper())
    told = capsys.readouterr().out
    assert told.count(SECRET) >= 7

    call_command("personal_data", "delete", personal.email)

    assert SECRET not in everything()
    with pytest.raises(CommandError):
        call_command("personal_data", "export", personal.email)


def test_nothing_personal_is_logged(client, officer, commit, caplog):
    caplog.set_level(logging.DEBUG)
    application = make_application(
        contact_name=SECRET, email=f"{SECRET}@example.org", message=SECRET
    )
    with commit():
        step(client, application, "note", text=SECRET)
        step(client, application, "ask", text=SECRET)
        step(client, application, "decline", text=SECRET)
    client.get(page_of(application))
    call_command("tend_applications", verbosity=0)

    logged = "\n".join(
        record.getMessage() for record in caplog.records if record.name != "django.db.backends"
    )
    assert SECRET not in logged


APPLY = """mutation($input: ApplyForMembershipInput!) {
    applyForMembership(input: $input) { reference errors { field } } }"""


def test_nothing_personal_is_logged_from_the_form_to_the_deletion(
    client, officer, commit, caplog, monkeypatch
):
    """The whole way of two applications, mail server that quotes addresses included, at every level."""
    caplog.set_level(logging.DEBUG)
    given = {
        **{"locale": "de", "kind": "CITY", "country": "AT", "contactName": f"{SECRET} Muster"},
        **{"contactRole": SECRET, "email": f"{SECRET}@example.org", "phone": "+43 1 987654321"},
        **{"message": SECRET, "wishesToSignDeclaration": True, "consent": True},
    }

    def refuse(*_args, **_options):
        raise SMTPRecipientsRefused({f"{SECRET}@example.org": (550, b"unknown")})

    with commit():
        for name in ("Graz", "Linz"):
            ids = {"authorityName": name, "idempotencyKey": str(uuid4())}
            body = {"query": APPLY, "variables": {"input": given | ids}}
            told = client.post("/graphql/", body, content_type="application/json").json()
            assert told["data"]["applyForMembership"]["errors"] == []
    graz, linz = Application.objects.order_by("authority_name")
    with commit():
        step(client, graz, "assign", assigned_to=officer.pk)
        step(client, graz, "ask", text=SECRET)
        step(client, graz, "answer", text=SECRET)
        step(client, graz, "accept")
    monkeypatch.setattr("django.core.mail.message.EmailMessage.send", refuse)
    with commit():
        step(client, linz, "decline", text=SECRET)
    client.get("/admin/applications/?q=Graz")
    client.get(page_of(graz))
    call_command("tend_applications", verbosity=0)
    call_command("personal_data", "delete", f"{SECRET}@example.org", verbosity=0)

    assert {now(graz).state, now(linz).state} == {State.ACCEPTED, State.DECLINED}
    assert SECRET not in everything()
    logged = "\n".join(
        f"{record.getMessage()} {record.exc_text or ''} {vars(record)}"
        for record in caplog.records
        if record.name != "django.db.backends"
    )
    assert logged
    assert SECRET not in logged
    assert "987654321" not in logged
