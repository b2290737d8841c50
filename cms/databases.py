"""Copies a whole database into a file and back, in one piece: SQLite by its backup interface, PostgreSQL by its tools."""

import os
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path
from typing import Any


class DatabaseToolError(Exception):
    """A tool of PostgreSQL is missing or has failed; the database is as it was."""


def dump(connection: Any, target: Path) -> None:
    """A consistent copy, while others read and write."""
    if connection.vendor == "sqlite":
        connection.ensure_connection()
        with closing(sqlite3.connect(target)) as copy:
            connection.connection.backup(copy)
        return
    run(
        connection,
        "pg_dump",
        "--format=custom",
        "--no-owner",
        "--no-privileges",
        f"--file={target}",
    )


def load(connection: Any, source: Path) -> None:
    """All that is in the database goes, all that is in the file comes; or, if it fails, nothing happens."""
    if connection.vendor == "sqlite":
        connection.ensure_connection()
        with closing(sqlite3.connect(source)) as copy:
            copy.backup(connection.connection)
        return
    script = source.with_name("restore.sql")
    run(
        connection,
        "pg_restore",
        "--no-owner",
        "--no-privileges",
        f"--file={script}",
        str(source),
        named=False,
    )
    connection.close()
    run(
        connection,
        "psql",
        "--quiet",
        "--no-psqlrc",
        "--single-transaction",
        "--set=ON_ERROR_STOP=1",
        "--output=/dev/null",
        "--command=DROP SCHEMA public CASCADE; CREATE SCHEMA public;",
        f"--file={script}",
    )


def run(connection: Any, tool: str, *arguments: str, named: bool = True) -> None:
    """Raises DatabaseToolError with what the tool said. The password goes by the environment."""
    parameters = connection.get_connection_params()
    where = {
        "PGHOST": parameters.get("host"),
        "PGPORT": parameters.get("port"),
        "PGUSER": parameters.get("user"),
        "PGPASSWORD": parameters.get("password"),
        "PGDATABASE": parameters.get("dbname"),
        "PGSSLMODE": parameters.get("sslmode"),
        "PGSSLROOTCERT": parameters.get("sslrootcert"),
    }
    known = {name: str(value) for name, value in where.items() if value and named}
    try:
        done = subprocess.run(  # noqa: S603
            [tool, *arguments],
            capture_output=True,
            text=True,
            env=os.environ | known,
            check=False,
        )
    except FileNotFoundError:
        raise DatabaseToolError(f"{tool} is missing: install PostgreSQL's client tools.") from None
    if done.returncode:
        raise DatabaseToolError(f"{tool} failed: {done.stderr.strip()[-500:]}")
