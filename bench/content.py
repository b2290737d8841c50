"""The databases that are measured: made once, then used again."""

import subprocess
import sys
from urllib.parse import urlsplit, urlunsplit

import psycopg
from psycopg import sql

from bench.servers import ROOT, environment


def made(server: str, name: str, pages: int, members: int) -> str:
    """The URL of a database with a large site on a PostgreSQL server; it is made when it is not there."""
    url = urlunsplit(urlsplit(server)._replace(path=f"/{name}"))
    with psycopg.connect(server, autocommit=True) as connection:
        known = connection.execute(
            "SELECT 1 FROM pg_database WHERE datname = %s", [name]
        ).fetchone()
        if not known:
            connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    manage(url, "migrate", "--verbosity", "0")
    if not has_pages(url):
        manage(url, "make_large_site", "--pages", str(pages), "--members", str(members))
        # Wagtail's own index, for the peers that search with it.
        manage(url, "update_index", "--verbosity", "0")
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("VACUUM ANALYZE")
    return url


def has_pages(url: str) -> bool:
    with psycopg.connect(url) as connection:
        return connection.execute("SELECT 1 FROM pages_sitepage LIMIT 1").fetchone() is not None


def manage(url: str, *arguments: str) -> None:
    command = [sys.executable, "manage.py", *arguments]
    subprocess.run(command, env=environment(url), cwd=ROOT, check=True)  # noqa: S603


def page_of(url: str) -> dict[str, str]:
    """A page of news in the middle of the site: its number, path and slug."""
    with psycopg.connect(url) as connection:
        row = connection.execute(
            "SELECT p.id, p.url_path, p.slug FROM wagtailcore_page p JOIN pages_newspage n"
            " ON n.sitepage_ptr_id = p.id JOIN wagtailcore_locale o ON o.id = p.locale_id"
            " WHERE o.language_code = 'fr' ORDER BY p.id OFFSET 50 LIMIT 1"
        ).fetchone()
    assert row  # noqa: S101  # A large site has them.
    return {"number": str(row[0]), "path": row[1], "slug": row[2]}
