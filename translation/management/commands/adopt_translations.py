"""Makes the tasks of translations that were made before there were tasks."""

from typing import Any

from django.core.management.base import BaseCommand

from translation.adopting import adopt_all


class Command(BaseCommand):
    help = "Gives every translation its task; what is live counts as approved. Can be repeated."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{adopt_all()} adopted")
