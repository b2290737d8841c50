"""PO: the text as HTML, one entry for each segment; what identifies it stands in its msgctxt.

Tools strip headers and reorder comments (T43), so nothing that is needed stands in a header.
"""

import re
import tempfile
from uuid import UUID

import polib
from django.utils.translation import gettext as _

from translation.checks.markup import Broken, canonical
from translation.exchange.exporting import Document, Item
from translation.exchange.files import FileProblem, FileUnit, Key, TranslationFile, check_size

MIME_TYPE = "text/x-gettext-translation"
VERSION = re.compile(r"^version: (\d{1,18})$", re.MULTILINE)
LINE = re.compile(r"\(line (\d+)\)")
NO_WRAPPING = 1_000_000


def write_po(documents: list[Document], source_tag: str, target_tag: str) -> bytes:
    catalog = polib.POFile(wrapwidth=NO_WRAPPING)
    catalog.metadata = {
        "Language": target_tag,
        "X-Source-Language": source_tag,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
    }
    for document in documents:
        catalog.extend(entry(document, item, target_tag) for item in document.items)
    return str(catalog).encode()


def entry(document: Document, item: Item, target_tag: str) -> polib.POEntry:
    lines = [document.title, *(text for _category, text in item.notes), f"version: {item.version}"]
    return polib.POEntry(
        msgid=item.source,
        msgstr=item.target,
        msgctxt=context(item.key, target_tag),
        comment="\n".join(" ".join(line.split()) for line in lines),
    )


def context(key: Key, target_tag: str) -> str:
    return f"{target_tag}:{key.document}:{key.path}:{key.digest}"


def read_po(content: bytes, name: str) -> TranslationFile:
    """Raises FileProblem. An entry that is marked as fuzzy is not finished and has no translation."""
    entries = [one for one in parse(content) if not one.obsolete]
    units = [file_unit(one) for one in entries]
    tags = {one.msgctxt.split(":", 1)[0] for one in entries}
    if len(tags) > 1:
        raise FileProblem(_("The file has translations into more than one language."))
    return TranslationFile(name, "", tags.pop() if tags else "", units)


def parse(content: bytes) -> polib.POFile:
    check_size(content)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise FileProblem(_("The encoding is unknown: save the file as UTF-8."), line) from None
    # polib takes a text for the name of a file, and parts it at more than line feeds.
    with tempfile.NamedTemporaryFile("w", encoding="utf-8", suffix=".po", newline="\n") as file:
        file.write(text.replace("\0", "\ufffd"))
        file.flush()
        try:
            return polib.pofile(file.name, encoding="utf-8", wrapwidth=NO_WRAPPING)
        except (OSError, ValueError, IndexError) as error:
            place = LINE.search(str(error))
            message = _("This is no well-formed PO.")
            raise FileProblem(message, int(place[1]) if place else None) from None


def file_unit(one: polib.POEntry) -> FileUnit:
    key = key_of(one)
    if one.msgid_plural:
        raise FileProblem(_("There are no plurals here."), one.linenum)
    target, problem = "" if one.fuzzy else one.msgstr, ""
    try:
        target = canonical(target)
    except Broken as broken:
        target, problem = "", _("Broken markup: %(piece)s") % {"piece": broken.what}
    found = VERSION.search(one.comment) or VERSION.search(one.tcomment)
    return FileUnit(key, target, int(found[1]) if found else None, one.linenum, problem)


def key_of(one: polib.POEntry) -> Key:
    parts = (one.msgctxt or "").split(":")
    try:
        _tag, document, *path, digest = parts
        return Key(UUID(document), ":".join(path), digest)
    except ValueError:
        message = _("The msgctxt “%(text)s” is not of this site.") % {"text": one.msgctxt or ""}
        raise FileProblem(message[:200], one.linenum) from None
