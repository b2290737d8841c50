"""How much CPU each attack buys, the first part of `make attack-times`. No part of the suite, as machines differ.

The promise is 0.4 s for a document of 4 KB, and 1 s for the largest that is let in.
"""

import os
import sys
import time
from collections.abc import Iterator

import django


def documents() -> Iterator[tuple[str, str, float]]:
    """(name, document, seconds of CPU that it may buy)."""
    from tests.schema import attacks

    for name, text in attacks.every_attack(4096).items():
        yield name, text, 0.4
    for name, text in attacks.every_attack(32_768).items():
        yield f"{name}, 32 KiB", text, 1


def cpu_seconds(text: str) -> tuple[float, int]:
    from django.test import Client

    client = Client()
    start = time.process_time()
    response = client.post("/graphql/", {"query": text}, content_type="application/json")
    return time.process_time() - start, response.status_code


def main() -> int:
    os.environ["ENVIRONMENT"] = "test"
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.test")
    django.setup()
    from django.test.utils import setup_databases, setup_test_environment

    setup_test_environment()
    setup_databases(verbosity=0, interactive=False)
    cpu_seconds("{__typename}")
    slow = 0
    for name, text, most in documents():
        seconds, status = cpu_seconds(text)
        slow += seconds > most
        sys.stdout.write(f"{seconds:6.3f} s  {status}  {name}\n")
    sys.stdout.write(f"{slow} bought more than they may\n")
    return bool(slow)


if __name__ == "__main__":
    sys.exit(main())
