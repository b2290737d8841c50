"""The table of who may do what, into which language."""

import pytest

from tests.factories import locale
from tests.translation.making import coordinator, person, reviewer, translator
from translation.models import Role, TeamMember
from translation.rights import Action, may

pytestmark = pytest.mark.django_db

VIEW, TRANSLATE, REVIEW, COORDINATE = Action
ALL = set(Action)

PEOPLE = {
    "stranger": lambda: person("stranger"),
    "translator": translator,
    "reviewer": reviewer,
    "coordinator": coordinator,
    "administrator": lambda: person("administrator", is_superuser=True),
    "left": lambda: person("left", is_superuser=True, is_active=False),
}
TABLE = [
    ("stranger", "de", set()),
    ("stranger", "fr", set()),
    ("translator", "de", {VIEW, TRANSLATE}),
    ("translator", "rom", set()),
    ("translator", "fr", set()),
    ("reviewer", "de", {VIEW, TRANSLATE, REVIEW}),
    ("reviewer", "rom", set()),
    ("reviewer", "fr", set()),
    ("coordinator", "de", {VIEW, COORDINATE}),
    ("coordinator", "rom", {VIEW, COORDINATE}),
    ("coordinator", "fr", set()),
    ("administrator", "de", ALL),
    ("administrator", "rom", ALL),
    ("administrator", "fr", set()),
    ("left", "de", set()),
]


@pytest.mark.parametrize(("who", "tag", "allowed"), TABLE)
def test_rights(who, tag, allowed):
    user = PEOPLE[who]()

    assert {action for action in Action if may(user, action, locale(tag))} == allowed


def test_nobody_translates_into_the_source_language_even_in_a_team_of_it():
    user = translator()
    TeamMember.objects.create(user=user, locale=locale("fr"), role=Role.REVIEWER)

    assert not any(may(user, action, locale("fr")) for action in Action)


def test_roles_of_several_languages_do_not_mix():
    user = translator(tag="de")
    TeamMember.objects.create(user=user, locale=locale("rom"), role=Role.REVIEWER)

    assert may(user, REVIEW, locale("rom"))
    assert not may(user, REVIEW, locale("de"))
