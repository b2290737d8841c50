"""The triggers on the embedded SQLite: once for each row of which a watched value really changed."""

from collections.abc import Mapping
from typing import Any

TABLE = "content_version_contentchange"
PREFIX = "content_version_"
STEP = f'UPDATE {TABLE} SET amount = amount + 1 + abs(random() % 1000000) WHERE "transaction" = 0'
"""Of random size, for the same reason as on PostgreSQL."""


def install(connection: Any, watched: Mapping[str, list[str]]) -> None:
    """watched is table → columns. What stands is replaced; the version moves on."""
    remove(connection, watched)
    with connection.cursor() as cursor:
        cursor.execute(f"INSERT OR IGNORE INTO {TABLE} VALUES (0, 0)")
        cursor.execute(STEP)
        for table, columns in watched.items():
            changed = " OR ".join(f'old."{column}" IS NOT new."{column}"' for column in columns)
            for event, when in (("INSERT", ""), ("DELETE", ""), ("UPDATE", f"WHEN {changed}")):
                cursor.execute(
                    f'CREATE TRIGGER "{PREFIX}{table}_{event}" AFTER {event} ON "{table}" {when} '
                    f"BEGIN {STEP}; END"
                )


def remove(connection: Any, watched: Mapping[str, list[str]]) -> None:
    """SQLite looks at every trigger when a table is altered, and refuses where one no longer fits."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        for (name,) in cursor.fetchall():
            if name.startswith(PREFIX):
                cursor.execute(f'DROP TRIGGER "{name}"')
