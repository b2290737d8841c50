"""Which events of an index, and in which order."""

from dataclasses import dataclass
from typing import Any

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from pages.models import EventPage


@dataclass(frozen=True, slots=True)
class Choice:
    """when is UPCOMING, PAST or ALL; an event without an end is over when it has started."""

    when: str
    kinds: tuple[str, ...] = ()

    def narrow(self, pages: "QuerySet[Any, Any]") -> "QuerySet[Any, Any]":
        last_moment = Coalesce("ends_at", "starts_at")
        events = EventPage.objects.annotate(last_moment=last_moment).filter(self.conditions())
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
