"""Warnings of how a language is written: spaces, quotation marks, the sign at the end."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _

from translation.checks.content import fill
from translation.checks.finding import Finding, warning
from translation.checks.markup import visible

DOUBLED = re.compile(r"[ \u00a0\u202f\t]{2,}")
FINAL = ".!?…:;"
CLOSING = " \u00a0\u202f\n\t»”“\"'’)]"
"""What may stand behind the sign at the end."""
NARROW = "\u202f\u00a0"
"""The narrow no-break space is the rule; the wide one is what keyboards offer, and no mistake."""
BEFORE = re.compile(rf"(?<=[^\s{NARROW}?!;:(\[«])[;:!?](?=[\s»)\]]|$)|(?<= )[;:!?](?=[\s»)\]]|$)")
INSIDE = re.compile(rf"«(?![{NARROW}])|(?<![{NARROW}])»")
STRAIGHT = '"'
FOREIGN = {
    "fr": re.compile(r"[„“”\"]"),
    # The „ of the start ends with “, which in English is the start.
    "de": re.compile(r"[”\"]|«(?=\s)|(?<=\s)»(?=\s|$)|“(?=\w)"),
    "en": re.compile(r"[„«»]"),
}
"""Quotation marks that the language does not use; »…« is good German."""
WORD = re.compile(r"[^\W\d_]{2,}")


def check_typography(
    source: str, target: str, source_tag: str, target_tag: str
) -> Iterator[Finding]:
    wanted, given = visible(source), visible(target)
    if (doubled := DOUBLED.search(given)) and not DOUBLED.search(wanted):
        yield warning("double-space", _("Two spaces in a row."), doubled[0], doubled.start())
    yield from check_end(wanted, given)
    language = target_tag.split("-")[0]
    if language == "fr":
        yield from check_french_spaces(given)
    if (foreign := FOREIGN.get(language)) and (mark := foreign.search(given)):
        message = fill(_("The quotation mark %(piece)s is not of this language."), mark[0])
        yield warning("quotation-mark", message, mark[0], mark.start())
    if source_tag.split("-")[0] != language and is_untranslated(wanted, given):
        yield warning("same-as-source", _("The same as the source: is it translated?"))


def check_end(wanted: str, given: str) -> Iterator[Finding]:
    end, other = final(wanted), final(given)
    if end and not other:
        message = fill(_("The source ends with %(piece)s, the translation does not."), end)
        yield warning("final-punctuation", message, end)
    elif other and not end:
        message = fill(_("The translation ends with %(piece)s, the source does not."), other)
        yield warning("final-punctuation", message, other, given.rindex(other))


def final(text: str) -> str:
    """The signs at the end of the last sentence, such as ?!; empty for none."""
    closed = text.rstrip(CLOSING)
    return closed[len(closed.rstrip(FINAL)) :]


def check_french_spaces(given: str) -> Iterator[Finding]:
    for mark in BEFORE.finditer(given):
        message = fill(_("A no-break space belongs before %(piece)s."), mark[0])
        yield warning("french-spacing", message, mark[0], mark.start())
    for mark in INSIDE.finditer(given):
        message = fill(_("A no-break space belongs inside %(piece)s."), mark[0])
        yield warning("french-spacing", message, mark[0], mark.start())


def is_untranslated(wanted: str, given: str) -> bool:
    """Two words at least: names are the same in many languages."""
    return wanted == given and len(WORD.findall(wanted)) > 1
