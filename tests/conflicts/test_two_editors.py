"""Data loss: two editors. The second to save learns who changed what, and overwrites only by choice."""

import re
from datetime import timedelta
from html import unescape

import pytest
from django.contrib.auth import get_user_model
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.timezone import localtime
from wagtail.admin.viewsets.pages import page_viewset_registry
from wagtail.models import Page
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from conflicts.views import EditPageView, EditSnippetView, RevertPageView
from pages.models import PAGE_MODELS
from tests.factories import make_home, make_member, make_page, make_secondee, make_site_information

pytestmark = pytest.mark.django_db

FORM_INPUT = re.compile(r'name="(loaded_revision_\w+)" value="([^"]*)"')
WAYS = ["save", "publish"]


class Editor:
    """One administrator with a browser of his own, and a form that he has opened."""

    def __init__(self, name, url):
        user = get_user_model().objects.create_superuser(name, password="x", first_name=name)
        self.client = Client()
        self.client.force_login(user)
        self.url = url
        self.opened = {}

    def open(self):
        html = self.client.get(self.url).content.decode()
        self.opened = {name: unescape(value) for name, value in FORM_INPUT.findall(html)}
        return self

    def send(self, data, way="save", **extra):
        action = {"action-publish": "1"} if way == "publish" else {}
        return self.client.post(self.url, data | self.opened | action | extra)

    def autosave(self, data, **extra):
        return self.client.post(
            self.url, data | self.opened | extra, headers={"Accept": "application/json"}
        )


class PageText:
    field, label = "title", "Titre"

    def __init__(self):
        self.object = make_page(make_home(), title="Ancien", slug="texte")
        self.url = f"/admin/pages/{self.object.pk}/edit/"

    def data(self, words):
        comments = {"TOTAL_FORMS": 0, "INITIAL_FORMS": 0, "MIN_NUM_FORMS": 0, "MAX_NUM_FORMS": ""}
        form = {"title": words, "slug": "texte", "intro": rich_text(""), "body": streamfield([])}
        return nested_form_data(form | {"comments": comments})


class MemberText:
    field, label = "name", "Nom"

    def __init__(self):
        self.object = make_member(name="Ancien", country="FR")
        self.object.save_revision()
        self.url = f"/admin/snippets/snippets/member/edit/{self.object.pk}/"

    def data(self, words):
        return {"name": words, "country": "FR", "kind": "CITY", "description": "null"}


class SecondeeText:
    field, label = "name", "Nom"

    def __init__(self):
        self.object = make_secondee(name="Ancien")
        self.object.save_revision()
        self.url = f"/admin/snippets/snippets/secondee/edit/{self.object.pk}/"

    def data(self, words):
        return {"name": words, "organisation": "Service", "biography": "null"}


class SiteText:
    field, label = "name", "Nom de l\N{RIGHT SINGLE QUOTATION MARK}organisation"

    def __init__(self):
        self.object = make_site_information(name="Ancien")
        self.object.save_revision()
        self.url = f"/admin/snippets/snippets/siteinformation/edit/{self.object.pk}/"

    def data(self, words):
        form = {"name": words, "contact_email": "a@example.org", "patronage": "null"}
        return nested_form_data(form | {"footer": "null", "social_profiles": streamfield([])})


@pytest.fixture(params=[PageText, MemberText, SecondeeText, SiteText])
def text(request):
    return request.param()


@pytest.fixture
def page():
    return PageText()


def newest(text):
    text.object.refresh_from_db()
    return getattr(text.object.get_latest_revision_as_object(), text.field)


def history(text):
    versions = text.object.revisions.order_by("created_at", "pk")
    return [revision.content[text.field] for revision in versions]


@pytest.mark.parametrize("first", WAYS)
@pytest.mark.parametrize("second", WAYS)
def test_second_to_save_overwrites_nothing_and_learns_who_and_what(text, first, second):
    anna, boris = Editor("Anna", text.url).open(), Editor("Boris", text.url).open()
    anna.send(text.data("Anna schrieb"), first)

    refused = boris.send(text.data("Boris schrieb"), second)

    assert refused.status_code == 409
    assert newest(text) == "Anna schrieb"
    conflict = refused.context["conflict"]
    assert [saving.who for saving in conflict.savings] == ["Anna"]
    assert text.label in conflict.fields
    html = refused.content.decode()
    assert "Boris schrieb" in html
    assert "Anna" in html
    assert "overwrite_newer" in html
    assert date_format(localtime(conflict.savings[0].when), "H:i:s") in html


