"""Removes files that no row names, draws sizes of pictures that are missing, and tells of rows whose file is gone."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from media.stray_files import YOUNG, draw_again, missing_files, stray_files


class Command(BaseCommand):
    help = "Removes files that no row names, and draws what is missing. Run it once a day."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="Only tell.")
        parser.add_argument(
            "--older-than", type=int, default=YOUNG, metavar="SECONDS", help="Leave younger files."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        for path in list(stray_files(older_than=options["older_than"])):
            if not options["dry_run"]:
                path.unlink(missing_ok=True)
            self.stdout.write(f"{'would remove' if options['dry_run'] else 'removed'} {path}")
        if not options["dry_run"]:
            for name in draw_again():
                self.stdout.write(f"drew {name}")
        for name in missing_files():
            self.stderr.write(f"a row names {name}, which is not there")
