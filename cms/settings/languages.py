"""The list of content languages, also of those that Django has never heard of (T41)."""

import gettext
import secrets
from pathlib import Path
from typing import Any

from babel import Locale, UnknownLocaleError
from babel.messages import Catalog
from babel.messages.mofile import write_mo
from django.conf import locale as django_locale
from django.conf.locale import LANG_INFO
from django.utils.functional import lazy
from django.utils.translation import get_language, to_locale


def reader_locale() -> Locale:
    return cldr(get_language() or "en") or Locale("en")


def language_name(tag: str) -> str:
    """From CLDR, as Django's own translations lack the languages that are new to it."""
    return str(reader_locale().languages.get(tag) or LANG_INFO[tag]["name"])


name_of = lazy(language_name, str)


def register_languages(wanted: list[tuple[str, str | None]]) -> list[tuple[str, Any]]:
    """(tag, name in the reader's language) for Django's LANGUAGES; tags in lower case, as Django's are.

    A language that is new to Django is added to its LANG_INFO, so that every get_language_info finds
    it; adding one needs no code.
    """
    for tag, own_name in wanted:
        if tag.lower() not in LANG_INFO:
            LANG_INFO[tag.lower()] = language_info(tag, own_name)
    return [(tag.lower(), name_of(tag.lower())) for tag, _own_name in wanted]


def language_info(tag: str, own_name: str | None) -> dict[str, Any]:
    english = Locale("en").languages.get(tag.replace("-", "_"), tag)
    locale = cldr(tag)
    return {
        "bidi": bool(locale and locale.text_direction == "rtl"),
        "code": tag.lower(),
        "name": english,
        "name_local": own_name or (locale.display_name if locale else None) or english,
    }


def make_missing_catalogs(tags: list[str], folders: list[Path]) -> None:
    """An empty catalog in the last folder for each language that has none in Django or the folders.

    Django neither formats dates in a language without a catalog nor answers at its addresses.
    """
    known = [Path(django_locale.__file__).parent, *folders]
    for tag in tags:
        if not any(gettext.find("django", folder, [to_locale(tag)]) for folder in known):
            make_catalog(folders[-1] / to_locale(tag) / "LC_MESSAGES")


def make_catalog(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    # Moved into place whole: other processes may be starting and reading too.
    unfinished = folder / secrets.token_hex(8)
    with unfinished.open("wb") as file:
        write_mo(file, Catalog())
    unfinished.replace(folder / "django.mo")


def cldr(tag: str) -> Locale | None:
    try:
        return Locale.parse(tag, sep="-")
    except (UnknownLocaleError, ValueError):
        return None
