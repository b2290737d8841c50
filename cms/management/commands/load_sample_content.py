"""Loads the sample content; what stands already is left as it is."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from cms.sample_content.loader import load_sample_content
from cms.sample_content.reading import SampleContentError


class Command(BaseCommand):
    help = "Loads the sample content. Documents that stand already are left as they are."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            load_sample_content(report=self.stdout.write)
        except SampleContentError as error:
            raise CommandError(str(error)) from error
