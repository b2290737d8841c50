"""A machine helps within its provider's limits; what it did before an error is kept."""

from urllib.parse import parse_qs, quote_plus

import pytest
import requests
from django.contrib.auth import get_user_model
from wagtail_localize.strings import StringValue

from tests.factories import locale, make_home
from tests.translation.documents import make_translation, put, unit_of
from translation.machine import machine_for, translate_by_machine
from translation.machine.batching import Limits, batches
from translation.units import units

pytestmark = pytest.mark.django_db


class Network:
    """DeepL at the other end of the wire: upper case, from a list of statuses, one for each request."""

    def __init__(self):
        self.statuses, self.sent, self.alter = [], [], lambda text: text

    def send(self, _session, request, **_options):
        self.sent.append(request)
        status = self.statuses.pop(0) if self.statuses else 200
        if status is None:
            raise requests.ConnectionError
        texts = parse_qs(request.body)["text"]
        body = {
            "translations": [{"text": self.alter(text.replace("Texte", "TEXT"))} for text in texts]
        }
        response = requests.Response()
        response.status_code = status
        response._content = requests.compat.json.dumps(
            body if status == 200 else {"message": "no"}
        ).encode()
        return response


@pytest.fixture
def network(monkeypatch):
    network = Network()
    monkeypatch.setattr(
        requests.Session, "send", lambda *args, **options: network.send(*args, **options)
    )
    return network


@pytest.fixture(autouse=True)
def deepl(settings):
    settings.WAGTAILLOCALIZE_MACHINE_TRANSLATOR = {
        "CLASS": "translation.machine.deepl.DeepL",
        "OPTIONS": {"AUTH_KEY": "secret:fx"},
    }


@pytest.fixture
def home():
    return make_home()


def test_empty_segments_are_filled_and_marked(home, network):
    anna = get_user_model().objects.create_user("anna")
    german = make_translation(home, "Texte un", "Texte deux")
    put(german, "Texte deux", "Von Hand")

    outcome = translate_by_machine(german, anna)

    unit = unit_of(german, "Texte un")
    assert (unit.target, unit.origin, unit.tool) == ("TEXT un", "MACHINE", "DeepL")
    assert (unit.written_by, unit.is_reviewed) == (anna.pk, False)
    assert unit_of(german, "Texte deux").target == "Von Hand"
    assert (outcome.problem, outcome.remaining, outcome.left_out) == ("", 0, [])
    assert network.sent[0].url == "https://api-free.deepl.com/v2/translate"


def test_requests_stay_within_the_limits_of_the_provider(home, network):
    """T31: DeepL takes 50 texts and 128 KiB."""
    german = make_translation(home, *(f"Texte {n} {'é' * 1000}" for n in range(60)))

    translate_by_machine(german, None)

    assert len(network.sent) >= 4
    assert all(len(parse_qs(request.body)["text"]) <= 50 for request in network.sent)
    assert all(len(request.body) <= 128 * 1024 for request in network.sent)
    assert all(unit.target for unit in units(german))


@pytest.mark.parametrize(
    ("count", "size", "expected"), [(50, 1, [50]), (51, 1, [50, 1]), (3, 40_000, [1, 1, 1])]
)
def test_batches_at_the_limit(count, size, expected):
    limits = Limits(texts=50, size=50_000)
    strings = [StringValue("x" * size) for _ in range(count)]

    assert [len(batch) for batch in batches(strings, limits)] == expected


def test_batch_is_as_large_as_its_form():
    text = StringValue("é&")
    exact = len("&text=" + quote_plus("é&"))

    assert [len(batch) for batch in batches([text, text], Limits(50, 2 * exact))] == [2]
    assert [len(batch) for batch in batches([text, text], Limits(50, 2 * exact - 1))] == [1, 1]


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (403, "does not accept the key"),
        (456, "quota"),
        (429, "too often"),
        (500, "error 500"),
        (None, "cannot be reached"),
    ],
)
def test_refusal_is_told_and_what_came_before_is_kept(home, network, status, words):
    """T31: an error reply raised a KeyError."""
    german = make_translation(home, *(f"Texte {n}" for n in range(70)))
    total = len(units(german))
    network.statuses = [200, status]

    outcome = translate_by_machine(german, None)

    assert words in outcome.problem
    assert outcome.written == sum(bool(unit.target) for unit in units(german)) == 50
    assert outcome.remaining == total - 50
    assert "secret" not in outcome.problem

    again = translate_by_machine(german, None)
    assert (again.problem, again.written) == ("", total - 50)


def test_answer_that_cannot_be_read_is_told(home, network):
    network.alter = lambda text: None
    german = make_translation(home, "Texte")
    network.send = lambda *args, **options: unreadable()

    assert "cannot be read" in translate_by_machine(german, None).problem


def unreadable():
    response = requests.Response()
    response.status_code, response._content = 200, b"<html>"
    return response


def test_missing_key_is_told(home, network, settings):
    settings.WAGTAILLOCALIZE_MACHINE_TRANSLATOR["OPTIONS"] = {}

    assert "DEEPL_AUTH_KEY" in translate_by_machine(make_translation(home, "Texte"), None).problem
    assert network.sent == []


def test_lost_link_is_left_out(home, network):
    network.alter = lambda text: text.replace('<a id="a1">', "").replace("</a>", "")
    german = make_translation(home, 'Texte <a href="https://example.org">lien</a>', "Texte")

    outcome = translate_by_machine(german, None)

    assert [unit.source for unit in outcome.left_out] == ['Texte <a id="a1">lien</a>']
    assert unit_of(german, "Texte").target == "TEXT"


def test_chosen_segments_are_translated_again(home, network):
    """localize#368: wagtail-localize has no second run."""
    german = make_translation(home, "Texte un", "Texte deux")
    put(german, "Texte un", "Von Hand")
    put(german, "Texte deux", "Von Hand")

    translate_by_machine(german, None, chosen=[unit_of(german, "Texte un").pk])

    assert unit_of(german, "Texte un").target == "TEXT un"
    assert unit_of(german, "Texte deux").target == "Von Hand"


def test_language_that_is_switched_off_or_unknown_to_the_machine_has_none(settings, home, network):
    assert machine_for(locale("fr"), locale("rom")) is None

    settings.MACHINE_TRANSLATION_LANGUAGES = ["en"]
    assert machine_for(locale("fr"), locale("en"))
    assert machine_for(locale("fr"), locale("de")) is None
    assert translate_by_machine(make_translation(home, "Texte"), None).problem
    assert network.sent == []


def test_without_a_provider_there_is_none(settings):
    del settings.WAGTAILLOCALIZE_MACHINE_TRANSLATOR

    assert machine_for(locale("fr"), locale("de")) is None


def test_another_provider_of_wagtail_localize_works_and_its_failure_is_told(
    settings, home, network
):
    settings.WAGTAILLOCALIZE_MACHINE_TRANSLATOR = {
        "CLASS": "wagtail_localize.machine_translators.libretranslate.LibreTranslator",
        "OPTIONS": {"LIBRETRANSLATE_URL": "https://libre.example", "API_KEY": "secret"},
    }
    network.statuses = [None]

    outcome = translate_by_machine(make_translation(home, "Texte"), None)

    assert outcome.problem == "LibreTranslate failed. Try again later."
