"""The worker: does the long work of translations, so that no request has to."""

import logging
import signal
from threading import Event
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import Error, close_old_connections

from translation import jobs

logger = logging.getLogger(__name__)
PAUSE = 1.0
"""Seconds between two looks for work."""


class Command(BaseCommand):
    help = (
        "Does long work of translations (submissions, machine translation, files) until it is stopped. Several may "
        "run; when one is killed, the next goes on where it was. Set BACKGROUND_WORKER=true for the site."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--once", action="store_true", help="end when nothing is left to do")

    def handle(self, *args: Any, **options: Any) -> None:
        stopped = Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stopped.set())
        while not stopped.is_set():
            has_worked = work_off(stopped)
            if options["once"] and not has_worked:
                break
            if not has_worked:
                stopped.wait(PAUSE)


def work_off(stopped: Event) -> bool:
    """One portion of each waiting job, so that a long one holds up no short one; whether there was any."""
    close_old_connections()
    try:
        found = list(jobs.waiting().values_list("pk", flat=True))
        for pk in found:
            if stopped.is_set():
                break
            jobs.work(pk)
    except Error:
        # The database may come back; what was being done is done again.
        logger.exception("the database refused")
        stopped.wait(PAUSE)
        return False
    return bool(found)
