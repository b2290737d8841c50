"""Every way to a translation, for every role: only the workspace lets anybody in, and only whom it should.

T29: wagtail-localize has one right for all languages, and lets translators of snippets edit the source.
"""

import pytest
from django.contrib.auth.models import Group, Permission
from django.urls import get_resolver, reverse
from wagtail.models import GroupPagePermission, Page
from wagtail_localize.models import StringTranslation

from tests.factories import locale, make_home, make_member, publish
from tests.translation.making import (
    admin_group,
    coordinator,
    person,
    put_all,
    reviewed_and_published,
    reviewer,
    translator,
)
from translation import workflow
from translation.models import State, TranslationTask
from translation.submitting import submit
from translation.units import units

pytestmark = pytest.mark.django_db


def editor(name="editor"):
    """May do everything that Wagtail's rights can give, on all pages and snippets; in no team."""
    user = person(name)
    group = Group.objects.create(name="Everything of Wagtail")
    pages = Permission.objects.filter(
        content_type__app_label="wagtailcore", codename__endswith="_page"
    )
    for permission in pages:
        GroupPagePermission.objects.create(
            group=group, page=Page.get_first_root_node(), permission=permission
        )
    group.permissions.add(*Permission.objects.filter(content_type__app_label="snippets"))
    group.permissions.add(*Permission.objects.filter(codename="submit_translation"))
    user.groups.add(group, admin_group())
    return user


def translating_editor():
    user = editor("both")
    user.translation_teams.create(locale=locale("rom"), role="TRANSLATOR")
    return user


PEOPLE = {
    "nobody": lambda: person("nobody"),
    "translator": translator,
    "Romani translator": lambda: translator("other", "rom"),
    "Romani reviewer": lambda: reviewer("other", "rom"),
    "reviewer": reviewer,
    "coordinator": coordinator,
    "editor": editor,
    "Romani translator and editor": translating_editor,
    "administrator": lambda: person("administrator", is_superuser=True),
}
TEAM = {"translator", "reviewer", "administrator"}
SEES = TEAM | {"coordinator"}


@pytest.fixture
def home():
    return make_home()


@pytest.fixture
def task(home):
    made = submit(home, locale("de"), by=None)
    put_all(made, {"Accueil": "Start", "Ensemble": "Zusammen"})
    return reviewed_and_published(made)


@pytest.fixture
def german(task):
    return task.translation.get_target_instance()


def answers(client, method, address, **data):
    return getattr(client, method)(address, data)


def segment(task):
    return units(task.translation)[0]


WAYS = {
    "see": (lambda t: ("get", "task", [t.pk], {}), SEES),
    "history": (lambda t: ("get", "history", [t.pk, segment(t).pk], {}), SEES),
    "preview": (lambda t: ("get", "preview", [t.pk], {}), SEES),
    "share": (
        lambda t: ("post", "share", [t.pk], {"reviewer": "Anna", "days": "7"}),
        {"reviewer", "coordinator", "administrator"},
    ),
    "fill": (lambda t: ("post", "fill", [t.pk], {}), TEAM),
    "machine": (lambda t: ("post", "machine", [t.pk], {}), TEAM),
    "suggestions": (lambda t: ("get", "suggestions", [t.pk, segment(t).pk], {}), TEAM),
    "write": (
        lambda t: (
            "post",
            "save",
            [t.pk, segment(t).pk],
            {"text": "Neu", "version": segment(t).version},
        ),
        TEAM,
    ),
    "confirm": (lambda t: ("post", "confirm", [t.pk, segment(t).pk], {}), TEAM),
    "comment": (lambda t: ("post", "comment", [t.pk], {"comment": "Hallo"}), SEES),
    "comment on a segment": (
        lambda t: ("post", "segment_comment", [t.pk, segment(t).pk], {"comment": "Hallo"}),
        SEES,
    ),
    "ask for review": (lambda t: ("post", "step", [t.pk], {"step": "request_review"}), TEAM),
    "approve": (
        lambda t: ("post", "step", [t.pk], {"step": "approve_and_publish"}),
        {"reviewer", "administrator"},
    ),
    "send back": (
        lambda t: ("post", "step", [t.pk], {"step": "request_changes", "comment": "Nein"}),
        {"reviewer", "administrator"},
    ),
    "take down": (
        lambda t: ("post", "step", [t.pk], {"step": "take_down"}),
        {"reviewer", "administrator"},
    ),
    "plan": (
        lambda t: ("post", "plan", [t.pk], {"priority": 3, "note": "Schnell"}),
        {"coordinator", "administrator"},
    ),
    "call minor": (
        lambda t: ("post", "minor", [t.pk], {}),
        {"coordinator", "administrator", "editor", "Romani translator and editor"},
    ),
}


