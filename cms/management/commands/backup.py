"""Writes database and media of this moment into one file."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from cms.backup_files import make_backup
from cms.databases import DatabaseToolError


class Command(BaseCommand):
    help = "Writes database and media of this moment into one file, while the site goes on."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "file", nargs="?", type=Path, help="var/backups/<time>.tar when not given"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        target: Path = (
            options["file"] or settings.VAR / "backups" / f"{timezone.now():%Y%m%d-%H%M%S}.tar"
        )
        if target.exists():
            raise CommandError(f"{target} exists already.")
        try:
            manifest = make_backup(target)
        except (DatabaseToolError, OSError) as error:
            raise CommandError(str(error)) from error
        size = target.stat().st_size / 1024 / 1024
        self.stdout.write(f"{target}: {len(manifest.checksums)} files, {size:.1f} MB")
