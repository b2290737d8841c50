"""One shape and one stable code for every error that a caller sees."""

import logging
import uuid
from typing import Any

from graphql import GraphQLError

logger = logging.getLogger("cms.graphql")

BAD_REQUEST = "BAD_REQUEST"
BAD_USER_INPUT = "BAD_USER_INPUT"
UNSUPPORTED_MEDIA_TYPE = "UNSUPPORTED_MEDIA_TYPE"
PARSE_FAILED = "GRAPHQL_PARSE_FAILED"
VALIDATION_FAILED = "GRAPHQL_VALIDATION_FAILED"
QUERY_TOO_COMPLEX = "QUERY_TOO_COMPLEX"
RATE_LIMITED = "RATE_LIMITED"
INTERNAL = "INTERNAL_SERVER_ERROR"


class CodedError(GraphQLError):
    """An error that is meant for the caller; its message is shown as it is, more beside its code."""

    def __init__(self, message: str, code: str, **more: Any) -> None:
        super().__init__(message, extensions={"code": code} | more)


class UserInputError(CodedError):
    """An argument is off; the message says what to do."""

    def __init__(self, message: str) -> None:
        super().__init__(message, BAD_USER_INPUT)


def shown(error: GraphQLError, code: str = INTERNAL) -> dict[str, Any]:
    """The error as the caller sees it. code is for those that carry none of their own.

    What we did not foresee is told in a fixed text with a request id; the log has the rest.
    """
    own = own_extensions(error)
    if own is None and code == INTERNAL:
        return with_place(internal(error), error)
    return with_place({"message": error.message, "extensions": own or {"code": code}}, error)


def own_extensions(error: GraphQLError) -> dict[str, Any] | None:
    """A resolver's own CodedError arrives wrapped; a value that does not fit its type has no cause."""
    for one in (error, error.original_error):
        extensions: dict[str, Any] = getattr(one, "extensions", None) or {}
        if "code" in extensions:
            return extensions
    return None


def internal(error: GraphQLError) -> dict[str, Any]:
    request_id = uuid.uuid4().hex
    logger.error("request %s failed", request_id, exc_info=loggable(error.original_error or error))
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
        shown_error["locations"] = [place.formatted for place in error.locations]
    if error.path:
        shown_error["path"] = list(error.path)
    return shown_error
