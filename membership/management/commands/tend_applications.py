"""The daily job of the applications to join: run it by cron."""

from typing import Any

from django.core.management.base import BaseCommand

from membership.mails import send_waiting
from membership.personal_data import anonymise, due


class Command(BaseCommand):
    help = "Anonymises applications that were kept long enough, and sends mails that could not be sent."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(
            f"{send_waiting()} mails sent, {anonymise(due())} applications anonymised."
        )
