"""Applying to join: once, by anybody, and without learning what others sent."""

import logging
import re
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.db import DataError, connection
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import now
from graphql import get_named_type, is_input_object_type

from cms.schema import schema
from membership.applying import hash_of, reference_of
from membership.form import describe
from membership.models import Application
from pages.models import JoinPage
from tests.factories import make_application, make_applications, make_home, make_page, translate

pytestmark = pytest.mark.django_db

LANGUAGES = ["fr", "en", "de", "rom"]
APPLY = """mutation ($input: ApplyForMembershipInput!) { applyForMembership(input: $input) {
    reference confirmation { html } errors { field code message } } }"""
FORM = """query ($path: String!, $locale: LanguageTag) {
    page(path: $path, locale: $locale, fallback: ["fr"]) { ... on JoinPage {
        form { name label help type required maxLength choices { value label } } } } }"""


def application(**values):
    valid = {
        "locale": "fr",
        "idempotencyKey": str(uuid4()),
        "authorityName": "Ville de Strasbourg",
        "kind": "CITY",
        "country": "FR",
        "contactName": "Zoé Muller",
        "contactRole": "Maire",
        "email": f"{uuid4().hex}@example.org",
        "phone": "+33 3 88 41 20 00",
        "website": "https://www.example.org",
        "message": "Bonjour,\nà bientôt",
        "wishesToSignDeclaration": True,
        "consent": True,
    }
    return valid | values


@pytest.fixture
def send(execute):
    """Send an application that must be answered; the payload."""

    def payload(**values):
        return execute(APPLY, input=application(**values))["applyForMembership"]

    return payload


@pytest.fixture
def refusal(ask):
    """Send an application that must be refused as a whole; the error."""

    def error(**values):
        return ask(APPLY, input=application(**values))["errors"][0]

    return error


def make_join_page(**values):
    texts = {"consent": "<p>Oui</p>", "confirmation": "<p>Merci</p>"}
    return make_page(make_home(), JoinPage, **{"title": "Participer", "slug": "p"} | texts | values)


def of_this_client(count, **values):
    make_applications(count, client_hash=hash_of("127.0.0.1"), **values)


def test_application_gets_a_reference_and_waits_for_review(send):
    key = str(uuid4())

    payload = send(idempotencyKey=key, email="zoe@example.org")

    stored = Application.objects.get()
    assert re.fullmatch(r"ALL(-[0-9A-Z]{4}){2}", payload["reference"])
    assert payload == {"reference": stored.reference, "confirmation": None, "errors": []}
    assert (str(stored.idempotency_key), stored.locale, stored.state) == (key, "fr", "NEW")
    assert (stored.authority_name, stored.email) == ("Ville de Strasbourg", "zoe@example.org")
    assert (stored.consent, stored.wishes_to_sign_declaration) == (True, True)
    assert (stored.suspicion, stored.message) == ("", "Bonjour,\nà bientôt")


def test_what_is_optional_may_be_left_out(send):
    optional = dict.fromkeys(["contactRole", "phone", "website", "message"])

    assert send(**optional)["errors"] == []


def test_address_of_the_sender_is_not_kept(send):
    send()

    row = Application.objects.values().get()
    assert not [value for value in row.values() if "127.0.0.1" in str(value)]


def test_confirmation_is_in_the_language_of_the_applicant(send):
    page = make_join_page()
    translate(page.get_parent().specific, "de")
    translate(page, "de", confirmation="<p>Danke</p>")

    told = {tag: send(locale=tag)["confirmation"]["html"] for tag in ("fr", "de", "rom")}

    assert told == {"fr": "<p>Merci</p>", "de": "<p>Danke</p>", "rom": "<p>Merci</p>"}


def test_confirmation_of_a_draft_is_never_told(send):
    make_join_page().unpublish()

    assert send()["confirmation"] is None


def test_links_in_confirmation_and_consent_lead_somewhere(ask):
    page = make_join_page()
    link = f'<p><a linktype="page" id="{page.pk}">x</a></p>'
    page.consent = page.confirmation = link
    page.save_revision().publish()
    query = (
        "mutation ($input: ApplyForMembershipInput!) { applyForMembership(input: $input) { %s } }"
    )

    ask(query % "reference", input=application())
    answer = ask(query % "confirmation { html }", input=application())

    html = '<p><a href="/fr/p/">x</a></p>'
    assert answer["data"]["applyForMembership"]["confirmation"] == {"html": html}
    assert set(Application.objects.values_list("consent_text", flat=True)) == {html}


