"""Who may do what: the groups of the site, and all that each of them may do. What is not named is denied.

make_roles() writes the table into the database, at every start: the groups named here are those of the release.
Whoever needs other rights makes a group of their own, which nothing here touches.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page

from cms.moderation import set_up_moderation


class Role(StrEnum):
    """The value is the name of the group."""

    ADMINISTRATOR = "Administrators"
    EDITOR = "Editors"
    MODERATOR = "Moderators"
    TRANSLATOR = "Translators"
    REVIEWER = "Reviewers"
    COORDINATOR = "Coordinators"
    MEMBERSHIP_OFFICER = "Membership officers"


@dataclass(frozen=True, slots=True)
class Rights:
    """pages are codenames that hold on the whole tree; media, as app.codename, on all collections; models on all rows."""

    pages: frozenset[str] = frozenset()
    media: frozenset[str] = frozenset()
    models: frozenset[str] = field(default_factory=frozenset)


def on_models(actions: str, *models: str) -> set[str]:
    """("add change", "snippets.member") → snippets.add_member, snippets.change_member."""
    names = [model.split(".") for model in models]
    return {f"{app}.{action}_{model}" for app, model in names for action in actions.split()}


SNIPPETS = ("snippets.member", "snippets.secondee", "snippets.siteinformation")
IN = {"wagtailadmin.access_admin"}
# Wagtail asks for the rights on its own models, whichever stand in their place; who may change may delete.
LOOK = {"wagtailimages.choose_image", "wagtaildocs.choose_document"}
WRITE_PICTURES = on_models("add change", "wagtailimages.image")
WRITE_MEDIA = LOOK | WRITE_PICTURES | on_models("add change", "wagtaildocs.document")
COLLECTIONS = on_models("add change delete", "wagtailcore.collection")
WRITE_PAGES = {"add_page", "change_page"}
RUN_RECORDS = "add change delete publish lock unlock"
RUN_PAGES = WRITE_PAGES | {"publish_page", "lock_page", "unlock_page"}

RIGHTS: dict[Role, Rights] = {
    Role.ADMINISTRATOR: Rights(
        pages=frozenset(RUN_PAGES | {"bulk_delete_page"}),
        media=frozenset(WRITE_MEDIA | COLLECTIONS),
        models=frozenset(
            IN
            | on_models(RUN_RECORDS, *SNIPPETS)
            | on_models("add change delete", "auth.user", "wagtailredirects.redirect")
            | on_models("add change delete", "wagtailcore.locale")
            | on_models("add change delete view", "auth.group", "wagtailcore.workflow")
            | on_models("view change delete", "membership.application")
            | on_models("add change delete", "translation.teammember", "translation.languagerule")
            | on_models("add change delete view", "access.apikey")
            | {"preview.delete_previewgrant", "preview.change_previewsetting"}
            | {"wagtailcore.change_site", "translation.coordinate_translation"}
        ),
    ),
    Role.EDITOR: Rights(
        pages=frozenset(WRITE_PAGES),
        media=frozenset(WRITE_MEDIA),
        models=frozenset(IN | on_models("add change", *SNIPPETS)),
    ),
    Role.MODERATOR: Rights(
        pages=frozenset(RUN_PAGES),
        media=frozenset(WRITE_MEDIA),
        models=frozenset(
            IN
            | on_models(RUN_RECORDS, *SNIPPETS)
            | on_models("add change delete", "wagtailredirects.redirect")
        ),
    ),
    # What a translator and a reviewer may do in each language, the translation desk says.
    Role.TRANSLATOR: Rights(media=frozenset(LOOK), models=frozenset(IN)),
    Role.REVIEWER: Rights(media=frozenset(LOOK), models=frozenset(IN)),
    Role.COORDINATOR: Rights(
        media=frozenset(LOOK),
        models=frozenset(
            IN
            | on_models("add change delete", "translation.teammember", "translation.languagerule")
            | {"translation.coordinate_translation"}
        ),
    ),
    Role.MEMBERSHIP_OFFICER: Rights(
        media=frozenset(LOOK | WRITE_PICTURES),
        models=frozenset(
            IN
            | on_models("view change", "membership.application")
            | on_models("add change publish lock unlock", "snippets.member")
        ),
    ),
}


@transaction.atomic
def make_roles() -> None:
    """Makes the groups and gives each exactly its rights. A second call changes nothing."""
    groups = {}
    for role, rights in RIGHTS.items():
        group, _made = Group.objects.get_or_create(name=role.value)
        groups[role] = group
        group.permissions.set(found(rights.models))
        give_pages(group, rights.pages)
        give_media(group, rights.media)
    set_up_moderation(groups[Role.MODERATOR], groups[Role.ADMINISTRATOR])


def found(names: Iterable[str]) -> list[Permission]:
    """Raises LookupError for a right that no app knows."""
    return [permission(*name.split(".")) for name in sorted(names)]


def permission(app: str, codename: str) -> Permission:
    known = Permission.objects.filter(content_type__app_label=app, codename=codename).first()
    if known is None:
        raise LookupError(f"There is no right {app}.{codename}.")
    return known


def give_pages(group: Group, codenames: frozenset[str]) -> None:
    root = Page.get_first_root_node()
    wanted = found(f"wagtailcore.{name}" for name in codenames)
    given = GroupPagePermission.objects.filter(group=group)
    given.exclude(page=root, permission__in=wanted).delete()
    for one in wanted:
        given.get_or_create(group=group, page=root, permission=one)


def give_media(group: Group, codenames: frozenset[str]) -> None:
    root = Collection.get_first_root_node()
    wanted = found(codenames)
    given = GroupCollectionPermission.objects.filter(group=group)
    given.exclude(collection=root, permission__in=wanted).delete()
    for one in wanted:
        given.get_or_create(group=group, collection=root, permission=one)
