"""What helps with the empty segments of a workspace: the memory, the machine; and the preview of what is unfinished."""

from urllib.parse import quote

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import Page
from wagtail.users.models import UserProfile
from wagtail_localize.models import StringTranslation

from cms.schema.previews import node_id
from pages.models import StandardPage
from preview.grants import token_of
from preview.models import PreviewGrant
from tests.factories import locale, make_home, make_member, make_page, publish, translate
from tests.preview.asking import NODE, PAGE
from tests.preview.test_admin import facts
from tests.translation.making import put, reviewer, rich_text, translator, unit_of
from translation import publishing, workflow
from translation.models import Origin, SegmentVersion, State
from translation.submitting import submit
from translation.units import units

pytestmark = pytest.mark.django_db
DUMMY = {"CLASS": "wagtail_localize.machine_translators.dummy.DummyTranslator"}
"""It turns the words around."""
WHOLE = """query($t: String) { page(previewToken: $t) { title locale
    ... on StandardPage { body { ... on ParagraphBlock { content { text } } } } } }"""


@pytest.fixture
def home():
    home = make_home()
    translate(home, "de", title="Start", tagline="Zusammen")
    return home


@pytest.fixture
def task(home):
    page = make_page(home, title="Première page", slug="page")
    page.body = rich_text(page, "Une phrase entière.", "Une autre phrase.")
    return submit(publish(page), locale("de"), by=None)


@pytest.fixture
def anna(client):
    user = translator("anna")
    UserProfile.objects.create(user=user, preferred_language="en")
    client.force_login(user)
    return user


def press(client, task, name):
    """What the person is told."""
    answer = client.post(reverse(f"translation:{name}", args=[task.pk]), follow=True)
    assert answer.status_code == 200
    return [(message.level_tag, str(message).strip()) for message in answer.context["messages"]]


def targets(task):
    return {unit.source: unit.target for unit in units(task.translation) if unit.path != "slug"}


@pytest.fixture
def elsewhere(home):
    """A page that shares one sentence with the task's, and has another that is only similar."""
    page = make_page(home, title="Ailleurs", slug="ailleurs")
    page.body = rich_text(page, "Une phrase entière.", "Une autre phrase !")
    task = submit(publish(page), locale("de"), by=None)
    put(task, "Une phrase entière.", "Ein ganzer Satz.", by=translator("carla"))
    put(task, "Une autre phrase !", "Ein anderer Satz!", by=None)
    return task


def test_memory_fills_identical_segments_only_and_marks_them(client, task, elsewhere, anna):
    assert press(client, task, "fill") == [("success", "1 segment was filled.")]

    assert targets(task) == {
        "Première page": "",
        "Une phrase entière.": "Ein ganzer Satz.",
        "Une autre phrase.": "",
    }
    filled = unit_of(task, "Une phrase entière.")
    assert (filled.origin, filled.tool, filled.written_by) == (Origin.MEMORY, "Ailleurs", anna.pk)
    assert not filled.is_reviewed


def test_memory_overwrites_nothing(client, task, elsewhere, anna):
    put(task, "Une phrase entière.", "Von Hand.", by=None)

    assert press(client, task, "fill") == [("success", "0 segments were filled.")]

    assert unit_of(task, "Une phrase entière.").target == "Von Hand."
    assert unit_of(task, "Une phrase entière.").origin == Origin.HUMAN


def test_memory_gives_nothing_of_another_language(client, task, home, anna):
    page = make_page(home, title="Première page", slug="autre")
    put(submit(page, locale("rom"), by=None), "Première page", "Jekhto patrin", by=None)

    press(client, task, "fill")

    assert not any(targets(task).values())


def test_filled_text_starts_the_work_and_shows_its_mark(client, task, elsewhere, anna):
    press(client, task, "fill")

    task.refresh_from_db()
    assert task.state == State.IN_PROGRESS
    shown = client.get(reverse("translation:task", args=[task.pk])).content.decode()
    assert "Translation memory" in shown


def test_machine_translates_what_is_missing_and_nothing_else(client, task, settings, anna):
    settings.WAGTAILLOCALIZE_MACHINE_TRANSLATOR = DUMMY
    put(task, "Une autre phrase.", "Von Hand.", by=None)

    told = press(client, task, "machine")

    assert [level for level, _text in told] == ["success"]
    assert targets(task) == {
        "Première page": "page Première",
        "Une phrase entière.": "entière. phrase Une",
        "Une autre phrase.": "Von Hand.",
    }
    by_machine = unit_of(task, "Première page")
    assert (by_machine.origin, by_machine.written_by) == (Origin.MACHINE, anna.pk)
    assert by_machine.tool
    assert unit_of(task, "Une autre phrase.").origin == Origin.HUMAN


def machine_is_off(settings):
    settings.WAGTAILLOCALIZE_MACHINE_TRANSLATOR = DUMMY
    settings.MACHINE_TRANSLATION_LANGUAGES = ["en"]


def there_is_no_machine(settings):
    settings.WAGTAILLOCALIZE_MACHINE_TRANSLATOR = None


