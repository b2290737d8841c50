"""Files and rows that have lost each other: after an upload that failed half way, a full disk, a killed worker."""

import logging
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings

from media.models import Picture, PictureRendition, SiteDocument
from media.presets import all_filter_specs
from media.tasks import draw_presets

logger = logging.getLogger(__name__)

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


def draw_again() -> Iterator[str]:
    """The names of pictures that had named sizes drawn now: those whose files are gone, and those never drawn.

    Whoever saves a picture draws its sizes after the commit, and may be killed before. A picture that cannot be
    drawn is left to missing_files(), or to the log.
    """
    forget_lost_drawings()
    for picture in Picture.objects.prefetch_related("renditions").order_by("pk"):
        drawn = {rendition.filter_spec for rendition in picture.renditions.all()}
        if drawn.issuperset(all_filter_specs(picture.file.name)) or not has_file(picture):
            continue
        try:
            draw_presets.call(picture.pk)
        except OSError:
            logger.exception("picture %s cannot be drawn", picture.pk)
        else:
            yield str(picture.file.name)


def forget_lost_drawings() -> None:
    """A row of a size whose file is gone would hinder drawing it again."""
    for rendition in PictureRendition.objects.order_by("pk"):
        if not has_file(rendition):
            rendition.delete()


def has_file(row: Any) -> bool:
    return bool(row.file) and row.file.storage.exists(row.file.name)
