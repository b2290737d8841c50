"""Hands out, or takes away, all that is kept of one applicant."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.serializers.json import DjangoJSONEncoder

from membership.personal_data import anonymise, applications_of, export


class Command(BaseCommand):
    help = "Exports (as JSON) or deletes what is kept of the person with this e-mail address."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("action", choices=["export", "delete"])
        parser.add_argument("email", help="The address that the person applied with.")

    def handle(self, *args: Any, **options: Any) -> None:
        found = applications_of(options["email"])
        if not found.exists():
            raise CommandError("Nothing is kept of a person with this address.")
        if options["action"] == "export":
            told = json.dumps(
                export(options["email"]), cls=DjangoJSONEncoder, ensure_ascii=False, indent=2
            )
            self.stdout.write(told)
        else:
            self.stdout.write(f"{anonymise(found)} applications anonymised.")
