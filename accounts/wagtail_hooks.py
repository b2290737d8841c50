"""The addresses of the second factor, and the way to them from a user's own account page."""

from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from wagtail import hooks

from accounts import views


@hooks.register("register_admin_urls")
def register_addresses() -> list[URLPattern]:
    return [
        path("second-factor/", views.ask, name="second_factor_ask"),
        path("second-factor/set-up/", views.set_up, name="second_factor_set_up"),
        path("second-factor/remove/", views.remove, name="second_factor_remove"),
    ]


@hooks.register("register_account_menu_item")
def register_menu_item(request: object) -> dict[str, str]:
    return {
        "url": reverse("second_factor_set_up"),
        "label": _("Second factor"),
        "help_text": _("A number from an app on your phone, beside your password."),
    }
