"""Looks for the known corruptions of translations; repairs them when told to."""

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from translation.corruption import REPAIRED, check


class Command(BaseCommand):
    help = (
        "Finds what is known to go wrong with translations. Changes nothing without --repair; with it, "
        "no text is lost. The exit code is 1 while something is left to repair."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--repair", action="store_true", help="repair what can be repaired")

    def handle(self, *args: Any, **options: Any) -> None:
        found = left = 0
        for finding, outcome in check(repair=options["repair"]):
            found += 1
            left += outcome != REPAIRED
            hint = "" if finding.repair else " (a person has to decide)"
            self.stdout.write(f"{finding.kind}: {finding.what}: {outcome}{hint}")
        self.stdout.write(f"{found} found, {found - left} repaired, {left} left.")
        if left:
            sys.exit(1)
