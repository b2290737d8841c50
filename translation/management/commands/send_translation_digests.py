"""For cron, once a day: reminds of what is due tomorrow, sends digests and what could not be sent at once."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from translation.mails.noticing import note_due
from translation.mails.sending import send_digests, send_left_over


class Command(BaseCommand):
    help = (
        "Sends the daily mails about translations: due tomorrow, digests, and what is left over. "
        "Running it again on the same day sends nothing twice."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        today = timezone.localdate()
        note_due(today)
        left_over, digests = send_left_over(), send_digests(today)
        self.stdout.write(f"{digests} digests and {left_over} other mails sent.")