@pytest.mark.parametrize("first", WAYS)
@pytest.mark.parametrize("second", WAYS)
def test_by_choice_the_second_overwrites_and_both_stay_in_the_history(text, first, second):
    anna, boris = Editor("Anna", text.url).open(), Editor("Boris", text.url).open()
    anna.send(text.data("Anna schrieb"), first)
    choice = boris.send(text.data("Boris schrieb"), second).context["conflict"].choice

    boris.send(text.data("Boris schrieb"), second, overwrite_newer=choice)

    assert newest(text) == "Boris schrieb"
    assert history(text)[-2:] == ["Anna schrieb", "Boris schrieb"]
    text.object.refresh_from_db()
    if second == "publish":
        assert getattr(text.object, text.field) == "Boris schrieb"


def test_clicking_save_again_without_the_choice_overwrites_nothing(text):
    anna, boris = Editor("Anna", text.url).open(), Editor("Boris", text.url).open()
    anna.send(text.data("Anna schrieb"))
    html = boris.send(text.data("Boris schrieb")).content.decode()
    boris.opened = {name: unescape(value) for name, value in FORM_INPUT.findall(html)}

    assert boris.send(text.data("Boris schrieb")).status_code == 409
    assert newest(text) == "Anna schrieb"


def test_a_mistake_in_the_form_does_not_make_it_fresh(text):
    """Wagtail draws a refused form with the newest version's number: the next click would overwrite."""
    anna, boris = Editor("Anna", text.url).open(), Editor("Boris", text.url).open()
    anna.send(text.data("Anna schrieb"))
    html = boris.send(text.data(""), "publish").content.decode()
    boris.opened = {name: unescape(value) for name, value in FORM_INPUT.findall(html)}

    boris.send(text.data("Boris schrieb"), "publish")

    assert newest(text) == "Anna schrieb"


def test_choice_holds_for_the_version_that_was_shown_only(text):
    anna, boris = Editor("Anna", text.url).open(), Editor("Boris", text.url).open()
    anna.send(text.data("Anna schrieb"))
    choice = boris.send(text.data("Boris schrieb")).context["conflict"].choice
    anna.open().send(text.data("Anna schrieb mehr"))

    again = boris.send(text.data("Boris schrieb"), overwrite_newer=choice)

    assert again.status_code == 409
    assert [saving.who for saving in again.context["conflict"].savings] == ["Anna", "Anna"]
    assert newest(text) == "Anna schrieb mehr"


def test_one_editor_alone_is_never_refused(text):
    anna = Editor("Anna", text.url).open()

    first = anna.send(text.data("eins"))
    second = anna.open().send(text.data("zwei"), "publish")

    assert (first.status_code, second.status_code) == (302, 302)
    assert newest(text) == "zwei"


def test_autosaved_words_of_another_are_seen_too(page):
    """Autosave replaces its own version: the number that was opened stays, its time moves."""
    anna, boris = Editor("Anna", page.url).open(), Editor("Boris", page.url)
    saved = anna.autosave(page.data("Anna tippt")).json()
    boris.open()
    anna.autosave(page.data("Anna tippt weiter"), overwrite_revision_id=str(saved["revision_id"]))

    refused = boris.send(page.data("Boris schrieb"), "publish")

    assert refused.status_code == 409
    assert newest(page) == "Anna tippt weiter"


def test_own_autosaved_version_can_be_published(page):
    anna = Editor("Anna", page.url).open()
    saved = anna.autosave(page.data("Anna tippt")).json()

    anna.send(page.data("Anna fertig"), "publish", overwrite_revision_id=str(saved["revision_id"]))

    assert Page.objects.get(pk=page.object.pk).title == "Anna fertig"


