"""What is answered when something that we stand on is away: nothing is half done, and whoever asked may come again.

Every exception that a view or a middleware lets through ends in server_error(), Django's handler for 500.
What it wrote has been rolled back by then.
"""

import errno
import sys
from http import HTTPStatus

from django.db import InterfaceError, InternalError, OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string

RETRY_SECONDS = 5
"""Service is back within so many seconds of the database's return."""
DISK_FULL = {errno.ENOSPC, errno.EDQUOT}
READ_ONLY = "25006"
"""PostgreSQL's code for a write on a standby, or on a server that its administrator has closed to writing."""
GRAPHQL = "/graphql/"


def is_outage(error: BaseException | None) -> bool:
    """The database does not answer, broke off, or takes no writes: the same request may succeed in a moment."""
    if isinstance(error, (OperationalError, InterfaceError)):
        return True
    return isinstance(error, InternalError) and sqlstate(error) == READ_ONLY


def sqlstate(error: BaseException) -> str | None:
    """PostgreSQL's code for what went wrong, of an error of Django."""
    return getattr(error.__cause__, "sqlstate", None)


def is_full_disk(error: BaseException | None) -> bool:
    """Also where something else was raised on its account."""
    while error is not None:
        if isinstance(error, OSError) and error.errno in DISK_FULL:
            return True
        error = error.__cause__ or error.__context__
    return False


def server_error(request: HttpRequest) -> HttpResponse:
    error = sys.exc_info()[1]
    if is_full_disk(error):
        return refusal(request, HTTPStatus.INSUFFICIENT_STORAGE, "disk_full")
    if is_outage(error):
        return unavailable(request)
    return refusal(request, HTTPStatus.INTERNAL_SERVER_ERROR, "internal_error")


def unavailable(request: HttpRequest) -> HttpResponse:
    """503 with Retry-After, in the form that the one who asked can read."""
    response = refusal(request, HTTPStatus.SERVICE_UNAVAILABLE, "unavailable")
    response["Retry-After"] = str(RETRY_SECONDS)
    return response


MESSAGES = {
    "disk_full": "There is no room left on the disk. Nothing was saved.",
    "unavailable": "The service is away for a moment. Nothing was saved. Please try again.",
    "internal_error": "Something went wrong. Nothing was saved.",
}


def refusal(request: HttpRequest, status: HTTPStatus, code: str) -> HttpResponse:
    """Uses neither the database nor a session; no part of the request is repeated."""
    if request.path == GRAPHQL:
        error = {"message": MESSAGES[code], "extensions": {"code": "INTERNAL_SERVER_ERROR"}}
        response: HttpResponse = JsonResponse({"errors": [error]}, status=status)
    elif not request.accepts("text/html"):
        # The shape that Wagtail's autosave and upload read.
        answer = {"success": False, "error_code": code, "error_message": MESSAGES[code]}
        response = JsonResponse(answer, status=status)
    else:
        page = render_to_string("cms/outage.html", {"code": code})
        response = HttpResponse(page, status=status)
    response["Cache-Control"] = "no-store"
    return response