@pytest.mark.parametrize("who", PEOPLE)
def test_workspace_lets_in_whom_it_should(client, task, who):
    """The table of roles and actions, into German; "Romani" are those of another language."""
    client.force_login(PEOPLE[who]())
    for way, (ask, allowed) in WAYS.items():
        TranslationTask.objects.filter(pk=task.pk).update(state=State.IN_REVIEW)
        method, name, numbers, data = ask(task)
        before = state_of(task)

        answer = answers(client, method, reverse(f"translation:{name}", args=numbers), **data)

        if who in allowed:
            assert not is_refused(answer), (way, answer.status_code)
        else:
            assert is_refused(answer), (way, answer.status_code)
            assert state_of(task) == before, way


LOG_IN = "/admin/login"


def is_refused(answer):
    """Wagtail leads who may not see a page to the start, or to the log-in."""
    leads = getattr(answer, "url", "")
    # An address that does not exist is tried with the language in front.
    is_missing = answer.status_code == 404 or leads.startswith("/fr/admin/")
    return answer.status_code == 403 or is_missing or leads.startswith(LOG_IN) or leads == "/admin/"


def state_of(task):
    task.refresh_from_db()
    texts = list(StringTranslation.objects.order_by("pk").values_list("data", flat=True))
    target = task.translation.get_target_instance()
    kept = (task.state, task.note, task.comments.count(), task.transitions.count())
    return kept, texts, (target.live, target.latest_revision_id, str(target))


SUBMITS = {"coordinator", "administrator"}


@pytest.mark.parametrize("who", PEOPLE)
def test_only_coordinators_submit(client, home, task, who):
    client.force_login(PEOPLE[who]())
    addresses = [
        reverse("translation:submit_page", args=[home.pk]),
        reverse("translation:submit_snippet", args=["snippets", "member", make_member().pk]),
        reverse("translation:submit_outdated", args=["de"]),
    ]

    for address in addresses:
        answer = client.post(address, {"locales": [locale("rom").pk], "priority": 2})
        assert is_refused(answer) == (who not in SUBMITS), address


WAGTAIL_WAYS = {
    "edit": ("wagtailadmin_pages:edit", {"action-publish": "1", "title": "X", "tagline": "X"}),
    "unpublish": ("wagtailadmin_pages:unpublish", {}),
    "copy": ("wagtailadmin_pages:copy", {"new_title": "X", "new_slug": "x"}),
    "alias": ("wagtailadmin_pages:convert_alias", {}),
    "add": ("wagtailadmin_pages:add_subpage", {}),
}


@pytest.mark.parametrize(
    "who", ["editor", "Romani translator and editor", "administrator", "translator"]
)
def test_wagtails_own_ways_to_a_translated_page_are_closed(client, task, german, who):
    client.force_login(PEOPLE[who]())
    before = state_of(task)

    for way, (name, data) in WAGTAIL_WAYS.items():
        answer = client.post(reverse(name, args=[german.pk]), data)
        leads = getattr(answer, "url", "")
        assert is_refused(answer) or leads.startswith("/admin/translation/"), way
    revert = reverse(
        "wagtailadmin_pages:revisions_revert", args=[german.pk, german.latest_revision_id]
    )
    client.get(revert)
    client.post(
        reverse("wagtailadmin_pages:add", args=["pages", "standardpage", german.pk]), {"title": "X"}
    )
    for action in ("publish", "unpublish"):
        bulk = reverse("wagtail_bulk_action", args=["wagtailcore", "page", action])
        client.post(f"{bulk}?id={german.pk}")
    if who != "administrator":
        client.post(reverse("wagtailadmin_pages:delete", args=[german.pk]))

    assert state_of(task) == before
    assert not german.get_children().exists()


