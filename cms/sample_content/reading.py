"""Reads the data files. Texts stand in all languages side by side: a table by language tag."""

import csv
import tomllib
import uuid
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

from pages.localisation import content_languages

FOLDER = Path(__file__).parent
SOURCE = "fr"
"""The language that every text of the files is in, and that the others are translations of."""
LANGUAGES = (SOURCE, "en", "de", "rom")
NAMESPACE = uuid.UUID("5d3c7a52-3d0e-4f5c-9b1e-0a8f3d1c6b27")
"""Of all ids that the sample makes, so that they are the same on every machine."""


class SampleContentError(Exception):
    """The sample cannot be loaded; the message says why, for people."""


def stable_id(name: str) -> uuid.UUID:
    return uuid.uuid5(NAMESPACE, name)


def target_languages() -> list[str]:
    """Those of the files' languages that the site has, without the source.

    Raises SampleContentError where the site's source is another language.
    """
    site = content_languages()
    if site[0] != SOURCE:
        raise SampleContentError(
            f"The sample's source language is {SOURCE}, the site's is {site[0]}."
        )
    return [tag for tag in LANGUAGES[1:] if tag in site]


@dataclass(frozen=True)
class Document:
    """One document in all its languages: its name among the files, and what its file says."""

    name: str
    data: dict[str, Any]

    @property
    def translation_key(self) -> uuid.UUID:
        return stable_id(self.name)

    @property
    def published(self) -> datetime:
        moment: datetime = self.data["published"]
        return moment

    def state(self, language: str) -> str:
        """live, draft (never published), missing, alias (a copy of the source), or outdated."""
        state: str = self.data.get("states", {}).get(language, "live")
        return state

    def texts(self, language: str) -> dict[str, Any]:
        """What the file says, in one language. Raises SampleContentError where a text is missing."""
        try:
            texts: dict[str, Any] = in_language(self.data, language)
        except KeyError as missing:
            raise SampleContentError(f"{self.name}: no text in {missing}.") from missing
        return texts

    def revised(self) -> "Document":
        """As its source was changed later."""
        return Document(self.name, self.data | self.data.get("revised", {}))


def in_language(value: Any, language: str) -> Any:
    """Every table of texts becomes its text in the language; KeyError where it has none."""
    if isinstance(value, list):
        return [in_language(item, language) for item in value]
    if not isinstance(value, dict):
        return value
    if SOURCE in value:
        return value[language]
    return {name: in_language(item, language) for name, item in value.items() if name not in META}


META = ("states", "revised", "published", "sample", "untranslated")
"""What files say about a document that is not in it."""


@cache
def pages() -> list[Document]:
    """In the order of the files' names, which puts parents before their children."""
    return [
        Document(path.stem.partition("-")[2], read(path))
        for path in sorted((FOLDER / "pages").glob("*.toml"))
    ]


def read(path: Path) -> dict[str, Any]:
    with path.open("rb") as file:
        return tomllib.load(file)


def read_table(name: str) -> dict[str, Any]:
    return read(FOLDER / name)


def read_members() -> list[dict[str, str]]:
    with (FOLDER / "members.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