@pytest.mark.parametrize("off", [machine_is_off, there_is_no_machine])
def test_machine_is_refused_where_the_language_has_none(client, task, settings, anna, off):
    off(settings)

    told = press(client, task, "machine")

    assert told == [("error", "There is no machine translation for this language.")]
    assert not any(targets(task).values())
    assert not SegmentVersion.objects.exists()
    shown = client.get(reverse("translation:task", args=[task.pk])).content.decode()
    assert reverse("translation:machine", args=[task.pk]) not in shown


@pytest.mark.parametrize("name", ["fill", "machine"])
def test_a_link_fills_nothing(client, task, elsewhere, settings, anna, name):
    settings.WAGTAILLOCALIZE_MACHINE_TRANSLATOR = DUMMY

    assert client.get(reverse(f"translation:{name}", args=[task.pk])).status_code == 405
    assert not any(targets(task).values())


def preview(client, task):
    return client.get(reverse("translation:preview", args=[task.pk]))


def test_preview_shows_what_is_translated_and_the_source_for_the_rest(client, task, anna, execute):
    put(task, "Première page", "Erste Seite", by=anna)
    put(task, "Une phrase entière.", "Ein ganzer Satz.", by=anna)

    found = execute(WHOLE, t=facts(preview(client, task))["previewToken"])["page"]

    assert (found["title"], found["locale"]) == ("Erste Seite", "de")
    assert found["body"][0]["content"]["text"].splitlines() == [
        "Ein ganzer Satz.",
        "Une autre phrase.",
    ]


def test_preview_is_private_and_never_stored(client, task, anna):
    response = preview(client, task)

    assert {"private", "no-store"} <= set(response["Cache-Control"].split(", "))
    assert response["Referrer-Policy"] == "no-referrer"
    assert preview(Client(), task).status_code == 302
    client.force_login(translator("romani", "rom"))
    assert preview(client, task).status_code == 302


def test_preview_changes_nothing(client, task, anna, execute):
    put(task, "Première page", "Erste Seite", by=anna)
    before = list(Page.objects.order_by("pk").values()), StringTranslation.objects.count()

    preview(client, task)

    assert (list(Page.objects.order_by("pk").values()), StringTranslation.objects.count()) == before
    query = '{ page(path: "/fr/page/", locale: "de", fallback: ["fr"]) { title servedLocale } }'
    assert execute(query)["page"] == {"title": "Première page", "servedLocale": "fr"}


def test_preview_of_a_deleted_source_is_not_found(client, task, anna):
    StandardPage.objects.get(locale=locale("de"), title="Première page").delete()
    StandardPage.objects.get(locale=locale("fr"), title="Première page").delete()

    assert preview(client, task).status_code in (302, 404)


def share(client, task, **values):
    address = reverse("translation:share", args=[task.pk])
    return client.post(address, {"reviewer": "Frau Weiss", "days": "7"} | values)


def token():
    return token_of(PreviewGrant.objects.get())


@pytest.fixture
def bela(client):
    user = reviewer("bela")
    UserProfile.objects.create(user=user, preferred_language="en")
    client.force_login(user)
    return user


def test_shared_preview_shows_the_state_of_then_without_an_account(client, task, bela, execute):
    put(task, "Première page", "Erste Seite", by=bela)

    answer = share(client, task)
    put(task, "Première page", "Spätere Seite", by=bela)

    assert answer.url == reverse("preview_links")
    page = execute(PAGE, t=token())["page"]
    assert (page["title"], page["locale"]) == ("Erste Seite", "de")
    assert execute('{ page(path: "/de/page/") { title } }') == {"page": None}


def test_shared_preview_is_listed_and_can_be_taken_back(client, task, bela, execute):
    share(client, task)
    made = token()

    shown = client.get(reverse("preview_links")).content.decode()
    assert "Frau Weiss" in shown
    assert quote(made, safe="") in shown

    client.post(reverse("preview_take_back", args=[PreviewGrant.objects.get().pk]))
    assert execute(PAGE, t=made) == {"page": None}


def test_publishing_ends_the_shared_preview(client, task, bela, execute):
    for source in ("Première page", "Une phrase entière.", "Une autre phrase."):
        put(task, source, source, by=None)
    share(client, task)
    made = token()
    assert execute(PAGE, t=made)["page"]

    workflow.request_review(task, by=None)
    publishing.approve_and_publish(task, by=bela)

    assert execute(PAGE, t=made) == {"page": None}
    assert PreviewGrant.objects.get().revoked_at


def test_preview_of_a_snippet_is_shared_too(client, bela, execute):
    task = submit(publish(make_member(name="Strasbourg")), locale("de"), by=None)
    put(task, "Strasbourg", "Straßburg", by=None)

    share(client, task)

    german = task.translation.get_target_instance()
    assert execute(NODE, t=token(), id=node_id(german))["node"]["name"] == "Straßburg"


def test_workspace_offers_to_share_to_reviewers_only(client, task, anna):
    address = reverse("translation:share", args=[task.pk])

    assert address not in client.get(reverse("translation:task", args=[task.pk])).content.decode()
    client.force_login(reviewer("bela"))
    assert address in client.get(reverse("translation:task", args=[task.pk])).content.decode()
    assert client.get(address).status_code == 200


@pytest.mark.parametrize("values", [{"days": "31"}, {"days": "0"}, {"reviewer": ""}])
def test_link_needs_a_name_and_an_end(client, task, bela, values):
    assert share(client, task, **values).status_code == 200
    assert not PreviewGrant.objects.exists()
