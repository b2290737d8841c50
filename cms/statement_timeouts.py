"""How long one SQL statement of an answer may take, in PostgreSQL; what else the CMS does has its time."""

from collections.abc import Callable
from typing import Any
from weakref import WeakSet

from django.db import connection


class StatementGuard:
    """Checks before each statement that there is time left, and has PostgreSQL end those that take too long.

    The timeout is set with the first statement: no statement, no connection.

    A session of the pool keeps it for the next answer, which saves two round trips of each; whoever else gets that
    session from the pool takes it off first (`release_session`). Any other session is as it was when the answer is made.
    """

    def __init__(self, check: Callable[[], None], seconds: float) -> None:
        self.check = check
        self.milliseconds = int(seconds * 1000)
        self.is_set = False

    def __call__(
        self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any
    ) -> Any:
        self.check()
        if not self.is_set and connection.vendor == "postgresql":
            self.set()
        return execute(sql, params, many, context)

    def set(self) -> None:
        session = connection.connection
        if session in bounded_sessions:
            return
        run(f"SET statement_timeout = {self.milliseconds}", connection)
        # What is set within a transaction goes with it when that is undone.
        if is_pooled(connection) and not connection.in_atomic_block:
            bounded_sessions.add(session)
        else:
            self.is_set = True

    def lift(self) -> None:
        if not self.is_set:
            return
        try:
            run("RESET statement_timeout", connection)
        except Exception:
            # The connection is broken: nobody gets it again.
            connection.close()


bounded_sessions: WeakSet[Any] = WeakSet()
"""Of the pool, with the timeout set."""


def release_session(connection: Any, **_: Any) -> None:
    """For Django's signal connection_created: a session that the pool gives to anything but an answer has no timeout."""
    is_for_an_answer = any(isinstance(one, StatementGuard) for one in connection.execute_wrappers)
    if connection.connection in bounded_sessions and not is_for_an_answer:
        run("RESET statement_timeout", connection)
        bounded_sessions.discard(connection.connection)


def is_pooled(connection: Any) -> bool:
    return bool(connection.settings_dict["OPTIONS"].get("pool"))


def run(statement: str, connection: Any) -> None:
    """Beside Django's cursors, which would count it among the statements of the answer."""
    with connection.wrap_database_errors:
        connection.connection.execute(statement)
