"""Registers the list of API keys in the admin's settings menu."""

from wagtail import hooks

from access.views import ApiKeyViewSet, api_keys


@hooks.register("register_admin_viewset")
def register_api_keys() -> ApiKeyViewSet:
    return api_keys
