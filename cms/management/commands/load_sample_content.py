"""Loads the sample content into a site that has none."""

from typing import Any

from django.core.management.base import BaseCommand

from cms.sample_content import load_sample_content


class Command(BaseCommand):
    help = "Loads the sample content. A site that has content is left as it is."

    def handle(self, *args: Any, **options: Any) -> None:
        if not load_sample_content(report=lambda line: self.stdout.write(f"  {line}")):
            self.stdout.write("The site has content already; nothing was changed.")
