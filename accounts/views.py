"""Where a second factor is set up, asked for and taken away."""

from textwrap import wrap
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django_otp import login

from accounts.devices import confirm, device_to_confirm, picture_of, remove_devices
from accounts.forms import AskForm, PasswordForm, SetUpForm
from accounts.second_factor import has_device


@never_cache
@sensitive_post_parameters()
def ask(request: HttpRequest) -> HttpResponse:
    form = AskForm(request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        request.session.cycle_key()
        login(request, form.device)
        return redirect(next_address(request))
    return render(request, "accounts/ask.html", {"form": form, "next": next_address(request)})


@never_cache
@sensitive_post_parameters()
def set_up(request: HttpRequest) -> HttpResponse:
    """On success the recovery codes are shown, this once."""
    device = device_to_confirm(request.user)
    form = SetUpForm(request.POST or None, user=request.user, device=device)
    if request.method == "POST" and form.is_valid():
        codes = confirm(device)
        login(request, device)
        return render(request, "accounts/codes.html", {"codes": codes})
    context: dict[str, Any] = {"form": form, "device": device, "picture": picture_of(device)}
    secret = device.config_url.partition("secret=")[2].partition("&")[0]
    # In fours, as it is read and typed; apps take no notice of the spaces.
    context["secret"] = " ".join(wrap(secret, 4))
    return render(
        request, "accounts/set_up.html", context | {"has_device": has_device(request.user)}
    )


@never_cache
@sensitive_post_parameters()
def remove(request: HttpRequest) -> HttpResponse:
    if settings.SECOND_FACTOR_REQUIRED:
        raise PermissionDenied
    form = PasswordForm(request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        remove_devices(request.user)
        return redirect("wagtailadmin_account")
    return render(request, "accounts/remove.html", {"form": form})


def next_address(request: HttpRequest) -> str:
    """Only one of this site: a foreign one is the start page."""
    wanted = request.POST.get("next") or request.GET.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if is_ours else reverse("wagtailadmin_home")
