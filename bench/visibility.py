"""How long after a change some worker still gives the old answer."""

import json
import time
from http.client import HTTPConnection
from typing import Any

import psycopg

from bench.asking import PORTS

CHANGES = 20
CONNECTIONS = 8
"""So many that the kernel gives each worker some of them."""
QUERY = "query Title($path: String!) { page(path: $path) { title } }"
LONGEST = 5.0
"""Seconds after which it is given up."""
BAR = 1.0


def seen_after(url: str, page: dict[str, str]) -> dict[str, Any]:
    """Seconds from the commit in another process to the last old answer: the median and the longest of 20."""
    title = "SELECT title FROM wagtailcore_page WHERE id = %s"
    with psycopg.connect(url, autocommit=True) as database:
        row = database.execute(title, [page["number"]]).fetchone()
        assert row  # noqa: S101  # It was found before.
        try:
            found = sorted(
                seconds(database, page, f"{row[0]} {number}") for number in range(CHANGES)
            )
        finally:
            rename(database, page, row[0])
    return {
        "changes": CHANGES,
        "median_seconds": round(found[len(found) // 2], 2),
        "longest_seconds": round(found[-1], 2),
        "bar": BAR,
    }


def rename(database: Any, page: dict[str, str], title: str) -> None:
    database.execute(
        "UPDATE wagtailcore_page SET title = %s WHERE id = %s", [title, page["number"]]
    )


def seconds(database: Any, page: dict[str, str], title: str) -> float:
    callers = [HTTPConnection("127.0.0.1", PORTS["warm"], timeout=10) for _ in range(CONNECTIONS)]
    for caller in callers:
        titled(caller, page["path"])
    rename(database, page, title)
    changed = last = time.monotonic()
    waiting = list(callers)
    while waiting and time.monotonic() < changed + LONGEST:
        waiting = [caller for caller in waiting if titled(caller, page["path"]) != title]
        last = time.monotonic()
    for caller in callers:
        caller.close()
    return last - changed


def titled(caller: HTTPConnection, path: str) -> str:
    headers = {
        "Content-Type": "application/json",
        "Host": "localhost",
        "X-Forwarded-Proto": "https",
    }
    caller.request(
        "POST", "/graphql/", json.dumps({"query": QUERY, "variables": {"path": path}}), headers
    )
    title: str = json.loads(caller.getresponse().read())["data"]["page"]["title"]
    return title
