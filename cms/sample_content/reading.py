"""Reads the data files. Texts stand in all languages side by side: a table by language tag."""

import csv
import tomllib
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings

FOLDER = Path(__file__).parent
NAMESPACE = uuid.UUID("5d3c7a52-3d0e-4f5c-9b1e-0a8f3d1c6b27")
"""Of all ids that the sample makes, so that they are the same on every machine."""


def stable_id(name: str) -> uuid.UUID:
    return uuid.uuid5(NAMESPACE, name)


@dataclass(frozen=True)
class Entry:
    """One document: its name among the files, and what its file says."""

    name: str
    data: dict[str, Any]

    @property
    def translation_key(self) -> uuid.UUID:
        return stable_id(self.name)

    def languages(self) -> list[str]:
        """Those that the document is in and the site has, the source first."""
        title = self.data.get("title") or self.data.get("name")
        skipped = self.data.get("without", [])
        known = [tag for tag, _name in settings.LANGUAGES]
        return [tag for tag in known if tag in title and tag not in skipped]


def texts(value: Any, language: str) -> Any:
    """The value in one language: every table of texts in it becomes its text; "" where there is none."""
    if isinstance(value, dict):
        if settings.LANGUAGE_CODE in value:
            return value.get(language, "")
        return {key: texts(item, language) for key, item in value.items()}
    if isinstance(value, list):
        return [texts(item, language) for item in value]
    return value


def read_folder(name: str) -> Iterator[Entry]:
    """In the order of the files' names."""
    for path in sorted((FOLDER / name).glob("*.toml")):
        with path.open("rb") as file:
            yield Entry(path.stem.split("-", 1)[1], tomllib.load(file))


@cache
def pages() -> list[Entry]:
    """Parents before their children. A file may hold several pages, in `page` tables with names."""
    found: list[Entry] = []
    for entry in read_folder("pages"):
        several = entry.data.get("page")
        found += [Entry(item["key"], item) for item in several] if several else [entry]
    return found


def read_table(name: str) -> dict[str, Any]:
    with (FOLDER / name).open("rb") as file:
        return tomllib.load(file)


def members() -> list[dict[str, str]]:
    with (FOLDER / "members.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
