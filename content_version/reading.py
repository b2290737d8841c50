"""The version of all content as it stands now."""

from datetime import datetime
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db.models import Max, Sum
from django.utils import timezone

from content_version.models import ContentChange
from pages.events import LAST_MOMENT
from pages.models import EventPage, SitePage
from snippets.models import Member, Secondee, SiteInformation

ROOT = Path(__file__).resolve().parents[1]
ANSWER_SETTINGS = ("FRONTEND_URL", "WAGTAILADMIN_BASE_URL", "MEDIA_URL", "LANGUAGE_CODE")


def content_version() -> str:
    """Equal versions mean equal answers. Two queries.

    Three parts: how often content changed (it only grows); when time alone last changed something, in
    microseconds of the epoch; and which release answers, with which settings.
    """
    changes = ContentChange.objects.aggregate(sum=Sum("amount"))["sum"] or 0
    moment = last_turn(timezone.now())
    return f"{changes}.{int(moment.timestamp() * 1_000_000) if moment else 0}.{release()}"


def last_turn(now: datetime) -> datetime | None:
    """When something expired, or an event came to lie past, for the last time; nothing is written then."""
    turns = [expiry(model, now) for model in (SitePage, Member, Secondee, SiteInformation)]
    events = EventPage.objects.annotate(last_moment=LAST_MOMENT).filter(last_moment__lt=now)
    turns.append(events.filter(live=True).values_list(Max("last_moment")))
    first, *others = (turn.order_by() for turn in turns)
    return max((moment for (moment,) in first.union(*others) if moment), default=None)


def expiry(model: type[Any], now: datetime) -> Any:
    return model.objects.filter(live=True, expire_at__lte=now).values_list(Max("expire_at"))


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
