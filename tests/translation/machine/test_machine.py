"""A machine helps within its provider's limits; what it did before an error is kept."""

from urllib.parse import parse_qs, quote_plus

import pytest
import requests
from django.db import connection
from django.test import Client
from wagtail_localize.strings import StringValue

from tests.factories import locale, make_home
from tests.translation.documents import make_translation, put, unit_of
from tests.translation.making import translator
from translation import jobs, machine
from translation.machine import machine_for
from translation.machine.batching import Limits, batches
from translation.models import SegmentVersion, TranslationTask
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


def run(translation, by=None, **options):
    """The job as it is when it has ended."""
    job = machine.begin(translation, by=by, **options)
    while jobs.work(job.pk):
        pass
    job.refresh_from_db()
    return job


def standing(translation):
    return [unit for unit in units(translation) if unit.target]


@pytest.fixture
def home():
    return make_home()


def test_empty_segments_are_filled_and_marked(home, network):
    anna = translator("anna")
    german = make_translation(home, "Texte un", "Texte deux")
    put(german, "Texte deux", "Von Hand")

    job = run(german, anna)

    unit = unit_of(german, "Texte un")
    assert (unit.target, unit.origin, unit.tool) == ("TEXT un", "MACHINE", "DeepL")
    assert (unit.written_by, unit.is_reviewed) == (anna.pk, False)
    assert unit_of(german, "Texte deux").target == "Von Hand"
    assert (job.state, job.failure, job.counts["written"]) == ("DONE", "", len(units(german)) - 1)
    assert network.sent[0].url == "https://api-free.deepl.com/v2/translate"


def test_requests_stay_within_the_limits_of_the_provider(home, network):
    """T31: DeepL takes 50 texts and 128 KiB."""
    german = make_translation(home, *(f"Texte {n} {'é' * 1000}" for n in range(60)))

    run(german)

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
@pytest.mark.parametrize("start", ["again", "anew"])
def test_refusal_is_told_and_what_came_before_is_kept(home, network, status, words, start):
    """T31: an error reply raised a KeyError."""
    german = make_translation(home, *(f"Texte {n}" for n in range(70)))
    total = len(units(german))
    network.statuses = [200, status]

    job = run(german)

    assert job.state == "FAILED"
    assert words in job.failure
    assert job.counts == {"written": 50}
    assert len(standing(german)) == 50
    assert {unit.origin for unit in standing(german)} == {"MACHINE"}
    assert "secret" not in job.failure

    if start == "again":
        jobs.retry(job.pk)
        jobs.work(job.pk)
    else:
        run(german)
    assert len(standing(german)) == total
    assert SegmentVersion.objects.count() == total, "nothing was written twice"


def test_answer_that_cannot_be_read_is_told(home, network):
    network.alter = lambda text: None
    german = make_translation(home, "Texte")
    network.send = lambda *args, **options: unreadable()

    assert "cannot be read" in run(german).failure


def unreadable():
    response = requests.Response()
    response.status_code, response._content = 200, b"<html>"
    return response


def test_missing_key_is_told(home, network, settings):
    settings.WAGTAILLOCALIZE_MACHINE_TRANSLATOR["OPTIONS"] = {}

    assert "DEEPL_AUTH_KEY" in run(make_translation(home, "Texte")).failure
    assert network.sent == []


def test_lost_link_is_left_out(home, network):
    network.alter = lambda text: text.replace('<a id="a1">', "").replace("</a>", "")
    german = make_translation(home, 'Texte <a href="https://example.org">lien</a>', "Texte")

    job = run(german)

    assert job.counts["left_out"] == 1
    assert "1 segment was left out" in jobs.outcome(job)[1]
    assert not unit_of(german, 'Texte <a id="a1">lien</a>').target
    assert unit_of(german, "Texte").target == "TEXT"


def test_chosen_segments_are_translated_again(home, network):
    """localize#368: wagtail-localize has no second run."""
    german = make_translation(home, "Texte un", "Texte deux")
    put(german, "Texte un", "Von Hand")
    put(german, "Texte deux", "Von Hand")

    run(german, chosen=[unit_of(german, "Texte un").pk])

    assert unit_of(german, "Texte un").target == "TEXT un"
    assert unit_of(german, "Texte deux").target == "Von Hand"


def test_language_that_is_switched_off_or_unknown_to_the_machine_has_none(settings, home, network):
    assert machine_for(locale("fr"), locale("rom")) is None

    settings.MACHINE_TRANSLATION_LANGUAGES = ["en"]
    assert machine_for(locale("fr"), locale("en"))
    assert machine_for(locale("fr"), locale("de")) is None
    assert "no machine translation" in run(make_translation(home, "Texte")).failure
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

    job = run(make_translation(home, "Texte"))

    assert job.failure == "LibreTranslate failed. Try again later."


def test_text_written_while_the_machine_thinks_is_kept(home, network):
    german = make_translation(home, "Texte un", "Texte deux")
    send = network.send

    def meanwhile(*args, **options):
        put(german, "Texte un", "Von Hand")
        return send(*args, **options)

    network.send = meanwhile
    job = run(german)

    assert unit_of(german, "Texte un").target == "Von Hand"
    assert unit_of(german, "Texte deux").target == "TEXT deux"
    assert job.state == "DONE"


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_machine_is_asked_outside_of_any_transaction(network):
    """Whoever waits for another host must not hold locks, and on SQLite all writers up."""
    german = make_translation(make_home(), "Texte")
    task = TranslationTask.objects.get(translation=german)
    client = Client()
    client.force_login(translator("anna"))
    send, seen = network.send, []

    def look(*args, **options):
        seen.append(connection.in_atomic_block)
        return send(*args, **options)

    network.send = look
    client.post(f"/admin/translation/tasks/{task.pk}/machine/")

    assert seen == [False]
    assert unit_of(german, "Texte").target == "TEXT"


def test_who_lost_the_right_meanwhile_brings_in_nothing_more(home, network):
    german = make_translation(home, "Texte")
    anna = translator("anna")
    job = machine.begin(german, by=anna)
    anna.translation_teams.all().delete()

    jobs.work(job.pk)

    job.refresh_from_db()
    assert "may not translate" in job.failure
    assert network.sent == []


def test_machine_in_the_workspace_says_what_it_did_and_why_it_stopped(
    client, home, network, monkeypatch
):
    monkeypatch.setattr(jobs, "PORTION", 60)
    german = make_translation(home, *(f"Texte {n}" for n in range(70)))
    task = TranslationTask.objects.get(translation=german)
    client.force_login(translator("anna"))
    network.statuses = [200, 456]

    answer = client.post(
        f"/admin/translation/tasks/{task.pk}/machine/", follow=True, HTTP_ACCEPT_LANGUAGE="en"
    )

    html = answer.content.decode()
    assert "50 segments were translated by the machine" in html
    assert "quota" in html
    assert "DeepL" in html, "the provenance of a segment is shown"
