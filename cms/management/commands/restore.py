"""Puts database and media back as a backup holds them."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from cms.backup_files import BackupError, restore_backup, revoke
from cms.databases import DatabaseToolError
from cms.management.commands.prepare_site import is_behind


class Command(BaseCommand):
    help = "Replaces database and media by those of a backup. Everybody must log in again; API keys are made anew."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--yes", action="store_true", help="Do not ask; all that is there now is replaced."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if not options["yes"] and not self.is_sure():
            raise CommandError("Nothing was changed.")
        try:
            manifest = restore_backup(options["file"])
        except (BackupError, DatabaseToolError, OSError) as error:
            raise CommandError(str(error)) from error
        if is_behind():
            # It is of an earlier release.
            call_command("migrate", verbosity=0, interactive=False)
        revoke()
        self.stdout.write(
            f"As of {manifest.made_at}. All sessions, API keys and preview links have ended."
        )

    def is_sure(self) -> bool:
        self.stdout.write(
            "All content that is there now is replaced. Type yes to go on: ", ending=""
        )
        self.stdout.flush()
        return input().strip() == "yes"
