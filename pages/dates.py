"""Dates of which only the year or the month may be known (ISO 8601 reduced precision)."""

from collections.abc import Mapping
from datetime import date
from enum import Enum
from typing import Any

from django.utils import translation
from django.utils.formats import date_format, get_format


class DatePrecision(Enum):
    YEAR = "YEAR"
    MONTH = "MONTH"
    DAY = "DAY"


FORMATS = {
    DatePrecision.MONTH: "YEAR_MONTH_FORMAT",
    DatePrecision.DAY: "DATE_FORMAT",
}


def precision(milestone: Mapping[str, Any]) -> DatePrecision:
    if milestone.get("day"):
        return DatePrecision.DAY
    return DatePrecision.MONTH if milestone.get("month") else DatePrecision.YEAR


def first_day(milestone: Mapping[str, Any]) -> date:
    """The day, or the first of the month or year."""
    return date(milestone["year"], int(milestone.get("month") or 1), milestone.get("day") or 1)


def label(milestone: Mapping[str, Any], language: str) -> str:
    """As people write it in a language: 2013, mars 2013, 2. August 2015."""
    day, known = first_day(milestone), precision(milestone)
    if known is DatePrecision.YEAR:
        return str(day.year)
    with translation.override(language):
        return date_format(day, get_format(FORMATS[known]))
