"""The version of all content as it stands now."""

from datetime import datetime
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.models import Max, Min, Value
from django.utils import timezone

from content_version.models import ContentChange
from pages.events import LAST_MOMENT
from pages.models import EventPage, SitePage
from snippets.models import Member, Secondee, SiteInformation
from statements import asked

CHANGES = f"SELECT coalesce(sum(amount), 0) FROM {ContentChange._meta.db_table}"  # noqa: S608  # Nobody's input.
ROOT = Path(__file__).resolve().parents[1]
ANSWER_SETTINGS = ("FRONTEND_URL", "WAGTAILADMIN_BASE_URL", "MEDIA_URL", "LANGUAGE_CODE")


def content_version() -> str:
    """Equal versions mean equal answers. Two queries."""
    number = changes()
    return version(number, last_turn(timezone.now()))


def version(number: int, moment: datetime | None) -> str:
    """Three parts: how often content changed (it only grows); when time alone last changed something, in
    microseconds of the epoch; and which release answers, with which settings.
    """
    return f"{number}.{int(moment.timestamp() * 1_000_000) if moment else 0}.{release()}"


def changes() -> int:
    """The part that the database counts; one query."""
    ((number,),) = asked(connection, CHANGES)
    return int(number)


def last_turn(now: datetime) -> datetime | None:
    """When something expired, or an event came to lie past, for the last time; nothing is written then.

    An expiry counts from its moment on, an event is past after its last moment.
    """
    return max(turns(Max, now, expiry="lte", end="lt"), default=None)


def next_turn(now: datetime) -> datetime | None:
    """When that will happen next."""
    return min(turns(Min, now, expiry="gt", end="gte"), default=None)


def turns(which: Any, now: datetime, *, expiry: str, end: str) -> list[datetime]:
    """The outermost moment of each kind on one side of now; one query."""
    events = EventPage.objects.annotate(last_moment=LAST_MOMENT)
    first, *others = [
        outermost(
            model._default_manager.filter(**{f"expire_at__{expiry}": now}), which, "expire_at"
        )
        for model in (SitePage, Member, Secondee, SiteInformation)
    ] + [outermost(events.filter(**{f"last_moment__{end}": now}), which, "last_moment")]
    return [moment for (moment,) in first.union(*others) if moment]


def outermost(rows: Any, which: Any, column: str) -> Any:
    """One row with the least or greatest of the live rows."""
    whole = rows.filter(live=True).order_by().annotate(all=Value(1)).values("all")
    return whole.annotate(moment=which(column)).values_list("moment")


@cache
def release() -> str:
    """Eight characters that differ where another code or other settings may answer otherwise."""
    known = sha256(str([getattr(settings, name) for name in ANSWER_SETTINGS]).encode())
    known.update(str([tag for tag, _name in settings.WAGTAIL_CONTENT_LANGUAGES]).encode())
    for path in sources():
        known.update(path.read_bytes())
    return known.hexdigest()[:8]


def sources() -> list[Path]:
    """What is written and what is installed: our own modules and the lock."""
    folders = [ROOT / app for app in settings.INSTALLED_APPS if (ROOT / app).is_dir()]
    modules = [path for folder in folders for path in folder.rglob("*.py")]
    return sorted([*modules, *(ROOT / "requirements").glob("base.txt")])