@pytest.mark.parametrize("who", ["editor", "administrator", "translator"])
def test_wagtails_own_ways_to_a_translated_snippet_are_closed(client, who):
    member = publish(make_member(name="Ville"))
    task = submit(member, locale("de"), by=None)
    put_all(task, {unit.source: unit.source for unit in units(task.translation)})
    reviewed_and_published(task)
    german = task.translation.get_target_instance()
    client.force_login(PEOPLE[who]())
    before = state_of(task)

    start = "wagtailsnippets_snippets_member"
    client.post(reverse(f"{start}:edit", args=[german.pk]), {"name": "X", "action-publish": "1"})
    client.post(reverse(f"{start}:unpublish", args=[german.pk]))
    client.post(reverse(f"{start}:copy", args=[german.pk]), {"name": "X"})
    client.post(
        reverse(f"{start}:add") + "?locale=de", {"name": "X", "kind": "CITY", "country": "FR"}
    )
    revision = german.latest_revision_id
    client.post(reverse(f"{start}:revisions_revert", args=[german.pk, revision]), {"name": "X"})
    if who != "administrator":
        client.post(reverse(f"{start}:delete", args=[german.pk]))
        bulk = reverse("wagtail_bulk_action", args=["snippets", "member", "delete"])
        client.post(f"{bulk}?id={german.pk}")

    assert state_of(task) == before
    assert type(member).objects.filter(locale=locale("de")).count() == 1


def test_translator_never_edits_the_source(client, home, task):
    """T29: with wagtail-localize, whoever translates members may change the source's."""
    member = publish(make_member(name="Ville"))
    client.force_login(reviewer())

    edit = client.post(reverse("wagtailadmin_pages:edit", args=[home.pk]), {"title": "X"})
    snippet = client.post(
        reverse("wagtailsnippets_snippets_member:edit", args=[member.pk]), {"name": "X"}
    )

    assert is_refused(edit)
    assert is_refused(snippet)
    assert type(home).objects.get(pk=home.pk).title == "Accueil"


def localize_addresses(task, home):
    """Every address that wagtail-localize has, with numbers that exist."""
    numbers = {
        "page_id": home.pk,
        "translation_id": task.translation_id,
        "translation_source_id": task.translation.source_id,
        "string_segment_id": units(task.translation)[0].pk,
        "overridable_segment_id": 1,
        "mode": "x",
        "app_label": "snippets",
        "model_name": "member",
        "pk": 1,
    }
    for prefix in (r for r in get_resolver().url_patterns if str(r.pattern) == "admin/"):
        for found in getattr(prefix, "url_patterns", []):
            if getattr(found, "namespace", "") == "wagtail_localize":
                for pattern in found.url_patterns:
                    wanted = {name: numbers[name] for name in pattern.pattern.converters}
                    yield pattern.name, reverse(f"wagtail_localize:{pattern.name}", kwargs=wanted)


OPEN = {"javascript_catalog"}


@pytest.mark.parametrize("who", ["editor", "reviewer", "administrator"])
def test_every_view_of_wagtail_localize_is_closed(client, home, task, who):
    """Also those that a later version brings."""
    client.force_login(PEOPLE[who]())
    before = state_of(task)
    addresses = list(localize_addresses(task, home))
    assert len(addresses) > 15

    for name, address in addresses:
        for method in ("post", "put", "delete"):
            refused = getattr(client, method)(address)
            assert is_refused(refused) or name in OPEN, (name, refused.status_code)
        shown = client.get(address)
        leads = getattr(shown, "url", "")
        assert (
            leads.startswith("/admin/translation/")
            or shown.status_code in (403, 404)
            or name in OPEN
        )

    assert state_of(task) == before


def test_old_link_to_the_editor_leads_to_the_workspace(client, task, german):
    client.force_login(translator())

    answer = client.get(reverse("wagtailadmin_pages:edit", args=[german.pk]))

    assert answer.url == reverse("translation:task", args=[task.pk])


def test_editor_still_edits_the_source(client, home):
    client.force_login(editor())

    assert client.get(reverse("wagtailadmin_pages:edit", args=[home.pk])).status_code == 200


def test_no_way_stands_beside_the_table():
    """Whoever adds an address to the workspace adds it to the tables above."""
    from translation.urls import urlpatterns

    known = {
        "tasks",
        "resolve",
        "job",
        "advance_job",
        "retry_job",
        "jobs",
        "submit_page",
        "submit_snippet",
        "submit_outdated",
    }
    asked = {
        "task",
        "preview",
        "share",
        "fill",
        "machine",
        "history",
        "suggestions",
        "save",
        "confirm",
        "comment",
        "segment_comment",
        "step",
        "plan",
        "minor",
    }
    assert {pattern.name for pattern in urlpatterns} == known | asked


@pytest.mark.parametrize("who", PEOPLE)
def test_comments_are_resolved_by_who_sees_the_task(client, task, who):
    made = workflow.comment_on(task, "Bitte", by=None)
    client.force_login(PEOPLE[who]())

    client.post(reverse("translation:resolve", args=[task.pk, made.pk]))

    made.refresh_from_db()
    assert (made.resolved_at is not None) == (who in SEES)
