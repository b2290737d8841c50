"""One shape and one stable code for every error that a caller sees."""

import json
import logging
import uuid
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from graphql import GraphQLError, Node, ValueNode

logger = logging.getLogger("cms.graphql")

BAD_REQUEST = "BAD_REQUEST"
BAD_USER_INPUT = "BAD_USER_INPUT"
UNSUPPORTED_MEDIA_TYPE = "UNSUPPORTED_MEDIA_TYPE"
PAYLOAD_TOO_LARGE = "PAYLOAD_TOO_LARGE"
NOT_FOUND = "NOT_FOUND"
UNAUTHENTICATED = "UNAUTHENTICATED"
FORBIDDEN = "FORBIDDEN"
TIMEOUT = "TIMEOUT"
UNAVAILABLE = "SERVICE_UNAVAILABLE"
PARSE_FAILED = "GRAPHQL_PARSE_FAILED"
VALIDATION_FAILED = "GRAPHQL_VALIDATION_FAILED"
QUERY_TOO_COMPLEX = "QUERY_TOO_COMPLEX"
RATE_LIMITED = "RATE_LIMITED"
INTERNAL = "INTERNAL_SERVER_ERROR"


class CodedError(GraphQLError):
    """An error that is meant for the caller; its message is shown as it is, more beside its code."""

    def __init__(
        self, message: str, code: str, nodes: list[Node] | None = None, **more: Any
    ) -> None:
        super().__init__(message, nodes, extensions={"code": code} | more)


class UserInputError(CodedError):
    """An argument is off; the message says what to do."""

    def __init__(self, message: str) -> None:
        super().__init__(message, BAD_USER_INPUT)


MAX_LOCATIONS = 5
"""Places in the document that one error names: two fields that do not fit can stand in thousands."""


def all_shown(errors: Iterable[GraphQLError], code: str = INTERNAL) -> list[dict[str, Any]]:
    """The first errors, as many as the limits on their number and on their size let through; at least one."""
    limits = settings.GRAPHQL_LIMITS
    told: list[dict[str, Any]] = []
    size = 0
    for error, _ in zip(errors, range(limits.errors), strict=False):
        one = shown(error, code)
        size += len(json.dumps(one, ensure_ascii=False).encode())
        if told and size > limits.error_bytes:
            break
        told.append(one)
    return told


def shown(error: GraphQLError, code: str = INTERNAL) -> dict[str, Any]:
    """The error as the caller sees it. code is for those that carry none of their own.

    What we did not foresee is told in a fixed text with a request id; the log has the rest.
    """
    own = own_extensions(error)
    if own is None and is_of_argument(error):
        return with_place({"message": NO_VALUE, "extensions": {"code": BAD_USER_INPUT}}, error)
    if own is None and code == INTERNAL:
        return with_place(internal(error.original_error or error), error)
    message = error.message[: settings.GRAPHQL_LIMITS.message_length]
    return with_place({"message": message, "extensions": own or {"code": code}}, error)


NO_VALUE = "An argument has no value here, or none that fits: see which variable stands there."


def is_of_argument(error: GraphQLError) -> bool:
    """Whether graphql-core found a variable without a value where the schema wants one.

    Only then an error from the execution without a code names a value in the document.
    """
    cause = error.original_error or error
    nodes = getattr(cause, "nodes", None) or ()
    return isinstance(cause, GraphQLError) and any(isinstance(node, ValueNode) for node in nodes)


def own_extensions(error: GraphQLError) -> dict[str, Any] | None:
    """A resolver's own CodedError arrives wrapped; a value that does not fit its type has no cause."""
    for one in (error, error.original_error):
        extensions: dict[str, Any] = getattr(one, "extensions", None) or {}
        if "code" in extensions:
            return extensions
    return None


def internal(cause: Exception) -> dict[str, Any]:
    request_id = uuid.uuid4().hex
    logger.error("request %s failed", request_id, exc_info=loggable(cause))
    message = (
        f"Something went wrong here. If it happens again, tell us the request id {request_id}."
    )
    return {"message": message, "extensions": {"code": INTERNAL, "requestId": request_id}}


def loggable(cause: Exception) -> Exception:
    """The text of a GraphQLError quotes the document, which may hold what somebody typed."""
    if not isinstance(cause, GraphQLError):
        return cause
    return RuntimeError("an error of GraphQL without a code").with_traceback(cause.__traceback__)


def with_place(shown_error: dict[str, Any], error: GraphQLError) -> dict[str, Any]:
    if error.locations:
        shown_error["locations"] = [place.formatted for place in error.locations[:MAX_LOCATIONS]]
    if error.path:
        shown_error["path"] = list(error.path)
    return shown_error
