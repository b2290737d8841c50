"""Any file that is brought in: which format it has is told by what is in it, not by its name."""

from django.utils.translation import gettext as _
from wagtail.models import Locale

from translation.exchange.files import FileProblem, TranslationFile, check_size
from translation.exchange.planning import Plan, make_plan
from translation.exchange.po import read_po
from translation.exchange.tmx import TmxPlan, plan_tmx
from translation.exchange.xliff import read_xliff

UTF_16 = (b"\xff\xfe", b"\xfe\xff")
HEAD = 4000
"""Bytes that are looked at."""


def plan_file(content: bytes, name: str, locale: Locale) -> Plan | TmxPlan:
    """The dry run of translations into the locale. Raises FileProblem."""
    check_size(content)
    start = head(content)
    if "<tmx" in start:
        return plan_tmx(content, name, Locale.get_default(), locale)
    read = read_xliff if start.startswith("<") else read_po
    return make_plan(fitting(read(content, name), locale), locale)


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
