"""Applies a plan: all of it or nothing, and nothing that the dry run did not show."""

from collections.abc import Collection
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail_localize.models import StringSegment, Translation

from translation.bulk_writing import Text, lock, newest_versions, portions, write_all
from translation.exchange.planning import Kind, Plan, Row
from translation.models import SegmentVersion
from translation.units import Unit
from translation.writing import Conflict


class NotApplicable(Exception):
    """Nothing was written; the message says why."""


def obstacles(
    plan: Plan, agreed: Collection[Kind] = (), *, replace_approved: bool = False
) -> list[str]:
    """What stands in the way, one sentence each.

    agreed is what the person has said to: CONFLICT to replace newer texts, UNKNOWN and ERROR to leave
    those segments out.
    """
    kinds = (Kind.UNKNOWN, Kind.ERROR, Kind.CONFLICT)
    found = [
        sentence(kind, count)
        for kind in kinds
        if kind not in agreed and (count := plan.count(kind))
    ]
    if plan.approved and not replace_approved:
        text = ngettext(
            "%(count)s approved translation would be replaced.",
            "%(count)s approved translations would be replaced.",
            plan.approved,
        )
        found.append(text % {"count": plan.approved})
    return found


def sentence(kind: Kind, count: int) -> str:
    if kind == Kind.UNKNOWN:
        text = ngettext(
            "%(count)s segment does not fit any more.",
            "%(count)s segments do not fit any more.",
            count,
        )
    elif kind == Kind.ERROR:
        text = ngettext(
            "%(count)s translation has errors.", "%(count)s translations have errors.", count
        )
    else:
        text = ngettext(
            "%(count)s translation was changed here since the export.",
            "%(count)s translations were changed here since the export.",
            count,
        )
    return text % {"count": count}


@transaction.atomic
def apply(
    plan: Plan, by: Any, agreed: Collection[Kind] = (), *, replace_approved: bool = False
) -> int:
    """How many segments were written. Raises NotApplicable when anything is in the way, also when the
    site has changed since the plan was made."""
    if found := obstacles(plan, agreed, replace_approved=replace_approved):
        raise NotApplicable(" ".join(found))
    lock({row.translation for row in plan.rows if row.translation})
    if not is_fresh(plan):
        raise NotApplicable(changed())
    texts = [text_of(row) for row in plan.rows if row.is_written]
    unique = list({text.place: text for text in texts}.values())
    try:
        return write_all(unique, plan.locale, by=by, tool=plan.name[:255])
    except Conflict:
        raise NotApplicable(changed()) from None


def changed() -> str:
    return _("Somebody has changed translations meanwhile: look at the new dry run.")


def is_fresh(plan: Plan) -> bool:
    """Whether all that the dry run found still stands as it did; a few queries for each 400 segments."""
    units = [row.unit for row in plan.rows if row.unit]
    newest = newest_versions(units, plan.locale.pk)
    return (
        all(is_same(unit, newest.get((unit.string, unit.context))) for unit in units)
        and there(StringSegment.objects.all(), {unit.pk for unit in units})
        and there(
            Translation.objects.filter(enabled=True),
            {row.translation for row in plan.rows if row.translation},
        )
    )


def is_same(unit: Unit, newest: SegmentVersion | None) -> bool:
    known = (newest.pk, bool(newest.reviewed_at)) if newest else (None, False)
    return known == (unit.version, unit.is_reviewed)


def there(rows: "QuerySet[Any]", wanted: set[int]) -> bool:
    """Whether all that are wanted are among the rows."""
    found = (rows.filter(pk__in=some).count() for some in portions(sorted(wanted)))
    return sum(found) == len(wanted)


def text_of(row: Row) -> Text:
    assert row.unit and row.translation  # noqa: S101, PT018
    unit = row.unit
    return Text(row.translation, unit.string, unit.context, row.given.target, unit.version)