def test_consent_is_kept_as_it_was_shown(send):
    page = make_join_page()
    send()

    page.consent = "<p>Plus long</p>"
    page.save_revision().publish()

    stored = Application.objects.get()
    assert stored.consent_text == "<p>Oui</p>"
    assert now() - stored.consent_given_at < timedelta(minutes=1)


WRONG = {
    "authorityName": (" ", "REQUIRED"),
    "country": ("ZZ", "INVALID_CHOICE"),
    "contactName": ("x" * 201, "TOO_LONG"),
    "contactRole": ("Maire\nBcc: all@example.org", "INVALID"),
    "email": ("nobody", "INVALID"),
    "phone": ("12", "INVALID"),
    "website": ("javascript:alert(1)", "INVALID"),
    "consent": (False, "REQUIRED"),
}


def test_every_error_is_told_by_field_in_each_language(send):
    wrong = {name: value for name, (value, _code) in WRONG.items()}

    told = {tag: send(locale=tag, **wrong) for tag in LANGUAGES}

    codes = {name: code for name, (_value, code) in WRONG.items()}
    for payload in told.values():
        assert (payload["reference"], payload["confirmation"]) == (None, None)
        assert {one["field"]: one["code"] for one in payload["errors"]} == codes
    for messages in zip(*([e["message"] for e in p["errors"]] for p in told.values()), strict=True):
        assert all(messages)
        assert len(set(messages)) == len(LANGUAGES), messages
    assert not Application.objects.exists()


def test_message_is_in_the_language_asked_for_and_not_in_the_browsers(client):
    body = {"query": APPLY, "variables": {"input": application(locale="de", consent=False)}}

    answer = client.post(
        "/graphql/", body, content_type="application/json", headers={"Accept-Language": "fr"}
    ).json()

    errors = answer["data"]["applyForMembership"]["errors"]
    assert errors[0]["message"] == "Bitte kreuzen Sie dieses Feld an."


def test_unknown_language_is_an_error_that_helps(refusal):
    error = refusal(locale="xx")

    assert error["extensions"] == {"code": "BAD_USER_INPUT"}
    assert "fr, en, de, rom" in error["message"]


def test_header_cannot_be_smuggled_into_a_mail(send):
    names = ["authorityName", "contactName", "contactRole", "email", "phone"]
    smuggled = dict.fromkeys(names, "a@example.org\r\nBcc: all@example.org")

    errors = send(**smuggled)["errors"]

    assert {one["field"]: one["code"] for one in errors} == dict.fromkeys(names, "INVALID")


@pytest.mark.parametrize("name", ["state", "reference", "suspicion", "createdAt", "id"])
def test_nothing_but_the_form_can_be_set(refusal, name):
    assert refusal(**{name: "ACCEPTED"})["extensions"] == {"code": "BAD_USER_INPUT"}
    assert not Application.objects.exists()


def test_same_key_gives_the_same_answer_and_one_application(send):
    make_join_page()
    key = str(uuid4())

    first = send(idempotencyKey=key, authorityName="Une")
    others = [
        send(idempotencyKey=key, authorityName="Une"),
        send(idempotencyKey=key, authorityName="Autre", email="other@example.org", locale="de"),
        send(idempotencyKey=key, authorityName="", homepage="x"),
    ]

    assert others == [first] * 3
    assert Application.objects.get().authority_name == "Une"


def test_key_is_still_good_after_errors(send):
    key = str(uuid4())
    assert send(idempotencyKey=key, email="")["errors"]

    assert send(idempotencyKey=key)["reference"]


def test_repetition_is_answered_when_the_limit_is_reached(send):
    key = str(uuid4())
    first = send(idempotencyKey=key)
    of_this_client(4)

    assert send(idempotencyKey=key) == first


def test_other_key_is_another_application(send):
    assert send()["reference"] != send()["reference"]
    assert Application.objects.count() == 2


