"""Checks that the catalogs are complete and compiled: `make messages-check`.

The admin speaks French beside its English; the form to join speaks every language of the site.
"""

import sys
from pathlib import Path

import polib

FORM = [Path(f"membership/locale/{tag}/LC_MESSAGES/django.po") for tag in ("fr", "de", "rom")]
ADMIN = [
    Path("locale/fr/LC_MESSAGES/django.po"),
    *sorted(set(Path().glob("[a-z]*/locale/fr/LC_MESSAGES/django.po")) - set(FORM)),
]


def problems(catalogs: list[Path]) -> list[str]:
    """One line for each text without a finished translation, and for each compiled catalog that is old."""
    return [f"{path}: {line}" for path in catalogs for line in [*unfinished(path), *stale(path)]]


def unfinished(path: Path) -> list[str]:
    catalog = polib.pofile(str(path))
    entries = [*catalog.untranslated_entries(), *catalog.fuzzy_entries()]
    return [f"no translation of {entry.msgid!r}" for entry in entries]


def stale(path: Path) -> list[str]:
    compiled = polib.mofile(str(path.with_suffix(".mo")))
    finished = polib.pofile(str(path)).translated_entries()
    is_new = texts(compiled) == texts(finished)
    return [] if is_new else ["the compiled catalog is old: run `make messages`"]


def texts(entries: list[polib.POEntry]) -> dict[tuple[str | None, str], str]:
    return {(entry.msgctxt, entry.msgid): entry.msgstr for entry in entries}


def missing(catalogs: list[Path]) -> list[str]:
    """One line for each text that another of the catalogs has; the first may have more than the others."""
    known = {path: set(texts(polib.pofile(str(path)))) for path in catalogs}
    shared = set().union(*(known[path] for path in catalogs[1:]))
    return [
        f"{path}: lacks {msgid!r}"
        for path in catalogs
        for _context, msgid in sorted(shared - known[path])
    ]


if __name__ == "__main__":
    found = [*problems([*ADMIN, *FORM]), *missing(FORM)]
    sys.stdout.writelines(f"{line}\n" for line in found)
    sys.exit(bool(found))
