"""Checks that the French catalog is complete and compiled: `make messages-check`."""

import sys
from pathlib import Path

import polib

CATALOG = Path("locale/fr/LC_MESSAGES/django.po")


def problems() -> list[str]:
    """One line for each text without a finished translation, and for a compiled catalog that is old."""
    catalog = polib.pofile(str(CATALOG))
    unfinished = [*catalog.untranslated_entries(), *catalog.fuzzy_entries()]
    lines = [f"no French for: {entry.msgid!r}" for entry in unfinished]
    compiled = polib.mofile(str(CATALOG.with_suffix(".mo")))
    if {e.msgid: e.msgstr for e in compiled} != {
        e.msgid: e.msgstr for e in catalog.translated_entries()
    }:
        lines.append("the compiled catalog is old: run `make messages`")
    return lines


if __name__ == "__main__":
    found = problems()
    sys.stdout.writelines(f"{line}\n" for line in found)
    sys.exit(bool(found))
