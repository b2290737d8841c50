"""Counts the SQL statements of one answer; its own process, as settings are read once: `python -m bench.statements`."""

import json
import sys
from urllib.parse import urlsplit

import django

Counts = dict[str, int]


def main() -> None:
    """Reads [name, path, body] of each request from standard input, writes name → count."""
    django.setup()
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client = Client(headers={"Host": "localhost", "X-Forwarded-Proto": "https"})
    counts: Counts = {}
    for name, path, body in json.load(sys.stdin):

        def ask(path: str = path, body: str | None = body) -> None:
            if body is None:
                client.get(path)
            else:
                client.post(urlsplit(path).path, body, content_type="application/json")

        ask()
        with CaptureQueriesContext(connection) as captured:
            ask()
        counts[name] = len(captured)
    json.dump(counts, sys.stdout)


if __name__ == "__main__":
    main()
