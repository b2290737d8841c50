"""What the glue does when something happens; connected by name in apps.ready()."""

from typing import Any

from django.conf import settings
from wagtail.models import Locale


def create_missing_locales(**_: Any) -> None:
    """Each configured language has its row, so that adding one is a setting and a migrate."""
    known = set(Locale.objects.values_list("language_code", flat=True))
    for tag, _name in settings.WAGTAIL_CONTENT_LANGUAGES:
        if tag not in known:
            Locale.objects.create(language_code=tag)
