"""Everything that one request of the admin writes stands or falls together.

Wagtail saves a draft in a transaction, but publishes in several steps: killed between them, a page is half old.
ATOMIC_REQUESTS would do it for all views, and on SQLite make every reader of the endpoint wait for a writer.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.db import DEFAULT_DB_ALIAS, transaction
from django.http import HttpRequest, HttpResponseBase

READING = ("GET", "HEAD", "OPTIONS")

View = Callable[..., HttpResponseBase]


def whole_or_not(view: View) -> View:
    """An exception rolls back what the view wrote; reading requests get no transaction.

    Nor do views that are marked with Django's non_atomic_requests: they work in transactions of their own.
    """
    if DEFAULT_DB_ALIAS in getattr(view, "_non_atomic_requests", ()):
        return view
    in_transaction = transaction.atomic(view)

    @wraps(view)
    def run(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        chosen = view if request.method in READING else in_transaction
        return chosen(request, *args, **kwargs)

    return run