@pytest.mark.parametrize("way", WAYS)
def test_form_that_is_sent_before_its_own_autosave_was_answered_is_no_conflict(text, way):
    anna = Editor("Anna", text.url).open()
    anna.autosave(text.data("Anna tippt"))

    assert anna.send(text.data("Anna fertig"), way).status_code == 302
    assert history(text)[-2:] == ["Anna tippt", "Anna fertig"]


def test_own_version_of_some_time_ago_is_a_conflict(text):
    """It came from another window, which had its time to tell."""
    anna = Editor("Anna", text.url).open()
    saved = anna.autosave(text.data("Anna tippt")).json()["revision_id"]
    earlier = timezone.now() - timedelta(seconds=31)
    text.object.revisions.exclude(pk=saved).update(created_at=earlier - timedelta(seconds=1))
    text.object.revisions.filter(pk=saved).update(created_at=earlier)

    assert anna.send(text.data("Anna fertig")).status_code == 409


def test_own_autosave_hides_nobody_elses_version(text):
    anna, boris = Editor("Anna", text.url).open(), Editor("Boris", text.url).open()
    boris.send(text.data("Boris schrieb"))
    text.object.refresh_from_db()
    text.object.save_revision(user=get_user_model().objects.get(username="Anna"))

    assert anna.send(text.data("Anna fertig")).status_code == 409


def test_overwriting_replaces_no_autosaved_version(page):
    anna, boris = Editor("Anna", page.url).open(), Editor("Boris", page.url).open()
    own = boris.autosave(page.data("Boris tippt")).json()
    mine = {"overwrite_revision_id": str(own["revision_id"])}
    other = anna.send(page.data("Anna schrieb"))
    anna.send(page.data("Anna schrieb"), overwrite_newer=other.context["conflict"].choice)
    choice = boris.send(page.data("Boris schrieb"), **mine).context["conflict"].choice

    boris.send(page.data("Boris schrieb"), overwrite_newer=choice, **mine)

    assert history(page)[-3:] == ["Boris tippt", "Anna schrieb", "Boris schrieb"]


def test_form_that_was_opened_before_there_was_any_version_is_refused():
    member = make_member(name="Ancien", country="FR")
    url = f"/admin/snippets/snippets/member/edit/{member.pk}/"
    data = {"country": "FR", "kind": "CITY", "description": "null"}
    anna, boris = Editor("Anna", url).open(), Editor("Boris", url).open()
    anna.send(data | {"name": "Anna schrieb"})

    assert boris.send(data | {"name": "Boris schrieb"}).status_code == 409


def test_going_back_to_an_old_version_asks_too(page):
    first = page.object.latest_revision_id
    anna = Editor("Anna", page.url).open()
    url = f"/admin/pages/{page.object.pk}/revisions/{first}/revert/"
    boris = Editor("Boris", url).open()
    anna.send(page.data("Anna schrieb"))

    assert boris.send(page.data("Ancien")).status_code == 409
    assert newest(page) == "Anna schrieb"


@pytest.mark.parametrize("model", PAGE_MODELS)
def test_pages_of_every_type_have_the_careful_views(model):
    reverse("wagtailadmin_home")  # They are registered with the first address.

    views = page_viewset_registry.get_by_type(model)

    assert issubclass(views.edit_view_class, EditPageView)
    assert issubclass(views.revisions_revert_view_class, RevertPageView)


def test_snippets_of_every_type_have_the_careful_view():
    from wagtail.snippets.models import get_snippet_models

    ours = [model for model in get_snippet_models() if model._meta.app_label == "snippets"]

    assert len(ours) == 3
    for model in ours:
        assert issubclass(model.snippet_viewset.edit_view_class, EditSnippetView)


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer at a time")
def test_saving_waits_for_the_other_who_saves_the_same(text):
    anna = Editor("Anna", text.url).open()

    with CaptureLocks() as locks:
        anna.send(text.data("Anna schrieb"))

    assert any("FOR UPDATE" in sql for sql in locks.statements)


class CaptureLocks:
    def __enter__(self):
        self.statements = []
        self.context = connection.execute_wrapper(self.note)
        self.context.__enter__()
        return self

    def note(self, execute, sql, params, many, context):
        self.statements.append(str(sql))
        return execute(sql, params, many, context)

    def __exit__(self, *exc):
        self.context.__exit__(*exc)
