"""Any file that is brought in: which format it has is told by what is in it, not by its name."""

import re
from collections.abc import Callable

from django.utils.translation import gettext as _
from wagtail.models import Locale

from translation.exchange.files import FileProblem, TranslationFile, check_size
from translation.exchange.po import read_po
from translation.exchange.tbx_reading import read_tbx
from translation.exchange.tmx import Entry, read_tmx
from translation.exchange.xliff import read_xliff
from translation.rights import source_locale

UTF_16 = (b"\xff\xfe", b"\xfe\xff")
HEAD = 4000
"""Bytes that are looked at."""
ROOT = re.compile(r"<(?:\w+:)?(tmx|tbx|martif)[\s>]")


def read_file(content: bytes, name: str, locale: Locale) -> TranslationFile | list[Entry]:
    """Translations into the locale, or entries of a memory. Raises FileProblem."""
    check_size(content)
    start = head(content)
    root = ROOT.search(start) if start.startswith("<") else None
    if root and root[1] == "tmx":
        return read_tmx(content, source_locale().language_code, locale.language_code)
    if root:
        return fitting(read_tbx(content, name, locale), locale)
    read: Callable[[bytes, str], TranslationFile] = read_xliff if start.startswith("<") else read_po
    return fitting(read(content, name), locale)


def head(content: bytes) -> str:
    encoding = "utf-16" if content.startswith(UTF_16) else "utf-8-sig"
    return content[:HEAD].decode(encoding, "replace").lstrip()


def fitting(file: TranslationFile, locale: Locale) -> TranslationFile:
    wanted = locale.language_code.lower()
    if file.target_tag.lower() not in ("", wanted):
        message = _("The file has translations into “%(given)s”, not into “%(wanted)s”.")
        raise FileProblem(message % {"given": file.target_tag[:40], "wanted": wanted})
    if not file.units:
        raise FileProblem(_("The file has no segments."))
    return file
