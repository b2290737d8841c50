"""Puts the queue of applications into the admin."""

from wagtail import hooks

from membership.views.queue import ApplicationViewSet


@hooks.register("register_admin_viewset")
def applications() -> ApplicationViewSet:
    return ApplicationViewSet("applications")
