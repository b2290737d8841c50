"""What must hold before the CMS starts."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Tags, Warning, register
from django.db import OperationalError, ProgrammingError
from wagtail.models import Locale


def register_all() -> None:
    register(languages_have_locales, Tags.database)


def languages_have_locales(databases: Any = None, **_: Any) -> list[CheckMessage]:
    """Only asked where the database may be: `check --database default` and `migrate`."""
    if not databases:
        return []
    try:
        known = set(Locale.objects.values_list("language_code", flat=True))
    except (OperationalError, ProgrammingError):
        return []
    missing = [tag for tag, _name in settings.WAGTAIL_CONTENT_LANGUAGES if tag not in known]
    return [
        Warning(f"The language {tag} has no locale yet.", hint="Run migrate.", id="cms.W001")
        for tag in missing
    ]
