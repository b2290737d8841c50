"""The production stack with the settings that DJANGO_SETTINGS_MODULE names."""

from cms.wsgi import application

__all__ = ["application"]
