"""Which events of an index, and in which order."""

from dataclasses import dataclass
from typing import Any

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from pages.models import EventPage

LAST_MOMENT = Coalesce("ends_at", "starts_at")
"""An event without an end is over when it has started."""


@dataclass(frozen=True, slots=True)
class Choice:
    """when is UPCOMING, PAST or ALL."""

    when: str
    kinds: tuple[str, ...] = ()

    def narrow(self, pages: "QuerySet[Any, Any]") -> "QuerySet[Any, Any]":
        events = EventPage.objects.annotate(last_moment=LAST_MOMENT).filter(self.conditions())
        start = events.filter(pk=OuterRef("pk")).values("starts_at")
        return pages.filter(pk__in=events.values("pk")).annotate(starts_at=Subquery(start))

    def conditions(self) -> Q:
        kind = Q(kind__in=self.kinds) if self.kinds else Q()
        if self.when == "ALL":
            return kind
        not_over = Q(last_moment__gte=timezone.now())
        return kind & (not_over if self.when == "UPCOMING" else ~not_over)

    @property
    def order(self) -> tuple[str, ...]:
        return ("starts_at",) if self.when == "UPCOMING" else ("-starts_at",)
