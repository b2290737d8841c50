"""Asks PostgreSQL with values bound on the server, so that it plans a statement once for each session.

Planning takes longer than most of our statements run. The caller says where the best plan depends on the values: such a
statement is planned anew each time, as Django's own are (ADR 47). After how many times a plan is kept, the settings say.
"""

from collections.abc import Sequence
from typing import Any

from django.db import NotSupportedError
from django.db.backends.postgresql.base import ServerBindingCursor
from django.db.backends.utils import CursorWrapper


def asked(
    connection: Any, sql: str, values: Sequence[Any] = (), *, one_plan: bool = True
) -> list[tuple[Any, ...]]:
    """All rows. Raises what Django's cursors raise."""
    if connection.vendor != "postgresql" or not one_plan:
        return fetched(connection.cursor(), sql, values)
    try:
        return fetched(server_bound_cursor(connection), sql, values)
    except NotSupportedError:
        # A migration has given a column another type since this session planned the statement. In a
        # transaction nothing more can be asked; outside of one, a new session can.
        if connection.in_atomic_block:
            raise
        connection.connection.close()
        connection.close()
        return fetched(connection.cursor(), sql, values)


def fetched(cursor: CursorWrapper, sql: str, values: Sequence[Any]) -> list[tuple[Any, ...]]:
    with cursor:
        cursor.execute(sql, values)
        found: list[tuple[Any, ...]] = cursor.fetchall()
    return found


class ServerBoundCursor(ServerBindingCursor):
    """Tells Django's log of statements what it asks; the values stand for themselves there ($1)."""

    def _convert_query(self, query: Any, params: Any = None) -> Any:
        self._query = super()._convert_query(query, params)  # type: ignore[misc]
        return self._query


def server_bound_cursor(connection: Any) -> CursorWrapper:
    """As connection.cursor(), with all that hangs on it, but for where the values are put in."""
    connection.ensure_connection()
    session = connection.connection
    usual = session.cursor_factory
    session.cursor_factory = ServerBoundCursor
    try:
        cursor: CursorWrapper = connection.cursor()
    finally:
        session.cursor_factory = usual
    return cursor
