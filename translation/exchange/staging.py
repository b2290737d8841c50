"""A file in the database: in parts, each with what it says and, after the dry run, what would become of it."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator
from dataclasses import asdict, astuple, replace
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from wagtail.models import Locale

from translation.exchange.files import FileUnit, Key, TranslationFile
from translation.exchange.planning import Kind, Plan, Row, make_plan
from translation.exchange.reading import read_file
from translation.exchange.remembering import MemoryPlan, plan_memory
from translation.exchange.tmx import Entry, Pair
from translation.models import FileKind, UploadedFile, UploadedPart
from translation.rights import source_locale
from translation.units import Unit

KEPT = timedelta(days=1)
"""How long a file waits for its being applied."""
SIZE = 200
"""Segments or entries of a part, unless a single document has more."""


@transaction.atomic
def take(content: bytes, name: str, locale: Locale, by: Any) -> UploadedFile:
    """Raises FileProblem for what cannot be read; nothing is kept then."""
    file = read_file(content, name, locale)
    UploadedFile.objects.filter(uploaded_at__lt=timezone.now() - KEPT).delete()
    uploaded = UploadedFile.objects.create(
        name=name[-255:],
        content=content,
        kind=FileKind.TEXTS if isinstance(file, TranslationFile) else FileKind.MEMORY,
        locale=locale,
        uploaded_by=by,
    )
    UploadedPart.objects.bulk_create(
        (UploadedPart(file=uploaded, given=given) for given in parts(file)), batch_size=50
    )
    return uploaded


def parts(file: TranslationFile | list[Entry]) -> Iterator[list[Any]]:
    """What must be looked at together stays together: the segments of a document, and all that is said of one text."""
    if isinstance(file, TranslationFile):
        units = ((unit.key.document, written(unit)) for unit in file.units)
        return together(units)
    return together((entry.source, astuple(entry)) for entry in file)


def together(given: Iterable[tuple[Hashable, Any]]) -> Iterator[list[Any]]:
    groups = defaultdict[Hashable, list[Any]](list)
    for key, one in given:
        groups[key].append(one)
    part: list[Any] = []
    for group in groups.values():
        if part and len(part) + len(group) > SIZE:
            yield part
            part = []
        part += group
    if part:
        yield part


def look(part: UploadedPart) -> dict[str, Any]:
    """The dry run of a part, as JSON."""
    file = part.file
    if file.kind == FileKind.MEMORY:
        entries = [Entry(*given) for given in part.given]
        return asdict(plan_memory(entries, source_locale(), file.locale))
    units = [read(given) for given in part.given]
    plan = make_plan(TranslationFile(file.name, "", "", units), file.locale)
    return {"rows": [row_written(row) for row in plan.rows]}


def plan_of(file: UploadedFile) -> Plan | MemoryPlan | None:
    """The dry run of all parts; None where it has not been done yet."""
    parts = list(file.parts.values_list("found", flat=True))
    found = [part for part in parts if part is not None]
    if len(found) < len(parts):
        return None
    if file.kind == FileKind.MEMORY:
        return memory_read(found)
    return Plan(file.name, file.locale, [row_read(row) for part in found for row in part["rows"]])


def memory_read(found: list[dict[str, Any]]) -> MemoryPlan:
    plan = MemoryPlan()
    for part in found:
        plan.add(
            MemoryPlan(
                [Pair(**pair) for pair in part["new"]],
                [Pair(**pair) for pair in part["changed"]],
                part["same"],
                [(line, why) for line, why in part["left_out"]],
            )
        )
    return plan


def written(unit: FileUnit) -> list[Any]:
    key = [str(unit.key.document), unit.key.path, unit.key.digest]
    return [key, unit.target, unit.version, unit.line, unit.problem]


def read(given: list[Any]) -> FileUnit:
    (document, path, digest), *rest = given
    return FileUnit(Key(UUID(document), path, digest), *rest)


def row_written(row: Row) -> dict[str, Any]:
    # Who wrote the standing text, and when, is not asked for again.
    unit = replace(row.unit, written_by=None, written_at=None) if row.unit else None
    return {
        "kind": row.kind.value,
        "given": written(row.given),
        "unit": astuple(unit) if unit else None,
        "translation": row.translation,
        "document": row.document,
        "reason": row.reason,
    }


def row_read(row: dict[str, Any]) -> Row:
    unit = Unit(*row["unit"]) if row["unit"] else None
    place = row["translation"], row["document"], row["reason"]
    return Row(Kind(row["kind"]), read(row["given"]), unit, *place)
