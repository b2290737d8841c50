"""What a check found, and how bad it is."""

from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _


class Severity(models.TextChoices):
    ERROR = "ERROR", _("Error")
    WARNING = "WARNING", _("Warning")


@dataclass(frozen=True, slots=True)
class Finding:
    """An error blocks the approval; a warning informs."""

    code: str
    """Stable, such as link-missing; the list stands in docs/exchange.md."""
    severity: Severity
    message: str
    """In the language that is active during the check."""
    piece: str = ""
    """The words or tag concerned, of the translation or, when something is missing there, of the source."""
    start: int | None = None
    """Index in the translation's visible text (markup.visible), for markup-broken in its HTML; None for the
    whole or what is missing."""

    @property
    def blocks(self) -> bool:
        return self.severity == Severity.ERROR


def error(code: str, message: str, piece: str = "", start: int | None = None) -> Finding:
    return Finding(code, Severity.ERROR, message, piece, start)


def warning(code: str, message: str, piece: str = "", start: int | None = None) -> Finding:
    return Finding(code, Severity.WARNING, message, piece, start)
