"""A request that is answered with a status and one error, before or instead of any execution."""

from http import HTTPStatus
from typing import Any

from cms.schema import errors


class Refused(Exception):
    """is_of_http: the status holds for every media type, not only for application/graphql-response+json."""

    def __init__(
        self,
        status: HTTPStatus,
        code: str,
        message: str,
        *,
        headers: dict[str, str] | None = None,
        is_of_http: bool = True,
        **extensions: Any,
    ) -> None:
        super().__init__(message)
        self.status = status
        self.headers = headers or {}
        self.is_of_http = is_of_http
        self.error = {"message": message, "extensions": {"code": code} | extensions}


def bad_request(message: str) -> Refused:
    return Refused(HTTPStatus.BAD_REQUEST, errors.BAD_REQUEST, message)


def unavailable(seconds: int = 5) -> Refused:
    """The database or another service that the answer needs is away for a while."""
    return Refused(
        HTTPStatus.SERVICE_UNAVAILABLE,
        errors.UNAVAILABLE,
        "The service is away for a moment. Try again soon.",
        headers={"Retry-After": str(seconds)},
        retryAfter=seconds,
    )
