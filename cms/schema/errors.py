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
INTERNAL = "INTERNAL_SERVER_ERROR"


class CodedError(GraphQLError):
    """An error that is meant for the caller; its message is shown as it is."""

    def __init__(self, message: str, code: str) -> None:
        super().__init__(message, extensions={"code": code})


class UserInputError(CodedError):
    """An argument is off; the message says what to do."""

    def __init__(self, message: str) -> None:
        super().__init__(message, BAD_USER_INPUT)


def shown(error: GraphQLError, code: str = INTERNAL) -> dict[str, Any]:
    """The error as the caller sees it. code is for those that carry none of their own.

    What we did not foresee is told in a fixed text with a request id; the log has the rest.
    """
    own = (error.extensions or {}).get("code") or code_of_cause(error)
    if own is None and code == INTERNAL:
        return with_place(internal(error), error)
    return with_place({"message": error.message, "extensions": {"code": own or code}}, error)


def code_of_cause(error: GraphQLError) -> str | None:
    """A resolver's own CodedError arrives wrapped; a value that does not fit its type has no cause."""
    cause = error.original_error
    if isinstance(cause, CodedError):
        return str((cause.extensions or {})["code"])
    return None


def internal(error: GraphQLError) -> dict[str, Any]:
    request_id = uuid.uuid4().hex
    cause = error.original_error or error
    logger.error("request %s failed", request_id, exc_info=cause)
    message = (
        f"Something went wrong here. If it happens again, tell us the request id {request_id}."
    )
    return {"message": message, "extensions": {"code": INTERNAL, "requestId": request_id}}


def with_place(shown_error: dict[str, Any], error: GraphQLError) -> dict[str, Any]:
    if error.locations:
        shown_error["locations"] = [place.formatted for place in error.locations]
    if error.path:
        shown_error["path"] = list(error.path)
    return shown_error
