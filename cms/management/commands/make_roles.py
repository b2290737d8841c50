"""Makes the groups of the site and gives each exactly its rights (cms.roles)."""

from typing import Any

from django.core.management.base import BaseCommand

from cms.roles import RIGHTS, make_roles


class Command(BaseCommand):
    help = "Makes the groups of the site with their rights. A second call changes nothing."

    def handle(self, *args: Any, **options: Any) -> None:
        make_roles()
        self.stdout.write(f"{len(RIGHTS)} groups have their rights.")
