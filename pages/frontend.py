"""Addresses on the decoupled frontend."""

from django.conf import settings


def frontend_url(path: str) -> str:
    """The absolute URL of a public path such as /fr/objectifs/."""
    return f"{settings.FRONTEND_URL.rstrip('/')}{path}"
