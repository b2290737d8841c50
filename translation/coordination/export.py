"""The coverage as a table for a spreadsheet: a line for each document and language."""

import csv
from collections.abc import Iterable
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _

from translation.coverage import KINDS, STATES, Cell, Coverage
from translation.models import Priority

FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet takes for the start of a formula: OWASP, CSV injection."""


def csv_response(cells: Iterable[Cell], coverage: Coverage, people: dict[int, str]) -> HttpResponse:
    """With a byte order mark, without which Excel misreads accents."""
    response = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="translations.csv"'
    writer = csv.writer(response)
    writer.writerow(heading())
    writer.writerows(map(harmless, line(cell, coverage, people)) for cell in cells)
    return response


def heading() -> list[str]:
    return [
        *(_("Kind"), _("Section"), _("Title"), _("Address"), _("Language"), _("State")),
        *(_("Live"), _("Outdated since"), _("Due on"), _("Overdue"), _("Priority")),
        *(_("Assigned to"), _("Words translated"), _("Words")),
    ]


def line(cell: Cell, coverage: Coverage, people: dict[int, str]) -> list[Any]:
    document = cell.document
    return [
        KINDS[document.kind],
        document.section_title,
        document.title,
        document.path,
        coverage.locales[cell.locale].language_code,
        STATES[cell.state],
        said(cell.is_live),
        cell.outdated_since.date().isoformat() if cell.outdated_since else "",
        cell.due_on.isoformat() if cell.due_on else "",
        said(cell.is_overdue),
        Priority(cell.priority).label if cell.priority else "",
        ", ".join(people.get(pk, "") for pk in cell.assignees),
        cell.words,
        "" if document.words is None else document.words,
    ]


def said(truth: bool) -> str:
    return _("yes") if truth else _("no")


def harmless(value: Any) -> Any:
    text = str(value)
    return f"'{text}" if text.startswith(FORMULA) else value
