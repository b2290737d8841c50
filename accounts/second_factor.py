"""Asks for the second factor of whoever has one, or of everybody where SECOND_FACTOR_REQUIRED says so.

django-otp keeps the devices, checks the numbers, and makes wrong ones wait ever longer. Only the admin
asks: the endpoint knows no sessions, and is not made to load them.
"""

from collections.abc import Callable

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import resolve, reverse
from django.utils.http import urlencode
from django_otp import user_has_device
from django_otp.middleware import is_verified

FREE = {
    "wagtailadmin_login",
    "wagtailadmin_logout",
    "wagtailadmin_javascript_catalog",
    "wagtailadmin_sprite",
    "second_factor_ask",
}
"""Names of addresses that need none."""
SETTING_UP = {"second_factor_set_up"}
"""Those that need none as long as there is none."""


class SecondFactorMiddleware:
    """After django-otp's own, which says whether the session has shown a second factor."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        door = self.door(request)
        if not door:
            return self.get_response(request)
        return redirect(f"{reverse(door)}?{urlencode({'next': request.get_full_path()})}")

    def door(self, request: HttpRequest) -> str:
        """The name of the address to go to first; "" for a request that may go on."""
        if not request.path.startswith(reverse("wagtailadmin_home")):
            return ""
        name = resolve(request.path).url_name
        user = request.user
        if name in FREE or not user.is_authenticated or is_verified(user):
            return ""
        if has_device(user):
            return "second_factor_ask"
        is_free = not settings.SECOND_FACTOR_REQUIRED or name in SETTING_UP
        return "" if is_free else "second_factor_set_up"


def has_device(user: AbstractBaseUser | AnonymousUser) -> bool:
    return bool(user_has_device(user, confirmed=True))
