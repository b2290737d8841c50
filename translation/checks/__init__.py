"""Checks of translated segments: pure functions of the texts; errors block an approval, warnings inform."""

from translation.checks.checking import (
    blocking,
    check_document,
    check_texts,
    check_unit,
    document_limits,
    errors_of,
)
from translation.checks.fields import Field, fields
from translation.checks.finding import Finding, Severity

__all__ = [
    "Field",
    "Finding",
    "Severity",
    "blocking",
    "check_document",
    "check_texts",
    "check_unit",
    "document_limits",
    "errors_of",
    "fields",
]
