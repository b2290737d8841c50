"""Numbers and dates that differ, read as the two languages write them: 1 234,5 and 1,234.5; 1er mai and 1. Mai."""

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from babel import Locale, UnknownLocaleError
from django.utils.translation import gettext as _

from translation.checks.content import PLACEHOLDER, fill
from translation.checks.finding import Finding, warning
from translation.checks.markup import visible

SPACES = " \u00a0\u202f\u2009"
NUMBER = re.compile(rf"\d(?:[\d.,'’{SPACES}]*\d)?")
ISO_DATE = re.compile(r"\b(\d{4})-(\d{2})-(\d{2})\b")
SHORT_DATE = re.compile(r"\b(\d{1,2})([./])[ \u00a0]?(\d{1,2})\2[ \u00a0]?(\d{4})\b")
ORDINAL = r"(?:er|ère|re|st|nd|rd|th|\.)?"


class Found(NamedTuple):
    piece: str
    start: int
    readings: frozenset[object]
    """All that it can mean; 03/04/2026 is a day of March or of April."""


def check_numbers(source: str, target: str, source_tag: str, target_tag: str) -> Iterator[Finding]:
    wanted, given = figures(visible(source), source_tag), figures(visible(target), target_tag)
    for figure in unmatched(wanted, given):
        yield warning(*code_and_message(figure, missing=True), figure.piece)
    for figure in unmatched(given, wanted):
        yield warning(*code_and_message(figure, missing=False), figure.piece, figure.start)


def code_and_message(figure: Found, *, missing: bool) -> tuple[str, str]:
    code = "date-differs" if is_date(figure) else "number-differs"
    message = (
        _("%(piece)s of the source is missing.")
        if missing
        else _("%(piece)s is not in the source.")
    )
    return code, fill(message, figure.piece)


def is_date(figure: Found) -> bool:
    return any(isinstance(reading, date | tuple) for reading in figure.readings)


def unmatched(wanted: list[Found], given: list[Found]) -> list[Found]:
    rest = list(given)
    lacking = []
    for figure in wanted:
        match = next((other for other in rest if other.readings & figure.readings), None)
        if match:
            rest.remove(match)
        else:
            lacking.append(figure)
    return lacking


def figures(text: str, tag: str) -> list[Found]:
    """Dates first, then what numbers are left beside them; none of placeholders."""
    text = PLACEHOLDER.sub(lambda match: "\u2060" * len(match[0]), text)
    found = []
    for match, readings in dates(text, tag):
        found.append(Found(match[0], match.start(), readings))
        text = text[: match.start()] + "\u2060" * len(match[0]) + text[match.end() :]
    for match in NUMBER.finditer(text):
        found += numbers(match, tag)
    return found


def dates(text: str, tag: str) -> Iterator[tuple[re.Match[str], frozenset[object]]]:
    taken: list[range] = []
    for match, readings in candidates(text, tag):
        span = range(match.start(), match.end())
        if readings and not any(match.start() in other for other in taken):
            taken.append(span)
            yield match, readings


def candidates(text: str, tag: str) -> Iterator[tuple[re.Match[str], frozenset[object]]]:
    for match in ISO_DATE.finditer(text):
        yield match, days([(match[1], match[2], match[3])])
    for match in SHORT_DATE.finditer(text):
        first, second, year = match[1], match[3], match[4]
        orders = [(year, second, first)]
        if match[2] == "/" and tag.split("-")[0] == "en":
            orders.append((year, first, second))
        yield match, days(orders)
    months, pattern = month_names(tag)
    for match in pattern.finditer(text) if pattern else ():
        yield match, named(months, match)


def named(months: dict[str, int], match: re.Match[str]) -> frozenset[object]:
    month = months[(match["month"] or match["month2"]).lower().rstrip(".")]
    day = int(match["day"] or match["day2"] or 0)
    if year := match["year"]:
        return days([(year, month, day)])
    return frozenset({(month, day)})


def days(orders: "list[tuple[int | str, int | str, int | str]]") -> frozenset[object]:
    found: set[object] = set()
    for year, month, day in orders:
        try:
            found.add(date(int(year), int(month), int(day)))
        except ValueError:
            continue
    return frozenset(found)


@cache
def month_names(tag: str) -> "tuple[dict[str, int], re.Pattern[str] | None]":
    """{name in lower case: number} and what finds a day with a month in the language; ({}, None) for one
    that CLDR does not know."""
    locale = cldr(tag)
    if not locale:
        return {}, None
    names = {
        str(name).lower().rstrip("."): number
        for context in ("format", "stand-alone")
        for width in ("wide", "abbreviated")
        for number, name in locale.months[context][width].items()
    }
    names = {name: number for name, number in names.items() if len(name) > 2}
    either = "|".join(sorted(map(re.escape, names), key=len, reverse=True))
    gap = rf"[{SPACES}]+"
    return names, re.compile(
        rf"\b(?:(?P<day>\d{{1,2}}){ORDINAL}{gap}(?:de{gap}|of{gap})?(?P<month>{either})\b\.?"
        rf"|(?P<month2>{either})\.?{gap}(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?\b)"
        rf"(?:,?{gap}(?P<year>\d{{4}})\b)?",
        re.IGNORECASE,
    )


def numbers(match: re.Match[str], tag: str) -> list[Found]:
    """One number, or its parts where it cannot be one: 14:30, 14h30 and 14.30 all are 14 and 30."""
    piece = match[0]
    if readings := values(piece, tag):
        return [Found(piece, match.start(), readings)]
    return [
        Found(part[0], match.start() + part.start(), frozenset({Decimal(part[0])}))
        for part in re.finditer(r"\d+", piece)
    ]


def values(piece: str, tag: str) -> frozenset[object]:
    if piece.isdigit():
        return frozenset({Decimal(piece)})
    separators = symbols(tag)
    found: set[object] = set()
    for group, decimal in separators:
        whole, point, fraction = piece.partition(decimal)
        if is_grouped(whole, group) and (fraction.isdigit() if point else True):
            digits = re.sub(r"\D", "", whole)
            found.add(Decimal(f"{digits}.{fraction}" if point else digits))
    return frozenset(found)


def is_grouped(whole: str, group: str) -> bool:
    return whole.isdigit() or bool(
        re.fullmatch(rf"\d{{1,3}}(?:[{re.escape(group)}]\d{{3}})+", whole)
    )


@cache
def symbols(tag: str) -> list[tuple[str, str]]:
    """(grouping characters, decimal sign) pairs; both usages for a language that CLDR does not know."""
    locale = cldr(tag)
    if not locale:
        return [(SPACES + ".", ","), (SPACES + ",'’", ".")]
    signs = locale.number_symbols.get("latn", {})
    group, decimal = signs.get("group", ","), signs.get("decimal", ".")
    # Spaces group in every language (ISO 80000-1).
    return [(SPACES + group + ("'’" if group in "'’" else ""), decimal)]


@cache
def cldr(tag: str) -> Locale | None:
    try:
        return Locale.parse(tag, sep="-")
    except (UnknownLocaleError, ValueError):
        return None
