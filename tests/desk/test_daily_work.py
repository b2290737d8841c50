"""Moderation, scheduling, locks, comments and comparison, as the site sets them up; and choosers."""

import json
from datetime import timedelta
from unittest.mock import patch

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.core.management import call_command
from django.utils import timezone
from wagtail.models import Comment, GroupApprovalTask, GroupPagePermission, Page, Workflow
from wagtail.users.models import UserProfile

from tests.editing import opened
from tests.factories import locale, make_home, make_member, make_page, translate

pytestmark = pytest.mark.django_db
TITLE = 'query { page(path: "/fr/page/") { title } }'


@pytest.fixture
def page():
    return make_page(make_home(), title="Page", slug="page")


def member_of(name, page, *codenames):
    group = Group.objects.create(name=name)
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    for codename in codenames:
        permission = Permission.objects.get(
            codename=codename, content_type__app_label="wagtailcore"
        )
        GroupPagePermission.objects.create(group=group, page=page, permission=permission)
    user = get_user_model().objects.create_user(name, password="x", email=f"{name}@example.org")
    user.groups.add(group)
    return user, group


@pytest.fixture
def editor(page):
    return member_of("editrice", page, "change_page")[0]


@pytest.fixture
def moderator(page):
    user, group = member_of(
        "moderator", page, "change_page", "publish_page", "lock_page", "unlock_page"
    )
    GroupApprovalTask.objects.get().groups.add(group)
    return user


def form(page, title, **action):
    return {
        "title": title,
        "slug": page.slug,
        "intro": "null",
        "body-count": "0",
        "comments-TOTAL_FORMS": "0",
        "comments-INITIAL_FORMS": "0",
    } | action


def edit(client, user, page, title, **action):
    client.force_login(user)
    address = f"/admin/pages/{page.pk}/edit/"
    return client.post(address, opened(client, address) | form(page, title, **action))


def test_site_comes_with_a_workflow_for_all_pages(page):
    [workflow] = Workflow.objects.active()

    assert page.get_workflow() == workflow


@pytest.mark.parametrize("language", ["fr", "en"])
def test_menu_submits_for_moderation_in_the_language_of_the_admin(client, page, editor, language):
    """Wagtail names the workflow there, whose name is in one language."""
    profile = UserProfile.get_for_user(editor)
    profile.preferred_language = language
    profile.save()
    client.force_login(editor)

    form = client.get(f"/admin/pages/{page.pk}/edit/").content.decode()

    words = {"fr": "Soumettre pour modération", "en": "Submit for moderation"}
    assert words[language] in form
    assert "Moderators approval" not in form.partition('name="action-submit"')[2][:400]


def test_page_goes_public_when_a_moderator_approves_it(client, page, editor, moderator, execute):
    edit(client, editor, page, "Nouveau", **{"action-submit": "1"})
    assert execute(TITLE)["page"]["title"] == "Page"
    task = page.current_workflow_task_state

    client.force_login(moderator)
    assert "Nouveau" in client.get("/admin/").content.decode()
    client.post(f"/admin/pages/workflow/action/{page.pk}/approve/{task.pk}/")

    assert execute(TITLE)["page"]["title"] == "Nouveau"


def test_draft_in_moderation_can_be_looked_at(client, page, editor, moderator):
    edit(client, editor, page, "Nouveau", **{"action-submit": "1"})
    task = page.current_workflow_task_state.task_id
    client.force_login(moderator)

    response = client.get(f"/admin/pages/workflow/preview/{page.pk}/{task}/")

    assert response.status_code == 200
    assert 'id="facts"' in response.content.decode()


def test_editor_cannot_publish(client, page, editor, execute):
    edit(client, editor, page, "Nouveau", **{"action-publish": "1"})

    assert execute(TITLE)["page"]["title"] == "Page"


def test_scheduled_page_appears_at_its_time_and_expires_at_its_own(page, execute):
    now = timezone.now()
    later = make_page(page.get_parent(), title="Plus tard", slug="plus-tard", live=False)
    later.go_live_at, later.expire_at = now + timedelta(hours=1), now + timedelta(hours=2)
    later.save_revision().publish()
    asked = '{ page(path: "/fr/plus-tard/") { title } }'

    def at(hours):
        with patch.object(timezone, "now", lambda: now + timedelta(hours=hours)):
            call_command("publish_scheduled", verbosity=0)
            return bool(execute(asked)["page"])

    assert [at(0.5), at(1.1), at(2.1)] == [False, True, False]


