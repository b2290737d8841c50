"""Registers the desk app and has accepted members translated."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DeskConfig(AppConfig):
    name = "desk"
    verbose_name = _("Desk")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from wagtail.signals import published

        from desk.accepted import submit_accepted
        from snippets.models import Member

        published.connect(submit_accepted, sender=Member, dispatch_uid="desk.accepted")
