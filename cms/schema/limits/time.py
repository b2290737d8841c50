"""How long an answer may take, and what becomes of it when the database goes away in its middle."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.db import connection
from graphql import ExecutionContext, GraphQLError

from cms.outages import is_outage, sqlstate
from cms.schema import errors
from cms.schema.refusals import Refused, unavailable
from cms.statement_timeouts import StatementGuard

QUERY_CANCELED = "57014"
"""PostgreSQL's code for a statement that took longer than statement_timeout."""


class Stopped(BaseException):
    """The whole answer stops. No Exception: graphql-core would take that for the error of one field and go on."""

    def __init__(self, refused: Refused) -> None:
        super().__init__()
        self.refused = refused


def out_of_time() -> Refused:
    return Refused(
        HTTPStatus.SERVICE_UNAVAILABLE,
        errors.TIMEOUT,
        "The answer took too long. Ask for less at once.",
    )


class Deadline:
    def __init__(self, seconds: float) -> None:
        self.end = time.monotonic() + seconds

    def check(self) -> None:
        """Raises Stopped when the time is over."""
        if time.monotonic() > self.end:
            raise Stopped(out_of_time())


class BoundedExecution(ExecutionContext):
    """Looks at the clock once for each object, and stops at the first trouble with the database."""

    def execute_fields(self, *arguments: Any) -> Any:
        deadline = self.context_value.deadline
        if deadline:
            deadline.check()
        return super().execute_fields(*arguments)

    def handle_field_error(self, error: GraphQLError, *arguments: Any) -> None:
        trouble = refusal_of(error.original_error)
        if trouble:
            raise Stopped(trouble) from error
        super().handle_field_error(error, *arguments)


def refusal_of(error: BaseException | None) -> Refused | None:
    """None for an error that does not tell that the database is away or too slow."""
    if error is None or not is_outage(error):
        return None
    # The caller is told no more than that; whoever mends it needs the database's own words.
    errors.logger.warning("no answer: %s", error)
    return out_of_time() if sqlstate(error) == QUERY_CANCELED else unavailable()


@contextmanager
def bounded_statements(deadline: Deadline) -> Iterator[None]:
    """Each SQL statement starts before the deadline, and PostgreSQL ends those that take too long."""
    guard = StatementGuard(deadline.check, settings.GRAPHQL_LIMITS.statement_seconds)
    try:
        with connection.execute_wrapper(guard):
            yield
    finally:
        guard.lift()
