"""Threat 18: role by action, as docs/roles.md tells it; denied by default."""

import re
from functools import cache
from pathlib import Path

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from wagtail.models import GroupPagePermission, Page

from cms.roles import RIGHTS, Role, make_roles
from media.models import Picture, SiteDocument
from tests.factories import (
    image_file,
    make_application,
    make_document,
    make_home,
    make_member,
    make_page,
    make_picture,
    make_site_information,
    translate,
)

pytestmark = pytest.mark.django_db

DOCS = Path(__file__).parents[2] / "docs/roles.md"
ROLES = [*Role]
SNIPPETS = "/admin/snippets/snippets"


class Site:
    def __init__(self):
        self.home = make_home()
        self.page = make_page(self.home, title="Texte", slug="texte")
        self.draft = make_page(self.home, title="Brouillon", slug="brouillon", live=False)
        translate(self.home, "de", title="Startseite", tagline="Gemeinsam")
        self.member, self.information = make_member(), make_site_information()
        self.picture, self.document = make_picture(), make_document()
        self.application = make_application()


def opens(url):
    """The form, which is shown to those only who may send it."""

    def may(client, site):
        return client.get(url(site)).status_code == 200

    return may


def publishes(client, site):
    perms = site.draft.permissions_for_user(get_user_model().objects.get(username="somebody"))
    return perms.can_publish()


def unpublishes(client, site):
    return client.get(f"/admin/pages/{site.page.pk}/unpublish/").status_code == 200


def publishes_member(client, site):
    url = f"{SNIPPETS}/member/edit/{site.member.pk}/"
    data = {"name": "Neu", "country": "FR", "kind": "CITY", "description": "null"}
    client.post(url, data | {"action-publish": "1"})
    site.member.refresh_from_db()
    return site.member.name == "Neu"


def locks(url, name):
    def may(client, site):
        client.post(url(site))
        thing = getattr(site, name)
        thing.refresh_from_db()
        return thing.locked

    return may


def approves_member(client, site):
    """What an editor submitted; the workflow lets those of its group, and their rights publish it."""
    site.member.name = "Approved"
    site.member.save_revision()
    site.member.get_workflow().start(site.member, None)
    state = site.member.current_workflow_task_state
    client.post(f"{SNIPPETS}/member/workflow/action/{site.member.pk}/approve/{state.pk}/")
    site.member.refresh_from_db()
    return site.member.name == "Approved"


def uploads_picture(client, site):
    file = SimpleUploadedFile("a.png", image_file().read())
    data = {"title": "T", "file": file, "collection": 1, "tags": ""}
    client.post("/admin/images/add/", data)
    return Picture.objects.count() == 2


def uploads_document(client, site):
    data = {
        "title": "T",
        "file": SimpleUploadedFile("a.pdf", b"%PDF-1.4"),
        "collection": 1,
        "tags": "",
    }
    client.post("/admin/documents/add/", data)
    return SiteDocument.objects.count() == 2


def has(permission):
    def may(client, site):
        return get_user_model().objects.get(username="somebody").has_perm(permission)

    return may


ACTIONS = {
    "open the admin": opens(lambda site: "/admin/"),
    "write pages": opens(lambda site: f"/admin/pages/{site.page.pk}/edit/"),
    "publish pages": publishes,
    "unpublish pages": unpublishes,
    "delete live pages": opens(lambda site: f"/admin/pages/{site.page.pk}/delete/"),
    "close pages to the public": opens(lambda site: f"/admin/pages/{site.page.pk}/privacy/"),
    "lock pages": locks(lambda site: f"/admin/pages/{site.page.pk}/lock/", "page"),
    "write members": opens(lambda site: f"{SNIPPETS}/member/edit/{site.member.pk}/"),
    "publish members": publishes_member,
    "lock members": locks(lambda site: f"{SNIPPETS}/member/lock/{site.member.pk}/", "member"),
    "approve submitted members": approves_member,
    "delete members": opens(lambda site: f"{SNIPPETS}/member/delete/{site.member.pk}/"),
    "write site information": opens(
        lambda site: f"{SNIPPETS}/siteinformation/edit/{site.information.pk}/"
    ),
    "upload pictures": uploads_picture,
    "upload documents": uploads_document,
    "delete pictures": opens(lambda site: f"/admin/images/{site.picture.pk}/delete/"),
    "delete documents": opens(lambda site: f"/admin/documents/delete/{site.document.pk}/"),
    "send to translation": has("translation.coordinate_translation"),
    "write redirects": opens(lambda site: "/admin/redirects/add/"),
    "read applications": has("membership.view_application"),
    "decide on applications": has("membership.change_application"),
    "delete applications": has("membership.delete_application"),
    "keep language teams": opens(lambda site: "/admin/language_teams/new/"),
    "keep API keys": has("access.add_apikey"),
    "keep users": opens(lambda site: "/admin/users/new/"),
    "keep groups": opens(lambda site: "/admin/groups/new/"),
    "keep collections": opens(lambda site: "/admin/collections/add/"),
    "keep workflows": opens(lambda site: "/admin/workflows/add/"),
}


