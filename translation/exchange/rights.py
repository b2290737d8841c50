"""Who may take files out and bring them in; asked by every view here, and by nothing below them."""

from typing import Any

from wagtail.models import Locale

from translation.rights import Action, may


def may_exchange(user: Any, locale: Locale) -> bool:
    """Translators and reviewers of the language, and coordinators, who send files out and bring them back."""
    return may(user, Action.TRANSLATE, locale) or may(user, Action.COORDINATE, locale)


def exchange_locales(user: Any) -> list[Locale]:
    """The languages that the user may bring in, ordered by tag; never that of the source."""
    found = Locale.objects.exclude(pk=Locale.get_default().pk).order_by("language_code")
    return [locale for locale in found if may_exchange(user, locale)]
