"""Reads pictures with their drawn sizes, and documents, many at a time; who may see them is for the caller to say."""

import mimetypes
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.core.files.storage import default_storage
from django.db.models import BigIntegerField, QuerySet, TextField

from media.models import Picture, PictureRendition, SiteDocument, alt_text
from media.presets import FORMATS, PRESETS, Preset, fallback_format, filter_specs
from statements import Among, rows


def absolute(url: str) -> str:
    """A decoupled frontend stands on another host, so that media addresses name this one."""
    return f"{settings.WAGTAILADMIN_BASE_URL.rstrip('/')}{url}" if url.startswith("/") else url


@dataclass(frozen=True, slots=True)
class Drawn:
    """One size of a picture, in pixels."""

    file: str
    width: int
    height: int

    @property
    def url(self) -> str:
        return file_url(self.file)

    @property
    def mime_type(self) -> str:
        return mime_type(self.file)


@lru_cache(maxsize=10_000)
def file_url(name: str) -> str:
    """The absolute address of a public file; a name is never used again for another one."""
    return absolute(default_storage.url(name))


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


def read_pictures(
    shape: Hashable,
    pictures: Callable[[], "QuerySet[Picture]"],
    numbers: Iterable[int],
    presets: Iterable[str] | None = None,
) -> dict[int, PictureRecord]:
    """By number; two queries however many there are. The SQL of pictures() depends on shape alone.

    presets are those whose drawings are read; all unless told.
    """
    numbers = list(numbers)
    found = rows(
        ("pictures", shape),
        lambda: (
            pictures()
            .filter(Among("pk", "numbers", BigIntegerField()))
            .order_by()
            .values_list(*PICTURE_COLUMNS)
        ),
        numbers=numbers,
    )
    pictures_by_number = {row[0]: dict(zip(PICTURE_COLUMNS, row, strict=True)) for row in found}
    drawn = drawings(pictures_by_number, PRESETS if presets is None else presets)
    return {pk: PictureRecord(row, drawn.get(pk, {})) for pk, row in pictures_by_number.items()}


def drawings(
    pictures: Mapping[int, Mapping[str, Any]], presets: Iterable[str]
) -> dict[int, dict[str, Drawn]]:
    """Of each picture, by filter specification; without a query when there is nothing to find."""
    files = {picture["file"] for picture in pictures.values()}
    specs = {
        spec for name in presets for file in files for spec in filter_specs(PRESETS[name], file)
    }
    if not specs:
        return {}
    drawn: dict[int, dict[str, Drawn]] = defaultdict(dict)
    for picture, spec, file, width, height in rows(
        "drawings", drawings_given, numbers=list(pictures), specs=list(specs)
    ):
        drawn[picture][spec] = Drawn(file, width, height)
    return drawn


def drawings_given() -> "QuerySet[Any, Any]":
    chosen = PictureRendition.objects.filter(
        Among("image_id", "numbers", BigIntegerField()), Among("filter_spec", "specs", TextField())
    )
    return chosen.order_by().values_list("image_id", "filter_spec", "file", "width", "height")


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


@lru_cache(maxsize=10_000)
def mime_type(filename: str) -> str:
    return mimetypes.guess_type(filename)[0] or "application/octet-stream"
