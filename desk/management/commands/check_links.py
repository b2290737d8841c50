"""The daily job that looks where links lead: run it by cron."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from desk.links import check_due, collect
from desk.models import Link

MANY = 500


class Command(BaseCommand):
    help = "Finds all links of public content, and asks other sites, politely, whether theirs still answer."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--limit", type=int, default=MANY, help="How many addresses to ask at most."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        collect()
        asked = check_due(options["limit"])
        broken = Link.objects.broken().count()
        self.stdout.write(f"{asked} addresses asked; {broken} links lead nowhere.")
