"""Works off a job in a child, kills it at a random moment, and lets the next worker go on; until all is done.

Run by test_worker.py on a database of its own: python -m tests.safety.killed_worker PAGES SEED
"""

import json
import os
import random
import signal
import sys
import time
import traceback
from datetime import timedelta

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connections  # noqa: E402
from django.db.models import Count  # noqa: E402
from django.utils import timezone  # noqa: E402
from wagtail.models import Page  # noqa: E402
from wagtail_localize.models import Translation  # noqa: E402

from tests.factories import locale, make_home, make_page  # noqa: E402
from tests.safety.killing import wait_until_rolled_back  # noqa: E402
from translation import jobs  # noqa: E402
from translation.models import Job, JobState, TranslationTask  # noqa: E402
from translation.submitting import items_of, subtree  # noqa: E402

LONGEST = 3.0
"""How long a child may work before it is killed, in items of the length that the first ones took."""


def prepare(pages):
    call_command("migrate", verbosity=0)
    home = make_home()
    for number in range(pages):
        make_page(home, title=f"Page {number}", slug=f"page-{number}")
    return jobs.begin("submit", items_of(subtree(home), [locale("de")]), {}, by=None).pk


def work_until_killed(job, moment):
    """What is left of a worker after so many seconds of work."""
    ready, started = os.pipe()
    connections.close_all()
    child = os.fork()
    if child == 0:
        try:
            os.write(started, b"1")
            while jobs.work(job):
                pass
            os._exit(0)
        except BaseException:
            traceback.print_exc()
            os._exit(1)
    os.read(ready, 1)
    time.sleep(moment)
    os.kill(child, signal.SIGKILL)
    _pid, status = os.waitpid(child, 0)
    os.close(ready)
    os.close(started)
    wait_until_rolled_back()
    assert os.WIFSIGNALED(status) or os.WEXITSTATUS(status) == 0
    return os.WIFSIGNALED(status)


def check(job):
    """Each item before the cursor is done, none behind it, and none twice."""
    row = Job.objects.get(pk=job)
    assert TranslationTask.objects.count() == row.cursor, "the count and what was done disagree"
    assert Translation.objects.count() == row.cursor
    twice = Page.objects.values("translation_key", "locale").annotate(n=Count("pk")).filter(n__gt=1)
    assert not twice.exists()
    return row


def seconds_of_one(job):
    jobs.work(job, seconds=0)
    started = time.monotonic()
    jobs.work(job, seconds=0)
    return time.monotonic() - started


def main(pages, seed):
    chance = random.Random(seed)  # noqa: S311
    job = prepare(pages)
    longest = LONGEST * seconds_of_one(job)
    kills = in_the_middle = 0
    while (row := check(job)).state != JobState.DONE:
        assert kills < 40 * pages, "it never ends"
        before = row.cursor
        # The time that a dead worker's claim lasts has passed.
        Job.objects.filter(pk=job).update(leased_until=timezone.now() - timedelta(seconds=1))
        was_killed = work_until_killed(job, chance.uniform(0, longest))
        kills += was_killed
        in_the_middle += was_killed and check(job).cursor > before
    assert not row.problems, row.problems
    told = {"items": row.cursor, "kills": kills, "with work done": in_the_middle}
    sys.stdout.write(json.dumps(told))


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
