"""Puts the limit on a view: a POST over it is answered with 429 and Retry-After, and not looked at."""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.template.response import TemplateResponse
from django.utils.cache import add_never_cache_headers

from accounts.attempts import account_of, begin, forget, key_of
from cms.client_address import client_address

View = Callable[..., HttpResponseBase]


def limited(
    kind: str, account: Callable[..., str], *, forgets_success: bool = True
) -> Callable[[View], View]:
    """account tells, of a request and the view's own arguments, whose account or what is tried.

    A success is a redirect; it does not count, unless there is nothing to succeed in, as with mails.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def run(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if request.method != "POST":
                return view(request, *args, **kwargs)
            tried = key_of(f"{kind} account", account(request, *args, **kwargs))
            rows, wait = begin([tried, key_of(f"{kind} address", client_address(request))])
            if wait:
                return too_many(request, wait)
            response = view(request, *args, **kwargs)
            if forgets_success and response.status_code == HTTPStatus.FOUND:
                forget(rows)
            return response

        return run

    return decorate


def named_in(field: str) -> Callable[..., str]:
    """The account that a field of the form names, and no other field."""
    return lambda request, *_, **__: account_of(request.POST.get(field, ""))


def restriction(_request: HttpRequest, restriction_id: int) -> str:
    return str(restriction_id)


def too_many(request: HttpRequest, wait: int) -> HttpResponseBase:
    response = TemplateResponse(
        request, "accounts/too_many.html", {"seconds": wait}, status=HTTPStatus.TOO_MANY_REQUESTS
    )
    response["Retry-After"] = str(wait)
    add_never_cache_headers(response)
    return response
