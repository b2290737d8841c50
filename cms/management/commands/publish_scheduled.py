"""Publishes what is due and takes down what has expired: each once, however often and wherever this runs.

Wagtail's own command reads a list and works through it; two that run at the same time publish everything
twice, and one that dies leaves a page half done. Here each object is a transaction of its own, in
which it is looked at again; what fails is told at the end and hinders no other.
"""

import logging
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.apps import apps
from django.core.management.base import CommandError
from django.db import models, transaction
from django.utils import timezone
from wagtail.management.commands import publish_scheduled
from wagtail.models import DraftStateMixin, Page, Revision

logger = logging.getLogger(__name__)


class Command(publish_scheduled.Command):
    help = "Publishes and takes down what is due. Run it every minute."

    def handle(self, *args: Any, **options: Any) -> None:
        if options["dryrun"]:
            super().handle(*args, **options)
            return
        failed = [*take_down_expired(timezone.now()), *publish_due(timezone.now())]
        if failed:
            raise CommandError(f"These could not be done: {', '.join(failed)}")


def take_down_expired(now: datetime) -> Iterable[str]:
    """Names of those that could not be taken down."""
    for model in with_drafts():
        expired = model._default_manager.filter(live=True, expire_at__lt=now)
        yield from one_by_one(expired.order_by("expire_at"), unpublish)


def publish_due(now: datetime) -> Iterable[str]:
    """Names of those that could not be published; the first to be due goes first."""
    due = Revision.objects.filter(approved_go_live_at__lt=now)
    return one_by_one(due.order_by("approved_go_live_at"), publish)


def with_drafts() -> list[type[models.Model]]:
    others = (model for model in apps.get_models() if issubclass(model, DraftStateMixin))
    return [Page, *(model for model in others if not issubclass(model, Page))]


def one_by_one(due: Any, act: Any) -> Iterable[str]:
    for pk in list(due.values_list("pk", flat=True)):
        try:
            with transaction.atomic():
                # Somebody else may have done it since: it is looked for again, and held until it is done.
                still_due = due.select_for_update(of=("self",)).filter(pk=pk).first()
                if still_due is not None:
                    act(still_due)
        except Exception:
            logger.exception("Scheduled work failed")
            yield f"{due.model._meta.verbose_name} {pk}"


def unpublish(expired: Any) -> None:
    expired.unpublish(set_expired=True, log_action="wagtail.unpublish.scheduled")


def publish(revision: Revision) -> None:
    revision.publish(log_action="wagtail.publish.scheduled")
