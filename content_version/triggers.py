"""Puts the triggers in place around migrations, whichever database it is."""

from typing import Any

from django.db import connections

from content_version import postgresql, sqlite
from content_version.watched import watched_columns

DATABASES = {"postgresql": postgresql, "sqlite": sqlite}


def install(using: str = "default", **_: Any) -> None:
    connection = connections[using]
    DATABASES[connection.vendor].install(connection, watched_columns())


def remove(using: str = "default", plan: Any = (), **_: Any) -> None:
    """Before a migration that does something: until it is over, tables may not look as the triggers think."""
    connection = connections[using]
    if plan:
        DATABASES[connection.vendor].remove(connection, watched_columns())
