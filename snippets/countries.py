"""Countries by ISO 3166-1 code, their names from CLDR: editors never type one."""

import re
from functools import cache

from anyascii import anyascii
from babel import Locale, UnknownLocaleError
from django import forms
from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

# Codes that CLDR names but that stand for no country: islands and unions reserved
# exceptionally, groupings, pseudo-locales (ISO 3166-1, Unicode TR 35 "Unicode region subtag").
NOT_COUNTRIES = frozenset({"AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN"}) | {
    "XA",
    "XB",
    "ZZ",
}
ALPHA_2 = re.compile(r"[A-Z]{2}")


@cache
def cldr_locale(language: str) -> Locale:
    """The CLDR data of a language tag, or of the source language where CLDR has none (Romani)."""
    try:
        return Locale.parse(language, sep="-")
    except (UnknownLocaleError, ValueError):
        return Locale.parse(settings.LANGUAGE_CODE, sep="-")


@cache
def country_name(code: str, language: str) -> str:
    """The country's name in a language; the code itself when CLDR does not know it."""
    return str(cldr_locale(language).territories.get(code, code))


@cache
def country_codes() -> frozenset[str]:
    territories = cldr_locale("en").territories
    return frozenset(code for code in territories if ALPHA_2.fullmatch(code)) - NOT_COUNTRIES


def active_language() -> str:
    """The reader's language tag; the source language outside of a request."""
    return get_language() or str(settings.LANGUAGE_CODE)


def country_choices() -> list[tuple[str, str]]:
    """(code, name) of all countries in the active language, in the order of its names."""
    named = [(code, country_name(code, active_language())) for code in country_codes()]
    return sorted(named, key=lambda country: sorting_key(country[1]))


def sorting_key(text: str) -> str:
    """The text without accents and capitals, so that Évry stands beside Eupen and a search finds both."""
    return str(anyascii(text)).casefold()


def country_form_choices() -> list[tuple[str, str]]:
    return [("", "---------"), *country_choices()]


class CountryField(models.CharField):  # type: ignore[type-arg]
    """An ISO 3166-1 alpha-2 code, chosen by its name in the reader's language."""

    default_validators = [RegexValidator(ALPHA_2.pattern + r"\Z", _("Choose a country."))]

    def __init__(self, *args: object, **kwargs: object) -> None:
        kwargs["max_length"] = 2
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]

    def formfield(self, **kwargs: object) -> forms.Field:
        # The callable is asked anew by each form, so that the names follow the reader's language.
        return forms.ChoiceField(
            choices=country_form_choices,
            required=not self.blank,
            label=str(self.verbose_name).capitalize(),
            help_text=self.help_text,
        )
