"""Data loss: two editors, of pictures and documents, which have no versions of their own."""

import json
import re
from html import unescape

import pytest
from django.contrib.auth import get_user_model
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from wagtail.models import ModelLogEntry

from tests.factories import image_file, make_document, make_picture

pytestmark = pytest.mark.django_db

STATE = re.compile(r'name="opened_state" value="([^"]*)"')


class Editor:
    """One administrator with a browser of his own, and a form that he has opened."""

    def __init__(self, name, url):
        user = get_user_model().objects.create_superuser(name, password="x", first_name=name)
        self.client, self.url, self.state = Client(), url, ""
        self.client.force_login(user)

    def open(self):
        return self.keep(self.client.get(self.url))

    def keep(self, answer):
        (state,) = STATE.findall(answer.content.decode())
        self.state = unescape(state)
        return self

    def send(self, title, **more):
        form = {"title": title, "tags": "", "collection": 1, "opened_state": self.state}
        return self.client.post(self.url, form | more)


class PictureText:
    uploaded, prefix = "images/multiple/{}/", "image-{}"

    def __init__(self):
        self.object = make_picture(title="Ancien", alt_texts={"fr": "Une place"})
        self.url = f"/admin/images/{self.object.pk}/"

    def file(self):
        return SimpleUploadedFile("new.png", image_file().read(), "image/png")


class DocumentText:
    uploaded, prefix = "documents/multiple/{}/", "doc-{}"

    def __init__(self):
        self.object = make_document(title="Ancien")
        self.url = f"/admin/documents/edit/{self.object.pk}/"

    def file(self):
        return SimpleUploadedFile("new.pdf", b"%PDF-1.4\n%%EOF")


@pytest.fixture(params=[PictureText, DocumentText])
def thing(request):
    return request.param()


@pytest.fixture
def anna(thing):
    return Editor("Anna", thing.url).open()


@pytest.fixture
def boris(thing):
    return Editor("Boris", thing.url).open()


def title(thing):
    thing.object.refresh_from_db()
    return thing.object.title


def test_second_to_save_overwrites_nothing_and_learns_who_when_and_what(thing, anna, boris):
    assert anna.send("Anna schrieb").status_code == 302

    refused = boris.send("Boris schrieb")

    assert refused.status_code == 409
    assert title(thing) == "Anna schrieb"
    html = refused.content.decode()
    saving = refused.context["conflict"].savings[-1]
    assert saving.who == "Anna"
    assert saving.when == ModelLogEntry.objects.latest("pk").timestamp
    assert refused.context["conflict"].fields == ["Titre"]
    assert 'value="Boris schrieb"' in html
    assert "overwrite_newer" in html


def test_replaced_file_is_a_change_too(thing, anna, boris):
    anna.send("Ancien", file=thing.file())
    thing.object.refresh_from_db()
    name = thing.object.file.name

    refused = boris.send("Boris schrieb", file=thing.file())

    assert refused.status_code == 409
    thing.object.refresh_from_db()
    assert (thing.object.file.name, thing.object.title) == (name, "Ancien")
    assert thing.object.file.storage.exists(name)


def test_by_choice_the_second_overwrites_and_the_first_text_stays_in_the_log(thing, anna, boris):
    anna.send("Anna schrieb")
    choice = boris.send("Boris schrieb").context["conflict"].choice

    assert boris.send("Boris schrieb", overwrite_newer=choice).status_code == 302

    assert title(thing) == "Boris schrieb"
    entry = ModelLogEntry.objects.get(action="conflicts.overwrite")
    assert entry.data["overwritten"] == {"title": "Anna schrieb"}
    assert "Anna schrieb" in entry.message
    report = boris.client.get("/admin/reports/site-history/").content.decode()
    assert "Anna schrieb" in report


def test_choice_holds_for_what_was_shown_only(thing, anna, boris):
    anna.send("Anna schrieb")
    choice = boris.send("Boris schrieb").context["conflict"].choice
    anna.open().send("Anna schrieb mehr")

    again = boris.send("Boris schrieb", overwrite_newer=choice)

    assert again.status_code == 409
    assert [saving.who for saving in again.context["conflict"].savings] == ["Anna", "Anna"]
    assert title(thing) == "Anna schrieb mehr"


@pytest.mark.parametrize("sent_first", ["Boris schrieb", ""], ids=["refused", "with a mistake"])
def test_form_that_came_back_is_as_stale_as_before(thing, anna, boris, sent_first):
    anna.send("Anna schrieb")
    boris.keep(boris.send(sent_first))

    assert boris.send("Boris schrieb").status_code == 409
    assert title(thing) == "Anna schrieb"


@pytest.mark.parametrize("state", ["", "x", "[]", "{}", '{"at": 1, "fields": 2}'])
def test_form_that_does_not_say_what_it_was_opened_with_is_refused(thing, boris, state):
    boris.state = state

    assert boris.send("Boris schrieb").status_code == 409
    assert title(thing) == "Ancien"


def test_one_editor_alone_is_never_refused(thing, anna):
    answers = [anna.send("eins"), anna.open().send("zwei"), anna.open().send("drei", tags="Rom")]

    assert [answer.status_code for answer in answers] == [302] * 3
    assert anna.open().send("vier", tags="Rom").status_code == 302
    assert title(thing) == "vier"


def test_what_a_bulk_action_changed_is_seen_too(thing, boris):
    """Wagtail logs nothing of it."""
    thing.object.tags.add("Ville")

    refused = boris.send("Boris schrieb")

    assert refused.status_code == 409
    assert [tag.name for tag in thing.object.tags.all()] == ["Ville"]


def test_alternative_texts_of_another_are_not_lost():
    picture = PictureText()
    anna, boris = Editor("Anna", picture.url).open(), Editor("Boris", picture.url).open()
    anna.send("Ancien", alt_texts_fr="Une grande place", alt_texts_de="Ein Platz")

    refused = boris.send("Ancien", alt_texts_fr="Une place")

    assert refused.context["conflict"].fields == ["Textes alternatifs"]
    picture.object.refresh_from_db()
    assert picture.object.alt_texts == {"fr": "Une grande place", "de": "Ein Platz"}


def test_form_after_an_upload_is_closed_once_another_has_saved(thing, anna, boris):
    def send(title):
        prefix = thing.prefix.format(thing.object.pk)
        form = {f"{prefix}-{name}": value for name, value in {"title": title, "tags": ""}.items()}
        url = f"/admin/{thing.uploaded.format(thing.object.pk)}"
        return json.loads(boris.client.post(url, form | {f"{prefix}-collection": 1}).content)

    assert send("Boris schrieb")["success"] is True
    anna.open().send("Anna schrieb")

    refused = send("Boris schrieb nochmal")

    assert refused["success"] is False
    assert "Anna" in refused["form"]
    assert title(thing) == "Anna schrieb"