def test_one_sender_may_send_five_in_an_hour(send, refusal):
    of_this_client(1, created_at=now() - timedelta(minutes=61))
    of_this_client(4, created_at=now() - timedelta(minutes=50))
    assert send()["reference"]

    error = refusal()

    assert error["extensions"]["code"] == "RATE_LIMITED"
    assert 590 <= error["extensions"]["retryAfter"] <= 600
    assert Application.objects.count() == 6


def test_other_sender_is_not_hindered(client, send, settings):
    settings.TRUSTED_PROXIES = 1
    of_this_client(5)
    body = {"query": APPLY, "variables": {"input": application()}}

    answer = client.post(
        "/graphql/",
        body,
        content_type="application/json",
        headers={"X-Forwarded-For": "127.0.0.1, 192.0.2.7"},
    )

    assert answer.json()["data"]["applyForMembership"]["reference"]


def test_sender_cannot_choose_the_address_that_is_counted(client):
    of_this_client(5)
    body = {"query": APPLY, "variables": {"input": application()}}

    answer = client.post(
        "/graphql/",
        body,
        content_type="application/json",
        headers={"X-Forwarded-For": "192.0.2.7"},
    )

    assert answer.json()["errors"][0]["extensions"]["code"] == "RATE_LIMITED"


def test_two_hundred_may_come_in_an_hour_in_all(send, refusal):
    make_applications(199)
    assert send()["reference"]

    error = refusal()

    assert error["extensions"]["code"] == "RATE_LIMITED"
    assert 3500 < error["extensions"]["retryAfter"] <= 3600


def test_fourth_of_an_address_in_a_day_looks_like_the_first(send):
    make_application(email="Zoe@Example.org", created_at=now() - timedelta(hours=25))
    make_application(email="Zoe@Example.org", created_at=now() - timedelta(hours=23))
    make_application(email="zoe@example.org")

    third, fourth = (send(email="ZOE@example.ORG") for _ in range(2))

    suspicions = {one.reference: one.suspicion for one in Application.objects.all()}
    assert suspicions[third["reference"]] == ""
    assert suspicions[fourth["reference"]] == "TOO_MANY"
    assert (fourth["errors"], fourth["confirmation"]) == (third["errors"], third["confirmation"])


def test_answer_does_not_tell_whether_an_address_is_known(send):
    """The reference follows from the key alone, so that even the same key gives nothing away."""
    key = str(uuid4())
    unknown = send(idempotencyKey=key, email="zoe@example.org")
    Application.objects.all().delete()
    for _ in range(3):
        make_application(email="zoe@example.org")

    known = send(idempotencyKey=key, email="zoe@example.org")

    assert known == unknown


def test_robot_gets_the_same_answer_and_is_noted(send):
    key = str(uuid4())
    honest = send(idempotencyKey=key, homepage="")
    Application.objects.all().delete()

    robot = send(idempotencyKey=key, homepage="https://spam.example")

    assert robot == honest
    assert Application.objects.get().suspicion == "HONEYPOT"


@pytest.mark.parametrize(
    "document",
    [
        "mutation ($input: ApplyForMembershipInput!) { a: %s b: %s }",
        "mutation ($input: ApplyForMembershipInput!) { ...A ...B } "
        "fragment A on Mutation { a: %s } fragment B on Mutation { ... on Mutation { b: %s } }",
        "mutation ($input: ApplyForMembershipInput!) { %s ...A } fragment A on Mutation { __typename: %s }",
        "mutation ($input: ApplyForMembershipInput!) { a: %s ... @include(if: true) { b: %s } }",
    ],
)
def test_two_mutations_in_one_request_are_refused_before_any_runs(ask, document):
    field = "applyForMembership(input: $input) { reference }"

    error = ask(document % (field, field), input=application())["errors"][0]

    assert error["extensions"] == {"code": "QUERY_TOO_COMPLEX"}
    assert not Application.objects.exists()


def test_typename_beside_the_mutation_is_no_second_one(execute):
    query = APPLY.replace("{ applyFor", "{ __typename applyFor")

    assert execute(query, input=application())["__typename"] == "Mutation"


def test_mutation_by_get_is_refused(client):
    answer = client.get("/graphql/", {"query": APPLY, "variables": "{}"})

    assert answer.status_code == 405


