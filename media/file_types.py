"""What a document really is: told by its content, never by its name or by what the browser says."""

import zipfile
from collections.abc import Callable
from typing import IO, Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

HEAD = 1024
"""Bytes in which the mark of a file stands; readers of PDF look as far (ISO 32000, annex H)."""
OFFICE_PARTS = {"docx": "word/", "xlsx": "xl/", "pptx": "ppt/"}
OPEN_DOCUMENT = {
    "odt": b"application/vnd.oasis.opendocument.text",
    "ods": b"application/vnd.oasis.opendocument.spreadsheet",
}
MARKUP = (b"<!doctype", b"<html", b"<script", b"<svg", b"<?xml", b"<body", b"<iframe")


def is_pdf(file: IO[bytes]) -> bool:
    return b"%PDF-" in file.read(HEAD)


def is_text(file: IO[bytes]) -> bool:
    """UTF-8 or Latin letters, no control characters, and nothing that a browser could take for a page."""
    head = file.read(HEAD)
    has_control = any(byte < 32 and byte not in b"\t\n\r\f" for byte in head)
    return not has_control and not any(mark in head.lower() for mark in MARKUP)


def is_archive(file: IO[bytes]) -> bool:
    return zipfile.is_zipfile(file)


def is_office(part: str) -> Callable[[IO[bytes]], bool]:
    """Office Open XML with a document of this kind in it, and without macros."""

    def check(file: IO[bytes]) -> bool:
        names = names_in(file)
        has_macros = any(name.lower().endswith("vbaproject.bin") for name in names)
        is_package = "[Content_Types].xml" in names
        return is_package and any(name.startswith(part) for name in names) and not has_macros

    return check


def is_open_document(kind: bytes) -> Callable[[IO[bytes]], bool]:
    def check(file: IO[bytes]) -> bool:
        if "mimetype" not in names_in(file):
            return False
        with zipfile.ZipFile(file) as archive, archive.open("mimetype") as entry:
            return entry.read(HEAD).strip() == kind

    return check


def names_in(file: IO[bytes]) -> list[str]:
    """[] for what is no archive."""
    try:
        with zipfile.ZipFile(file) as archive:
            return archive.namelist()
    except (zipfile.BadZipFile, ValueError, OSError):
        return []


CHECKS: dict[str, Callable[[IO[bytes]], bool]] = {
    "csv": is_text,
    "txt": is_text,
    "pdf": is_pdf,
    "zip": is_archive,
    **{extension: is_office(part) for extension, part in OFFICE_PARTS.items()},
    **{extension: is_open_document(kind) for extension, kind in OPEN_DOCUMENT.items()},
}
"""By extension: every kind of document that there may be."""


def check_is_what_it_says(file: Any) -> None:
    """Raises ValidationError where the content does not fit the extension; file has a name."""
    extension = str(file.name).rpartition(".")[2].lower()
    check = CHECKS.get(extension)
    file.seek(0)
    is_fine = check is not None and check(file)
    file.seek(0)
    if not is_fine:
        raise ValidationError(
            _("The content of this file is not that of a “.%(extension)s” file."),
            code="wrong_content",
            params={"extension": extension[:10]},
        )
