"""Records are moderated and locked as pages are; their translations have reviewers of their own."""

from http import HTTPStatus

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.test import Client
from wagtail.models import GroupApprovalTask, WorkflowContentType, WorkflowPage

from cms.roles import Role, make_roles
from content_version.reading import content_version
from preview.grants import grant_reviewer
from snippets.models import Member
from tests.editing import opened
from tests.factories import make_home, make_member, translate
from tests.translation.making import put_all, reviewed_and_published
from translation.models import State
from translation.submitting import submit

pytestmark = pytest.mark.django_db

SNIPPETS = "/admin/snippets/snippets"
OLD, NEW = "https://old.example", "https://new.example"


@pytest.fixture(autouse=True)
def roles():
    make_roles()


@pytest.fixture
def member():
    made = make_member(name="Graz", country="AT", website=OLD)
    made.save_revision().publish()
    return Member.objects.get(pk=made.pk)


def browser(role, name=None):
    user = get_user_model().objects.create_user(name or role.name.lower(), "a@example.org", "x")
    user.groups.add(Group.objects.get(name=role.value))
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def editor():
    return browser(Role.EDITOR)


@pytest.fixture
def moderator():
    return browser(Role.MODERATOR)


def form_address(member):
    return f"{SNIPPETS}/member/edit/{member.pk}/"


def send(client, member, action=None, **values):
    """Open the form and send it, as a browser does."""
    data = {"name": "Graz", "country": "AT", "kind": "CITY", "description": "null", "website": OLD}
    choice = {action: "1"} if action else {}
    address = form_address(member)
    return client.post(address, data | opened(client, address) | values | choice)


def submitted(editor, member, **values):
    response = send(editor, member, "action-submit", **values)
    assert response.status_code == HTTPStatus.FOUND
    return Member.objects.get(pk=member.pk)


def approve(client, member, way="approve"):
    state = member.current_workflow_task_state
    return client.post(f"{SNIPPETS}/member/workflow/action/{member.pk}/{way}/{state.pk}/")


def test_submitted_member_is_public_only_when_a_moderator_approves(editor, moderator, member):
    before = content_version()
    waiting = submitted(editor, member, website=NEW)
    assert (waiting.website, content_version()) == (OLD, before)

    approve(moderator, waiting)

    member.refresh_from_db()
    assert member.website == NEW
    assert content_version() != before


def test_moderator_finds_it_on_the_first_screen(editor, moderator, member):
    make_home()
    submitted(editor, member)

    screen = moderator.get("/admin/").content.decode()

    assert "awaiting-review" in screen
    assert form_address(member) in screen
    assert form_address(member) not in browser(Role.TRANSLATOR).get("/admin/").content.decode()


@pytest.mark.parametrize("path", ["add/", "edit/{}/"])
def test_menu_says_it_plainly(editor, member, path):
    form = editor.get(f"{SNIPPETS}/member/{path.format(member.pk)}").content.decode()

    assert "Soumettre pour modération" in form.partition('name="action-submit"')[2][:400]


def test_requested_changes_go_back_to_the_editor(editor, moderator, member):
    waiting = submitted(editor, member, website=NEW)

    approve(moderator, waiting, way="reject")

    member.refresh_from_db()
    assert (member.website, member.current_workflow_state.status) == (OLD, "needs_changes")
    assert send(editor, member, website="https://third.example").status_code == HTTPStatus.FOUND


def test_nobody_but_moderators_writes_what_is_in_moderation(editor, moderator, member):
    waiting = submitted(editor, member, website=NEW)

    send(editor, waiting, name="Wien")
    assert waiting.get_latest_revision().content["name"] == "Graz"

    send(moderator, waiting, website=NEW, name="Grätz")
    waiting.refresh_from_db()
    assert waiting.get_latest_revision().content["name"] == "Grätz"


def test_facts_of_a_submitted_draft_stay_out_of_other_languages(editor, moderator, member):
    german = translate(member, "de")

    waiting = submitted(editor, member, website=NEW)
    german.refresh_from_db()
    assert german.website == OLD

    approve(moderator, waiting)
    german.refresh_from_db()
    assert german.website == NEW


