"""Writes graphql/schema.graphql, or checks that it says what is served."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from cms.schema.printing import printed_schema

CONTRACT = Path("graphql/schema.graphql")


class Command(BaseCommand):
    help = "Writes the served GraphQL schema to graphql/schema.graphql."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--check", action="store_true", help="write nothing; fail if it differs"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        text = printed_schema()
        if not options["check"]:
            CONTRACT.write_text(text, encoding="utf-8")
        elif not CONTRACT.exists() or CONTRACT.read_text(encoding="utf-8") != text:
            raise CommandError(
                f"{CONTRACT} is not what is served: run `make schema` and commit it."
            )
