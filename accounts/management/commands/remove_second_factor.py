"""For somebody who has lost the phone and the recovery codes; whoever runs it knows that it is really them."""

from argparse import ArgumentParser
from typing import Any

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError

from accounts.devices import remove_devices


class Command(BaseCommand):
    help = "Removes the second factor of one user, who then logs in with the password alone."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("username")

    def handle(self, *args: Any, **options: Any) -> None:
        users = get_user_model()._default_manager
        user = users.filter(username=options["username"]).first()
        if user is None:
            raise CommandError("There is no such user.")
        remove_devices(user)
        self.stdout.write(f"{options['username']} logs in with the password alone.")
