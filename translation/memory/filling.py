"""Fills what is empty with the translations of identical texts."""

from typing import Any

from django.db import transaction
from wagtail_localize.models import StringSegment, Translation

from translation.checks import document_limits, errors_of
from translation.memory.suggestions import Suggestion, suggestions_for
from translation.models import Origin
from translation.units import Unit, units
from translation.writing import Conflict, write


def fill_identical(translation: Translation, by: Any) -> int:
    """How many segments were filled; each is marked as coming from the memory, with the document's name.

    Never from what only a machine wrote, and nothing that has an error. All or none; whoever writes a
    segment meanwhile keeps his text.
    """
    found = units(translation)
    empty = {(unit.string, unit.context): unit for unit in found if not unit.target}
    offers = suggestions_for(
        list(empty.values()), translation.source.locale, translation.target_locale
    )
    limits = document_limits(translation, empty.values())
    chosen = [
        (unit, offer)
        for unit in empty.values()
        if (offer := fitting(unit, offers[unit.pk], limits.get(unit.path)))
    ]
    segments = StringSegment.objects.in_bulk([unit.pk for unit, _offer in chosen])
    with transaction.atomic():
        return sum(fill(translation, segments[unit.pk], unit, offer, by) for unit, offer in chosen)


def fitting(unit: Unit, offers: list[Suggestion], limit: int | None) -> Suggestion | None:
    return next(
        (
            offer
            for offer in offers
            if offer.is_identical
            and (offer.is_reviewed or offer.origin != Origin.MACHINE)
            and not errors_of(unit.source, offer.target, limit=limit)
        ),
        None,
    )


def fill(
    translation: Translation, segment: StringSegment, unit: Unit, offer: Suggestion, by: Any
) -> bool:
    options: dict[str, Any] = {"origin": Origin.MEMORY, "tool": offer.document[:255]}
    try:
        write(translation, segment, offer.target, by=by, version=unit.version, **options)
    except Conflict:
        return False
    return True
