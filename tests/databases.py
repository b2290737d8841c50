"""Databases of a test's own, for what must be seen from another process: a killed one, a restored one."""

import os
import subprocess
import sys
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg

ROOT = Path(__file__).parents[1]


@contextmanager
def own_database(name, folder):
    """The URL of a new empty database: on the server of TEST_DATABASE_URL, or a file in folder."""
    server = os.environ.get("TEST_DATABASE_URL", "")
    if not server.startswith("postgres"):
        yield f"sqlite:///{folder / name}.sqlite3"
        return
    parts = urlsplit(server)
    name = f"{parts.path.strip('/')}_{name}_{os.getpid()}"
    with psycopg.connect(server_database(parts), autocommit=True) as connection:
        connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        connection.execute(f'CREATE DATABASE "{name}"')
        try:
            yield urlunsplit(parts._replace(path=f"/{name}"))
        finally:
            with suppress(psycopg.Error):
                connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def server_database(parts):
    return urlunsplit(parts._replace(path="/postgres"))


def run_on(url, *arguments, timeout=300, **environment):
    """A fresh process with the tests' settings on the database at url; its output, or a failed test."""
    values = {
        "DJANGO_SETTINGS_MODULE": "cms.settings.test",
        "ENVIRONMENT": "test",
        "TEST_DATABASE_URL": url,
        "PYTHONPATH": str(ROOT),
    }
    done = subprocess.run(  # noqa: S603
        [sys.executable, *arguments],
        capture_output=True,
        text=True,
        cwd=ROOT,
        env=os.environ | values | environment,
        timeout=timeout,
        check=False,
    )
    assert done.returncode == 0, f"{done.stdout}\n{done.stderr}"
    return done.stdout
