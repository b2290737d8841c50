"""Errors: what would lose content or break the page. They block the approval of a translation."""

import re
from collections import Counter
from collections.abc import Iterator

from django.utils.translation import gettext as _
from wagtail_localize.strings import StringValue, validate_translation_links

from translation.checks.finding import Finding, error, warning
from translation.checks.markup import Broken, formats, linked_words, links, tokens, visible

PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|\{\{[^{}]+\}\}|\$\{\w+\}|\{\w*\}|\[\d+\]")
"""Names in braces, and footnote marks: the page refuses a mark without a note (ADR 6)."""


def check_content(source: str, target: str) -> Iterator[Finding]:
    if not visible(target).strip():
        yield error("empty", _("There is no translation."))
        return
    try:
        yield from check_markup(source, target)
    except Broken as broken:
        message = _("Broken markup: %(piece)s")
        yield error("markup-broken", fill(message, broken.what), broken.what, broken.start)
    yield from check_placeholders(source, target)


def check_markup(source: str, target: str) -> Iterator[Finding]:
    wanted, given = tokens(source), tokens(target)
    yield from check_links(links(wanted), links(given), linked_words(wanted))
    if formats(wanted) != formats(given):
        differing = (formats(wanted) - formats(given)) + (formats(given) - formats(wanted))
        names = ", ".join(f"<{name}>" for name in sorted(differing))
        yield warning(
            "markup-differs", fill(_("Other formatting than the source: %(piece)s"), names)
        )
    yield from as_the_store_sees_it(source, target)


def check_links(
    wanted: "Counter[str]", given: "Counter[str]", words: dict[str, str]
) -> Iterator[Finding]:
    """words is what the source says in each of its links, which people see in place of ids."""
    for link in sorted(wanted - given):
        name = f"“{words[link]}”" if words.get(link) else link or "a"
        yield error("link-missing", fill(_("The link %(piece)s is missing."), name), link)
    for link in sorted(given - wanted):
        known = link in wanted
        message = _("The link %(piece)s is there twice.") if known else _("Unknown link %(piece)s.")
        code = "link-repeated" if known else "link-unknown"
        yield error(code, fill(message, link or "a"), link)


def as_the_store_sees_it(source: str, target: str) -> Iterator[Finding]:
    """wagtail-localize's own check: what it marks as an error never reaches a page."""
    try:
        StringValue.from_translated_html(target)
        validate_translation_links(source, target)
    except ValueError as refusal:
        yield error("markup-refused", str(refusal))


def check_placeholders(source: str, target: str) -> Iterator[Finding]:
    wanted = Counter(PLACEHOLDER.findall(visible(source)))
    given = Counter(PLACEHOLDER.findall(visible(target)))
    for piece in sorted(wanted - given):
        yield error("placeholder-missing", fill(_("%(piece)s is missing."), piece), piece)
    for piece in sorted(given - wanted):
        message = fill(_("%(piece)s is not in the source."), piece)
        yield error("placeholder-unknown", message, piece, visible(target).find(piece))


def check_length(source: str, target: str, limit: int | None) -> Iterator[Finding]:
    """limit is the field's own, in characters; beyond it the page could not be saved."""
    wanted, given = len(visible(source)), len(visible(target))
    if limit is not None and given > limit:
        message = _("%(given)s characters; the field takes %(limit)s.")
        yield error("too-long", message % {"given": given, "limit": limit})
    elif min(wanted, given) and wanted > SHORT and not 1 / RATIO < given / wanted < RATIO:
        message = _("Unusual length: %(given)s characters for %(wanted)s.")
        yield warning("length", message % {"given": given, "wanted": wanted})


SHORT = 20
"""Characters; the length of what is shorter says nothing."""
RATIO = 2.5


def fill(message: str, piece: str) -> str:
    return message % {"piece": piece}
