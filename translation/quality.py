"""What the checks say of a document's segments: the one place where the workflow asks them."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from wagtail_localize.models import StringTranslation, Translation

from translation.checks import check_unit, document_limits
from translation.terms import term_pairs
from translation.units import Unit


@dataclass(frozen=True, slots=True)
class Remark:
    message: str
    blocks: bool
    """Whether it stands in the way of an approval."""


def remarks(translation: Translation, found: Sequence[Unit]) -> dict[int, list[Remark]]:
    """By Unit.pk, of the units that have a text; only those of which there is something to say."""
    written = [unit for unit in found if unit.target]
    source, target = translation.source.locale, translation.target_locale
    limits, terms = document_limits(translation, written), term_pairs(source, target)
    tags = (source.language_code, target.language_code)
    said = {}
    for unit in written:
        findings = check_unit(unit, *tags, terms, limit=limits.get(unit.path))
        said[unit.pk] = [Remark(finding.message, finding.blocks) for finding in findings]
        if unit.has_error and not any(remark.blocks for remark in said[unit.pk]):
            said[unit.pk].insert(0, Remark(kept_error(translation, unit), blocks=True))
    return {pk: told for pk, told in said.items() if told}


def kept_error(translation: Translation, unit: Unit) -> str:
    """In the words of wagtail-localize, which keeps only that there is an error."""
    row = StringTranslation.objects.filter(
        translation_of_id=unit.string,
        context_id=unit.context,
        locale_id=translation.target_locale_id,
    ).first()
    return (row.get_error() if row else None) or _("This text cannot be used.")
