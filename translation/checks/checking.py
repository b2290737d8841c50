"""All checks of a segment, of a list of them, and of a whole document."""

from collections.abc import Iterable, Mapping, Sequence

from wagtail_localize.models import Translation

from translation.checks.content import check_content, check_length
from translation.checks.fields import fields
from translation.checks.finding import Finding
from translation.checks.numbers import check_numbers
from translation.checks.terminology import check_terms
from translation.checks.typography import check_typography
from translation.terms import TermPair, term_pairs
from translation.units import Unit, units


def check_unit(
    unit: Unit,
    source_tag: str,
    target_tag: str,
    terms: Sequence[TermPair] = (),
    *,
    limit: int | None = None,
) -> list[Finding]:
    """Errors first. limit is what the field holds (fields.Field.limit). Asks no database."""
    return check_texts(unit.source, unit.target, source_tag, target_tag, terms, limit=limit)


def check_texts(
    source: str,
    target: str,
    source_tag: str,
    target_tag: str,
    terms: Sequence[TermPair] = (),
    *,
    limit: int | None = None,
) -> list[Finding]:
    found = list(check_content(source, target))
    if any(finding.code == "empty" for finding in found):
        return found
    found += check_length(source, target, limit)
    found += check_numbers(source, target, source_tag, target_tag)
    found += check_typography(source, target, source_tag, target_tag)
    found += check_terms(source, target, source_tag, target_tag, terms)
    return sorted(found, key=lambda finding: not finding.blocks)


def errors_of(source: str, target: str, *, limit: int | None = None) -> list[Finding]:
    """What blocks the approval; they do not depend on the languages."""
    found = [*check_content(source, target), *check_length(source, target, limit)]
    return [finding for finding in found if finding.blocks]


def blocking(units: Iterable[Unit], limits: Mapping[str, int | None] | None = None) -> list[Unit]:
    """The units that stand in the way of an approval; limits by path, as document_limits gives them."""
    known = limits or {}
    return [
        unit for unit in units if errors_of(unit.source, unit.target, limit=known.get(unit.path))
    ]


def document_limits(translation: Translation, found: Iterable[Unit]) -> dict[str, int | None]:
    described = fields(translation.source, (unit.path for unit in found))
    return {path: field.limit for path, field in described.items()}


def check_document(translation: Translation) -> dict[int, list[Finding]]:
    """By Unit.pk, those with findings only. Four queries, however long it is, when source and locales are loaded."""
    found = units(translation)
    limits = document_limits(translation, found)
    source, target = translation.source.locale, translation.target_locale
    terms = term_pairs(source, target)
    tags = source.language_code, target.language_code
    checked = {
        unit.pk: check_unit(unit, *tags, terms, limit=limits.get(unit.path)) for unit in found
    }
    return {pk: findings for pk, findings in checked.items() if findings}
