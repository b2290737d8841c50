"""Gathers the errors of several checks, so that an editor sees all of them at once."""

from collections import defaultdict
from collections.abc import Callable

from django.core.exceptions import ValidationError


def collect_errors(*checks: Callable[[], None]) -> None:
    """Run every check; raise one ValidationError with all that they raised, by field."""
    errors: dict[str, list[ValidationError]] = defaultdict(list)
    for check in checks:
        try:
            check()
        except ValidationError as error:
            for field, found in error.error_dict.items():
                errors[field] += found
    if errors:
        raise ValidationError(errors)


def check_period(start: object, end: object, *, end_name: str, message: str) -> None:
    """start and end are dates or moments, or None for unknown; an end before its start is an error."""
    if start is not None and end is not None and end < start:  # type: ignore[operator]
        raise ValidationError({end_name: ValidationError(message, code="end_before_start")})
