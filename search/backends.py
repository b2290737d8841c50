"""Which of the two databases searches."""

from types import ModuleType

from django.db import connections

from search import postgresql, sqlite

BACKENDS = {"postgresql": postgresql, "sqlite": sqlite}


def backend(using: str = "default") -> ModuleType:
    """The module whose install() and matching() fit the database. Raises KeyError for another database."""
    return BACKENDS[connections[using].vendor]
