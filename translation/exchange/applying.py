"""Applies a plan: all of it or nothing, and nothing that the dry run did not show."""

from collections.abc import Collection
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail_localize.models import StringSegment

from translation.exchange.planning import Kind, Plan, Row, make_plan
from translation.models import Origin
from translation.writing import Conflict, write


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


def apply(
    plan: Plan, by: Any, agreed: Collection[Kind] = (), *, replace_approved: bool = False
) -> int:
    """How many segments were written. Raises NotApplicable when anything is in the way, also when the
    site has changed since the plan was made."""
    if found := obstacles(plan, agreed, replace_approved=replace_approved):
        raise NotApplicable(" ".join(found))
    with transaction.atomic():
        now = make_plan(plan.file, plan.locale)
        if now.fingerprint != plan.fingerprint:
            raise NotApplicable(changed())
        rows = [row for row in now.rows if row.is_written]
        segments = StringSegment.objects.in_bulk([row.unit.pk for row in rows if row.unit])
        try:
            for row in unique(rows):
                write_row(row, segments, plan.file.name, by)
        except Conflict:
            raise NotApplicable(changed()) from None
    return len(unique(rows))


def changed() -> str:
    return _("Somebody has changed translations meanwhile: look at the new dry run.")


def unique(rows: list[Row]) -> list[Row]:
    return list({row.given.key: row for row in rows}.values())


def write_row(row: Row, segments: dict[int, StringSegment], name: str, by: Any) -> None:
    assert row.unit, row.translation  # noqa: S101
    write(
        row.translation,
        segments[row.unit.pk],
        row.given.target,
        by=by,
        version=row.unit.version,
        origin=Origin.HUMAN,
        tool=name[:255],
    )
