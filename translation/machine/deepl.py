"""wagtail-localize's DeepL provider, within DeepL's limits, with errors that say what to do (T31)."""

from collections.abc import Iterable
from typing import Any

import requests
from django.conf import settings
from django.utils.translation import gettext as _
from wagtail.models import Locale
from wagtail_localize.machine_translators.deepl import DeepLTranslator, language_code
from wagtail_localize.strings import StringValue

from translation.machine.batching import Limits, batches

LANGUAGES = frozenset(
    ["AR", "BG", "CS", "DA", "DE", "EL", "EN", "ES", "ET", "FI", "FR", "HE", "HU", "ID", "IT", "JA", "KO", "LT", "LV", "NB", "NL", "PL", "PT", "RO", "RU", "SK", "SL", "SV", "TH", "TR", "UK", "VI", "ZH"]
)  # fmt: skip
"""What it translates between: https://developers.deepl.com/docs/getting-started/supported-languages"""


class MachineError(Exception):
    """The provider refused or could not be reached; the message is for the translator."""


class DeepL(DeepLTranslator):
    limits = Limits(texts=50, size=100 * 1024)
    """DeepL takes 50 texts and 128 KiB in one request; the rest is for what stands beside the texts.
    https://developers.deepl.com/api-reference/translate"""

    def can_translate(self, source_locale: Locale, target_locale: Locale) -> bool:
        source = language_code(source_locale.language_code)
        target = language_code(target_locale.language_code)
        return source != target and {source, target} <= LANGUAGES and is_switched_on(target_locale)

    def translate(
        self, source_locale: Locale, target_locale: Locale, strings: Iterable[StringValue]
    ) -> dict[StringValue, StringValue]:
        """All of them, in as many requests as it takes: wagtail-localize's own button gives all at once.

        Raises MachineError; what other requests brought is lost then, so give it one batch at a time.
        """
        found: dict[StringValue, StringValue] = {}
        for batch in batches(strings, self.limits):
            found |= self.translate_batch(source_locale, target_locale, batch)
        return found

    def translate_batch(
        self, source: Locale, target: Locale, strings: list[StringValue]
    ) -> dict[StringValue, StringValue]:
        if not self.options.get("AUTH_KEY"):
            raise MachineError(_("There is no key for DeepL: set DEEPL_AUTH_KEY."))
        answer = self.post(self.get_parameters(source, target, strings))
        try:
            texts = [item["text"] for item in answer.json()["translations"]]
            return {string: StringValue(text) for string, text in zip(strings, texts, strict=True)}
        except (ValueError, KeyError, TypeError) as error:
            raise MachineError(_("DeepL gave an answer that cannot be read.")) from error

    def post(self, parameters: dict[str, Any]) -> requests.Response:
        try:
            answer = requests.post(
                self.get_api_endpoint(),
                parameters,
                timeout=int(self.options.get("TIMEOUT", 15)),
                headers=self.get_headers(),
                allow_redirects=False,
            )
        except requests.RequestException as error:
            raise MachineError(_("DeepL cannot be reached. Try again later.")) from error
        if answer.status_code != requests.codes.ok:
            raise MachineError(refusal(answer.status_code))
        return answer


def is_switched_on(locale: Locale) -> bool:
    """Of MACHINE_TRANSLATION_LANGUAGES; all, when the setting names none."""
    wanted = settings.MACHINE_TRANSLATION_LANGUAGES
    return not wanted or locale.language_code.lower() in wanted


def refusal(status: int) -> str:
    """https://developers.deepl.com/docs/best-practices/error-handling"""
    messages = {
        401: _("DeepL does not accept the key: check DEEPL_AUTH_KEY."),
        403: _("DeepL does not accept the key: check DEEPL_AUTH_KEY."),
        413: _("A text is too long for DeepL."),
        429: _("DeepL is asked too often. Try again in a minute."),
        456: _("The quota of DeepL is used up."),
    }
    return messages.get(status) or _("DeepL answered with error %(status)s.") % {"status": status}
