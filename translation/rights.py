"""The one rule of who may do what to a translation: every way in asks may()."""

from enum import Enum
from typing import Any

from wagtail.models import Locale

from translation.models import Role, TeamMember

COORDINATE = "translation.coordinate_translation"


class Action(Enum):
    VIEW = "VIEW"
    """See a task and its texts."""
    TRANSLATE = "TRANSLATE"
    """Write texts, comment, ask for review."""
    REVIEW = "REVIEW"
    """Send back, approve, publish, take off the site."""
    COORDINATE = "COORDINATE"
    """Submit for translation, assign, set dates, edit teams, stop and restart."""


ROLES: dict[Action, set[str]] = {
    Action.VIEW: {Role.TRANSLATOR, Role.REVIEWER},
    Action.TRANSLATE: {Role.TRANSLATOR, Role.REVIEWER},
    Action.REVIEW: {Role.REVIEWER},
    Action.COORDINATE: set(),
}


def may(user: Any, action: Action, locale: "Locale | int") -> bool:
    """Whether the user may do it into the language. Nobody translates into the source language."""
    return locale_id(locale) in locales_for(user, action)


def locales_for(user: Any, action: Action) -> set[int]:
    """The numbers of the languages into which the user may do it; at most two queries."""
    if not user.is_active:
        return set()
    if user.is_superuser or (action in (Action.VIEW, Action.COORDINATE) and coordinates(user)):
        return target_locales()
    teams = TeamMember.objects.filter(user=user, role__in=ROLES[action])
    return set(teams.values_list("locale_id", flat=True)) - {source_locale().pk}


def coordinates(user: Any) -> bool:
    return user.is_active and user.has_perm(COORDINATE)


def target_locales() -> set[int]:
    others = Locale.objects.exclude(pk=source_locale().pk)
    return set(others.values_list("pk", flat=True))


def source_locale() -> Locale:
    """All content is written in it first (T25)."""
    return Locale.get_default()


def locale_id(locale: "Locale | int") -> int:
    return locale if isinstance(locale, int) else locale.pk
