"""Which settings module to use; asked before Django is set up."""

import os


def settings_module() -> str:
    """cms.settings.production and so on, by ENVIRONMENT; dev for development."""
    environment = os.environ.get("ENVIRONMENT", "development")
    names = {"production": "production", "test": "test"}
    return f"cms.settings.{names.get(environment, 'dev')}"
