"""The daily job of the previews: run it by cron."""

from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand
from django.db.models import Q
from django.utils import timezone

from preview.models import PreviewGrant

LISTED_AFTERWARDS = timedelta(days=30)
"""So long the list still tells that a reviewer's link was there."""


class Command(BaseCommand):
    help = "Removes previews that have ended, and links for reviewers a month after they did."

    def handle(self, *args: Any, **options: Any) -> None:
        now = timezone.now()
        own = Q(reviewer="", expires_at__lt=now)
        given = Q(expires_at__lt=now - LISTED_AFTERWARDS)
        removed, _by_model = PreviewGrant.objects.filter(own | given).delete()
        self.stdout.write(f"{removed} previews removed.")