def test_log_never_holds_what_was_typed(ask, monkeypatch, caplog):
    """A database's error quotes the row that it refuses."""

    def fail(*_args, **_options):
        raise DataError("Failing row contains (zoe@example.org, Ville de Strasbourg)")

    monkeypatch.setattr(Application, "save", fail)
    caplog.set_level(logging.DEBUG)

    answer = ask(APPLY, input=application(email="zoe@example.org"))

    assert answer["errors"][0]["extensions"]["code"] == "INTERNAL_SERVER_ERROR"
    assert "NotStored: DataError" in caplog.text
    assert not [word for word in ("zoe", "Strasbourg", "Muller") if word in caplog.text]


def test_application_shows_nothing_personal_where_it_is_named():
    one = make_application(contact_name="Zoé", email="zoe@example.org")

    assert str(one) == one.reference
    assert "zoe" not in repr(one).casefold()


def test_no_type_shows_an_application():
    types = schema.graphql_schema.type_map
    own = {field.name.casefold() for field in Application._meta.fields} - {"id"}
    typed = own - {name.casefold() for name in ("locale", "kind", "country", "website", "member")}
    outputs = {name: kind for name, kind in types.items() if not is_input_object_type(kind)}

    assert not {name for name in outputs if "application" in name.casefold()}
    shown = {
        (name, field)
        for name, kind in outputs.items()
        for field in getattr(kind, "fields", {})
        if field.casefold() in {one.replace("_", "") for one in typed}
    }
    assert shown == {
        ("ApplyForMembershipPayload", "reference"),
        ("FieldError", "message"),
        ("JoinPage", "consent"),
    }


def test_form_describes_all_of_the_input_and_nothing_else():
    given = schema.graphql_schema.type_map["ApplyForMembershipInput"].fields
    described = {field.name: field for field in describe("en")}

    assert set(given) - set(described) == {"locale", "idempotencyKey", "homepage"}
    assert set(described) <= set(given)
    types = {name: get_named_type(given[name].type).name for name in described}
    assert {name for name, kind in types.items() if kind == "Boolean"} == {
        name for name, field in described.items() if field.type.value == "CHECKBOX"
    }


@pytest.mark.parametrize(
    ("language", "label", "kind"),
    [
        ("fr", "Pays", "Municipalité"),
        ("en", "Country", "Municipality"),
        ("de", "Land", "Gemeinde"),
        ("rom", "Them", "Komuna"),
    ],
)
def test_page_describes_the_form_in_its_locale(execute, language, label, kind):
    make_join_page()

    form = execute(FORM, path="/fr/p/", locale=language)["page"]["form"]

    fields = {field["name"]: field for field in form}
    assert fields["country"]["label"] == label
    assert kind in [choice["label"] for choice in fields["kind"]["choices"]]
    assert fields["email"] | {"label": "", "help": ""} == {
        "name": "email",
        "label": "",
        "help": "",
        "type": "EMAIL",
        "required": True,
        "maxLength": 254,
        "choices": [],
    }


def test_what_the_form_offers_is_taken(execute, send):
    make_join_page()
    form = execute(FORM, path="/fr/p/", locale="fr")["page"]["form"]

    chosen = {field["name"]: field["choices"][-1]["value"] for field in form if field["choices"]}

    assert chosen
    assert send(**chosen)["errors"] == []


@pytest.mark.parametrize("pages", [1, 3])
def test_form_costs_the_same_statements_for_all_pages(execute, pages):
    page = make_join_page()
    for tag in ("de", "en", "rom")[: pages - 1]:
        translate(page.get_parent().specific, tag)
        translate(page, tag)
    execute(FORM, path="/fr/p/")

    with CaptureQueriesContext(connection) as captured:
        execute(FORM, path="/fr/p/")

    assert len(captured) == 2, "\n".join(one["sql"] for one in captured)


def test_applying_costs_the_same_statements_however_many_there_are(send):
    make_join_page()
    send()

    counts = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as captured:
            send()
        counts.append(len([one for one in captured if "SAVEPOINT" not in one["sql"]]))
        make_applications(20)

    # Three of them keep the two mails: the name of the sender, and a row for each.
    assert counts[0] == counts[1] <= 15, counts


def test_reference_is_the_same_for_the_same_key_only():
    keys = [UUID(int=number) for number in range(500)]

    assert len({reference_of(key) for key in keys}) == 500
    assert reference_of(keys[0]) == reference_of(UUID(int=0))
