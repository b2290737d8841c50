"""Files that no row names: left by an upload that failed half way, or by a transaction that was undone."""

import time
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

from media.models import Picture, PictureRendition, SiteDocument

FOLDERS = ("images", "original_images", "documents")
"""Where pictures and documents stand below MEDIA_ROOT; no other folder is looked at."""
YOUNG = 3600
"""Seconds: a younger file may belong to an upload that is still going on."""


def stray_files(*, older_than: float = YOUNG) -> Iterator[Path]:
    """Sorted by path."""
    named = named_files()
    root = Path(settings.MEDIA_ROOT)
    latest = time.time() - older_than
    for folder in FOLDERS:
        for path in sorted((root / folder).rglob("*")):
            is_young = path.is_file() and path.stat().st_mtime > latest
            if path.is_file() and not is_young and str(path.relative_to(root)) not in named:
                yield path


def missing_files() -> list[str]:
    """The names, below MEDIA_ROOT, of files that a row has and the disk has not."""
    root = Path(settings.MEDIA_ROOT)
    return sorted(name for name in named_files() if not (root / name).is_file())


def named_files() -> set[str]:
    return {
        name
        for model in (Picture, PictureRendition, SiteDocument)
        for name in model._default_manager.values_list("file", flat=True)
        if name
    }
