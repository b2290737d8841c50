"""Who may take files out and bring them in; asked by every view here, and by nothing below them."""

from typing import Any

from wagtail.models import Locale

from translation.rights import Action, locales_for


def may_exchange(user: Any, locale: Locale) -> bool:
    return locale.pk in numbers(user)


def exchange_locales(user: Any) -> list[Locale]:
    """The languages that the user may bring in, ordered by tag; never that of the source."""
    return list(Locale.objects.filter(pk__in=numbers(user)).order_by("language_code"))


def numbers(user: Any) -> set[int]:
    """Of the languages of translators, reviewers and coordinators: these send files out and bring them back."""
    return locales_for(user, Action.TRANSLATE) | locales_for(user, Action.COORDINATE)
