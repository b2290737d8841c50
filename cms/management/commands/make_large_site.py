"""Makes a large site for measuring, in a database without pages."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from cms.large_site import SECTIONS, Size, make_large_site
from cms.large_tasks import make_large_tasks
from pages.models import HomePage

WIDTH = 40


class Command(BaseCommand):
    help = "Makes a large site of the real one's shapes, the same for the same seed."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--pages", type=int, default=1200, help="documents in the source language"
        )
        parser.add_argument("--members", type=int, default=2000)
        parser.add_argument("--locales", default="fr,en,de,rom", help="the source language first")
        parser.add_argument("--seed", type=int, default=1)
        parser.add_argument(
            "--tasks", action="store_true", help="with translations and their tasks, in all states"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if HomePage.objects.exists():
            raise CommandError("The site has pages already: use an empty database.")
        if options["pages"] <= len(SECTIONS):
            raise CommandError(f"A site has at least {len(SECTIONS) + 1} pages.")
        languages = [tag.strip() for tag in options["locales"].split(",")]
        size = Size(options["pages"], options["members"], languages, options["seed"])
        make_large_site(size, self.show)
        if options["tasks"]:
            make_large_tasks(size.seed, self.show)
        self.stderr.write("")
        self.stdout.write(
            f"{size.pages} pages and {size.members} members in {len(languages)} languages."
        )

    def show(self, done: int, total: int) -> None:
        filled = done * WIDTH // total
        bar = "#" * filled + "." * (WIDTH - filled)
        self.stderr.write(f"\r[{bar}] {done} of {total}", ending="")
