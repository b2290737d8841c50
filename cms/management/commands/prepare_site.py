"""Makes the site ready to run: tables, sample content, an administrator. A second call changes nothing."""

import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from cms.roles import make_roles
from cms.sample_content.loader import load_sample_content
from cms.signal_handlers import create_missing_locales
from pages.models import HomePage
from translation.adopting import adopt_all
from translation.words import recount_everything


class Command(BaseCommand):
    help = "Migrates, loads the sample content into an empty database, and makes one administrator."

    def handle(self, *args: Any, **options: Any) -> None:
        if is_behind():
            with self.step("Preparing the database"):
                call_command("migrate", verbosity=0, interactive=False)
                # What was written before there were figures.
                recount_everything()
        # A language that is new in LANGUAGES brings no migration, after which this would run.
        create_missing_locales()
        make_roles()
        if not HomePage.objects.exists():
            with self.step("Loading the sample content"):
                load_sample_content(report=lambda line: self.stdout.write(f"  {line}"))
        adopt_all()
        password = make_administrator()
        self.show(password)

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        self.stdout.write(f"{name} …")
        started = time.monotonic()
        yield
        self.stdout.write(f"  done in {time.monotonic() - started:.0f} s.")

    def show(self, password: str | None) -> None:
        base = settings.WAGTAILADMIN_BASE_URL
        lines = ["", f"Admin    {base}/admin/", f"GraphQL  {base}/graphql/"]
        if password:
            lines += ["", f"Log in as admin with the password {password}", "It is shown this once."]
        self.stdout.write("\n".join([*lines, ""]))


def is_behind() -> bool:
    """Whether a migration has not run yet."""
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def make_administrator() -> str | None:
    """The new administrator's password; None when the site has users already."""
    users = get_user_model()
    if users._default_manager.exists():
        return None
    password = secrets.token_urlsafe(12)
    users.objects.create_superuser("admin", password=password)
    return password