def test_approval_outdates_translations_and_ends_preview_links(editor, moderator, member):
    task = reviewed_and_published(translated(member))
    link = grant_reviewer(member.get_latest_revision(), "Anna", 2, None)
    waiting = submitted(editor, member, name="Grätz")

    approve(moderator, waiting)

    task.refresh_from_db()
    link.refresh_from_db()
    assert task.state == State.OUTDATED
    assert not link.is_open()
    assert german_of(member).name == "Graz (de)"


def translated(member):
    from tests.factories import locale

    task = submit(member, locale("de"), by=None)
    put_all(task, {"Graz": "Graz (de)"})
    return task


def german_of(member):
    return Member.objects.get(translation_key=member.translation_key, locale__language_code="de")


def test_approval_from_a_stale_form_is_refused(editor, moderator, member):
    """Approving is saving too: what a colleague wrote meanwhile must not be lost unseen."""
    waiting = submitted(editor, member)
    seen = opened(moderator, form_address(member))
    send(browser(Role.MODERATOR, "second"), waiting, name="Grätz")

    data = {"name": "Graz", "country": "AT", "kind": "CITY", "description": "null"}
    approving = {"action-workflow-action": "true", "workflow-action-name": "approve"}
    response = moderator.post(form_address(member), data | seen | approving)

    assert response.status_code == HTTPStatus.CONFLICT
    assert Member.objects.get(pk=member.pk).workflow_in_progress


def test_locked_member_is_read_only_for_others(editor, moderator, member):
    moderator.post(f"{SNIPPETS}/member/lock/{member.pk}/")

    response = send(editor, member, name="Wien")

    assert response.context["locked_for_user"]
    member.refresh_from_db()
    assert member.get_latest_revision().content["name"] == "Graz"


def test_translation_is_not_locked_by_hand(moderator, member):
    german = translate(member, "de")

    moderator.post(f"{SNIPPETS}/member/lock/{german.pk}/")

    german.refresh_from_db()
    assert not german.locked


def test_locked_source_makes_no_locked_translation(moderator, member):
    moderator.post(f"{SNIPPETS}/member/lock/{member.pk}/")
    member.refresh_from_db()

    translated(member)

    assert not german_of(member).locked


def test_lock_on_a_translation_breaks_neither_facts_nor_publication(editor, moderator, member):
    """Whatever locked it, as a script or an import may: the lock is on a form that nobody opens."""
    task = translated(member)
    Member.objects.filter(pk=german_of(member).pk).update(locked=True)

    send(moderator, member, "action-publish", website=NEW)
    reviewed_and_published(task)

    assert (german_of(member).website, german_of(member).name) == (NEW, "Graz (de)")


def test_translation_is_not_for_wagtails_moderation(moderator, member):
    task = translated(member)
    german = german_of(member)

    assert german.get_workflow() is None
    response = moderator.post(form_address(german), {"name": "Wien", "action-submit": "1"})
    assert response.status_code in {HTTPStatus.FOUND, HTTPStatus.FORBIDDEN}
    assert not german.workflow_in_progress
    task.refresh_from_db()
    assert task.published_at is None


def test_moderation_is_assigned_once_and_another_choice_stays():
    make_roles()
    kinds = WorkflowContentType.objects.values_list("content_type__model", flat=True)
    assert sorted(kinds) == ["member", "secondee", "siteinformation"]
    assert WorkflowPage.objects.count() == 1

    other = WorkflowContentType.objects.first().workflow
    other.pk, other.name = None, "Ours"
    other.save()
    WorkflowContentType.objects.update(workflow=other)
    make_roles()

    assert set(WorkflowContentType.objects.values_list("workflow__name", flat=True)) == {"Ours"}


def test_administrators_approve_too_until_others_are_chosen():
    step = GroupApprovalTask.objects.get()
    assert {group.name for group in step.groups.all()} == {"Administrators", "Moderators"}

    step.groups.set(Group.objects.filter(name="Editors"))
    make_roles()

    assert [group.name for group in step.groups.all()] == ["Editors"]


def test_workflow_that_administrators_switched_off_stays_off(member):
    member.get_workflow().deactivate()

    make_roles()

    assert member.get_workflow() is None
    assert not WorkflowPage.objects.exists()
