"""Registers the membership app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MembershipConfig(AppConfig):
    name = "membership"
    verbose_name = _("Membership")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from wagtail.permissions import register_permission_policy

        from membership.models import Application
        from membership.permissions import ReviewPolicy

        register_permission_policy(Application, ReviewPolicy(Application))
