"""The dry run: what a file would change, what does not fit any more, and why."""

import hashlib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from uuid import UUID

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Locale
from wagtail_localize.models import Translation

from translation.checks import Finding, document_limits, errors_of
from translation.checks.markup import Broken, canonical
from translation.exchange.files import FileUnit, Key, TranslationFile, digest
from translation.models import SegmentVersion
from translation.units import Unit, units_of


class Kind(models.TextChoices):
    NEW = "NEW", _("New")
    CHANGED = "CHANGED", _("Changed")
    SAME = "SAME", _("Unchanged")
    EMPTY = "EMPTY", _("Not translated in the file")
    CONFLICT = "CONFLICT", _("Changed here since the export")
    UNKNOWN = "UNKNOWN", _("Does not fit any more")
    ERROR = "ERROR", _("Has an error")


@dataclass(frozen=True, slots=True)
class Row:
    """What becomes of one segment of the file."""

    kind: Kind
    given: FileUnit
    unit: Unit | None
    """None for UNKNOWN."""
    translation: int | None
    """The number of the Translation; None where there is none."""
    document: str = ""
    """What the document is called."""
    reason: str = ""
    """Why it is UNKNOWN, ERROR or CONFLICT; in the language of who asked."""
    findings: tuple[Finding, ...] = ()

    @property
    def is_written(self) -> bool:
        return self.kind in {Kind.NEW, Kind.CHANGED, Kind.CONFLICT}

    @property
    def takes_approved(self) -> bool:
        """Whether it would replace what a reviewer approved."""
        return self.is_written and bool(self.unit and self.unit.is_reviewed and self.unit.target)


@dataclass(frozen=True)
class Plan:
    """The dry run of a whole file, or of a part of it."""

    name: str
    """The file's."""
    locale: Locale
    rows: list[Row]
    """In the order of the file."""

    @cached_property
    def counts(self) -> Counter[Kind]:
        return Counter(row.kind for row in self.rows)

    def count(self, kind: Kind) -> int:
        return self.counts[kind]

    @property
    def approved(self) -> int:
        """How many approved translations it would replace."""
        return sum(row.takes_approved for row in self.rows)

    @cached_property
    def fingerprint(self) -> str:
        """Changes with all that the dry run shows: nothing else may be applied than what was seen."""
        hashed = hashlib.sha256()
        for row in self.rows:
            standing = (row.unit.version, row.unit.is_reviewed) if row.unit else None
            hashed.update(
                repr((row.kind.value, row.given.key, row.given.target, standing)).encode()
            )
        return hashed.hexdigest()


def make_plan(file: TranslationFile, locale: Locale) -> Plan:
    """Writes nothing. A handful of queries, however many documents."""
    found = standing({unit.key.document for unit in file.units}, locale)
    past = exported_texts(file.units)
    seen: dict[Key, FileUnit] = {}
    rows = []
    for given in file.units:
        first = seen.setdefault(given.key, given)
        rows.append(twice(given) if first.target != given.target else row(given, found, past))
    return Plan(file.name, locale, rows)


@dataclass(frozen=True, slots=True)
class Standing:
    """A document as it is now."""

    translation: Translation
    units: dict[tuple[str, str], Unit]
    """By path and digest."""
    paths: frozenset[str]
    limits: dict[str, int | None]


def standing(documents: Iterable[UUID], locale: Locale) -> dict[UUID, Standing]:
    found = Translation.objects.filter(
        source__object_id__in=set(documents), target_locale=locale, enabled=True
    ).select_related("source__specific_content_type", "source__locale", "target_locale")
    translations = list(found.order_by("pk"))
    segments = units_of(translations)
    return {one.source.object_id: stand(one, segments[one.pk]) for one in translations}


def stand(translation: Translation, found: list[Unit]) -> Standing:
    return Standing(
        translation,
        {(unit.path, digest(unit.source)): unit for unit in found},
        frozenset(unit.path for unit in found),
        document_limits(translation, found),
    )


def exported_texts(given: Iterable[FileUnit]) -> dict[int, str]:
    """What stood there when the file was made, by version."""
    versions = {unit.version for unit in given if unit.version}
    rows = SegmentVersion.objects.filter(pk__in=versions)
    return {pk: comparable(text) for pk, text in rows.values_list("pk", "text")}


def twice(given: FileUnit) -> Row:
    return Row(Kind.ERROR, given, None, None, "", str(_("The file has two translations of it.")))


def row(given: FileUnit, found: dict[UUID, Standing], past: dict[int, str]) -> Row:
    document = found.get(given.key.document)
    if document is None:
        reason = str(_("The document is gone, or not translated into this language."))
        return Row(Kind.UNKNOWN, given, None, None, "", reason)
    place = document.translation.pk, document.translation.source.object_repr
    unit = document.units.get((given.key.path, given.key.digest))
    if unit is None:
        known = given.key.path in document.paths
        reason = str(_("The source text has changed.") if known else _("The text is gone."))
        return Row(Kind.UNKNOWN, given, None, *place, reason)
    kind, reason = judged(given, unit, past)
    found_row = Row(kind, given, unit, *place, reason)
    return checked(found_row, document.limits.get(unit.path)) if found_row.is_written else found_row


def judged(given: FileUnit, unit: Unit, past: dict[int, str]) -> tuple[Kind, str]:
    if given.problem:
        return Kind.ERROR, given.problem
    if not given.target:
        return Kind.EMPTY, ""
    if given.target == comparable(unit.target):
        return Kind.SAME, ""
    if given.version == (unit.version or 0) or not unit.target:
        return Kind.CHANGED if unit.target else Kind.NEW, ""
    if given.version is None:
        return Kind.CONFLICT, str(_("The file does not say which text it was made from."))
    if past.get(given.version) == given.target:
        # Who worked on the file left it as it was; the newer text stays.
        return Kind.SAME, ""
    return Kind.CONFLICT, str(_("Somebody has written another translation since."))


def checked(row: Row, limit: int | None) -> Row:
    source = row.unit.source if row.unit else ""
    findings = tuple(errors_of(source, row.given.target, limit=limit))
    if not findings:
        return row
    reason = " ".join(finding.message for finding in findings)
    return replace(row, kind=Kind.ERROR, reason=reason, findings=findings)


def comparable(text: str) -> str:
    try:
        return canonical(text)
    except Broken:
        return text
