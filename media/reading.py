"""Reads pictures with their drawn sizes, and documents, many at a time; who may see them is for the caller to say."""

import mimetypes
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.files.storage import default_storage
from django.db.models import QuerySet

from media.models import Picture, PictureRendition, SiteDocument, alt_text
from media.presets import FORMATS, PRESETS, Preset, fallback_format


def absolute(url: str) -> str:
    """A decoupled frontend stands on another host, so that media addresses name this one."""
    return f"{settings.WAGTAILADMIN_BASE_URL.rstrip('/')}{url}" if url.startswith("/") else url


@dataclass(frozen=True, slots=True)
class Drawn:
    """One size of a picture, in pixels."""

    url: str
    width: int
    height: int
    mime_type: str


class PictureRecord:
    """A picture in one place of an answer; languages are those its alternative text may be in."""

    def __init__(self, picture: Any, drawn: dict[str, Drawn]) -> None:
        self.picture = picture
        self.drawn = drawn

    def alt(self, languages: Iterable[str]) -> str:
        return alt_text(self.picture["alt_texts"], [*languages, settings.LANGUAGE_CODE])

    def at(self, preset: Preset, size: tuple[int, int], image_format: str) -> Drawn | None:
        return self.drawn.get(preset.filter_spec(size, image_format))

    def in_format(self, preset: Preset, image_format: str) -> list[Drawn]:
        """The sizes that are drawn, narrowest first; a picture too small for two sizes has one."""
        found = [self.at(preset, size, image_format) for size in preset.sizes]
        by_width = {drawn.width: drawn for drawn in found if drawn}
        return [by_width[width] for width in sorted(by_width)]

    def fallback(self, name: str) -> Drawn | None:
        """The largest of the preset in a format that every client reads; None until it is drawn."""
        drawn = self.in_format(PRESETS[name], fallback_format(self.picture["file"]))
        return drawn[-1] if drawn else None

    def sources(self, name: str) -> list[tuple[str, str]]:
        """(mime type, srcset) of each modern format, best first."""
        formats = [self.in_format(PRESETS[name], image_format) for image_format in FORMATS]
        return [(drawn[0].mime_type, srcset(drawn)) for drawn in formats if drawn]

    @property
    def focal_point(self) -> tuple[float, float] | None:
        """Shares of width and height, 0 to 1, from the top left; None where editors set none."""
        x, y = self.picture["focal_point_x"], self.picture["focal_point_y"]
        if x is None or y is None:
            return None
        return x / self.picture["width"], y / self.picture["height"]


def srcset(drawn: Iterable[Drawn]) -> str:
    return ", ".join(f"{size.url} {size.width}w" for size in drawn)


PICTURE_COLUMNS = (
    "pk",
    "title",
    "file",
    "alt_texts",
    "width",
    "height",
    "focal_point_x",
    "focal_point_y",
)


def read_pictures(pictures: "QuerySet[Picture]") -> dict[int, PictureRecord]:
    """By number; two queries however many there are."""
    rows = {row["pk"]: row for row in pictures.values(*PICTURE_COLUMNS)}
    drawn: dict[int, dict[str, Drawn]] = {pk: {} for pk in rows}
    columns = ("image_id", "filter_spec", "file", "width", "height")
    for picture, spec, file, width, height in PictureRendition.objects.filter(
        image__in=list(rows)
    ).values_list(*columns):
        url = absolute(default_storage.url(file))
        drawn[picture][spec] = Drawn(url, width, height, mime_type(file))
    return {pk: PictureRecord(row, drawn[pk]) for pk, row in rows.items()}


@dataclass(frozen=True, slots=True)
class DocumentFile:
    """size is in bytes."""

    pk: int
    title: str
    url: str
    filename: str
    size: int
    mime_type: str


def read_documents(documents: "QuerySet[SiteDocument]") -> dict[int, DocumentFile]:
    """By number."""
    return {document.pk: document_file(document) for document in documents}


def document_file(document: SiteDocument) -> DocumentFile:
    return DocumentFile(
        pk=document.pk,
        title=document.title,
        url=absolute(document.url),
        filename=document.filename,
        size=document.file_size or 0,  # A query writes nothing, as get_file_size would.
        mime_type=document.content_type,
    )


def mime_type(filename: str) -> str:
    return mimetypes.guess_type(filename)[0] or "application/octet-stream"