def test_locked_page_cannot_be_edited_by_others(client, page, editor, moderator, execute):
    client.force_login(moderator)
    client.post(f"/admin/pages/{page.pk}/lock/")

    edit(client, editor, page, "Nouveau")

    assert Page.objects.get(pk=page.pk).get_latest_revision_as_object().title == "Page"


def test_comment_is_kept_with_the_page(client, page, editor):
    comment = {
        "comments-TOTAL_FORMS": "1",
        "comments-0-id": "",
        "comments-0-text": "À revoir",
        "comments-0-contentpath": "title",
        "comments-0-position": "",
        "comments-0-resolved": "",
        "comments-0-replies-TOTAL_FORMS": "0",
        "comments-0-replies-INITIAL_FORMS": "0",
    }

    edit(client, editor, page, "Page", **comment)

    assert Comment.objects.get().text == "À revoir"


def test_revisions_can_be_compared(client, page, editor):
    first = page.save_revision()
    page.title = "Nouveau"
    second = page.save_revision()
    client.force_login(editor)

    found = client.get(f"/admin/pages/{page.pk}/revisions/compare/{first.pk}...{second.pk}/")

    assert '<span class="deletion">Page</span>' in found.content.decode()
    assert '<span class="addition">Nouveau</span>' in found.content.decode()


@pytest.fixture
def german(page):
    home = page.get_parent()
    translate(home, "de", title="Startseite", tagline="Z")
    return translate(page, "de", title="Seite")


@pytest.fixture
def admin(client):
    client.force_login(get_user_model().objects.create_superuser("admin", password="x"))
    return client


def test_page_chooser_begins_in_the_language_of_the_edited_page(admin, german):
    def offered(**headers):
        return json.loads(admin.get("/admin/choose-page/", headers=headers).content)["html"]

    from_german = offered(referer=f"http://testserver/admin/pages/{german.pk}/edit/")
    from_new = offered(
        referer=f"http://testserver/admin/pages/add/pages/standardpage/{german.get_parent().pk}/"
    )
    from_elsewhere = offered()

    assert ("Startseite" in from_german, "Accueil" in from_german) == (True, False)
    assert "Startseite" in from_new
    assert "Accueil" in from_elsewhere


RICH_TEXT = "page_type=wagtailcore.page&allow_external_link=true&allow_email_link=true"


def test_link_chooser_in_a_text_begins_there_too(admin, german):
    referer = f"http://testserver/admin/pages/{german.pk}/edit/"

    answer = admin.get(f"/admin/choose-page/?{RICH_TEXT}", headers={"referer": referer})

    offered = json.loads(answer.content)["html"]
    assert ("Startseite" in offered, "Accueil" in offered) == (True, False)


def test_page_chooser_finds_the_own_language_and_others_only_where_it_has_none(admin, german):
    home = Page.objects.get(title="Accueil")
    french = make_page(home, title="Seiteneffekt", slug="effet")
    only_french = make_page(home, title="Quai", slug="quai")
    referer = f"http://testserver/admin/pages/{german.pk}/edit/"

    def found(words):
        address = f"/admin/choose-page/search/?{RICH_TEXT}&q={words}"
        return admin.get(address, headers={"referer": referer}).content.decode()

    assert german.title in found("Seite")
    assert french.title not in found("Seite")
    assert only_french.title in found("Quai")


def test_page_chooser_is_for_editors(client, german):
    assert client.get("/admin/choose-page/").status_code == 302


def test_member_chooser_offers_the_pages_language_first(admin, german):
    member = make_member(name="Aix")
    translate(member, "de", name="Zürich auf Deutsch")
    address = "/admin/snippets/choose/snippets/member/"

    def first(**headers):
        html = json.loads(admin.get(address, headers=headers).content)["html"]
        return min(("Aix", "Zürich auf Deutsch"), key=html.index)

    assert first() == "Aix"
    assert first(referer=f"http://t/admin/pages/{german.pk}/edit/") == "Zürich auf Deutsch"
    snippet = make_member(name="Bonn", locale=locale("de"))
    edited = f"http://t/admin/snippets/snippets/member/edit/{snippet.pk}/"
    html = json.loads(admin.get(address, headers={"referer": edited}).content)["html"]
    assert html.index("Bonn") < html.index("Aix")