@cache
def documented():
    """{(role, action): whether the table says yes}."""
    table = re.search(r"<!-- roles:begin -->\n(.*?)<!-- roles:end -->", DOCS.read_text(), re.DOTALL)
    head, _line, *rows = (
        [cell.strip() for cell in row.strip("|").split("|")]
        for row in table[1].strip().splitlines()
    )
    return {
        (role, action): cell == "yes"
        for action, *cells in rows
        for role, cell in zip(head[1:], cells, strict=True)
    }


@pytest.fixture
def somebody(client):
    """A browser of somebody in a group, or in none."""
    make_roles()

    def with_role(role):
        user = get_user_model().objects.create_user("somebody", password="x")
        if role:
            user.groups.add(Group.objects.get(name=role.value))
        client.force_login(user)
        return client

    return with_role


@pytest.mark.parametrize("role", ROLES)
def test_role_may_do_what_the_table_says_and_nothing_else(role, somebody):
    site, client = Site(), somebody(role)

    may = {action: do(client, site) for action, do in ACTIONS.items()}

    assert may == {action: documented()[role.value, action] for action in ACTIONS}


def test_table_has_every_role_and_action():
    assert documented().keys() == {(role.value, action) for role in Role for action in ACTIONS}


@pytest.mark.parametrize("role", [None])
def test_somebody_without_a_role_may_do_nothing(role, somebody):
    site, client = Site(), somebody(role)

    assert not any(do(client, site) for do in ACTIONS.values())


def test_roles_are_exact_and_made_again_without_change():
    make_roles()
    group = Group.objects.get(name=Role.TRANSLATOR.value)
    group.permissions.add(Permission.objects.get(codename="delete_user"))
    GroupPagePermission.objects.create(
        group=group, page=Page.get_first_root_node(), permission=permission("publish_page")
    )

    make_roles()

    assert {p.codename for p in group.permissions.all()} == {"access_admin"}
    assert not group.page_permissions.exists()
    assert Group.objects.count() == len(RIGHTS)


def permission(codename):
    return Permission.objects.get(codename=codename, content_type__app_label="wagtailcore")


def test_editor_of_one_section_has_no_way_into_another(client):
    home = make_home()
    own, other = make_page(home, slug="own"), make_page(home, title="Geheim", slug="other")
    first = other.save_revision()
    group = Group.objects.create(name="Section")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    for codename in ("add_page", "change_page", "publish_page"):
        GroupPagePermission.objects.create(group=group, page=own, permission=permission(codename))
    user = get_user_model().objects.create_user("section")
    user.groups.add(group)
    client.force_login(user)

    assert client.get(f"/admin/pages/{own.pk}/edit/").status_code == 200
    for path in (
        "edit/",
        "history/",
        f"revisions/{first.pk}/view/",
        f"revisions/{first.pk}/revert/",
        f"revisions/compare/earliest...{first.pk}/",
        "unpublish/",
        "delete/",
        "copy/",
        "usage/",
        "view_draft/",
    ):
        answer = client.get(f"/admin/pages/{other.pk}/{path}", follow=True)
        assert answer.status_code in {302, 403, 404} or "Geheim" not in answer.content.decode(), (
            path
        )
    client.post(f"/admin/pages/{other.pk}/unpublish/")
    other.refresh_from_db()
    assert other.live
