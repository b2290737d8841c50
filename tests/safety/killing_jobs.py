"""Kills the worker of each kind of job at random moments, lets the next go on, and compares with a run that nobody disturbed.

Run by test_killing_jobs.py on a database of its own: python -m tests.safety.killing_jobs ROUNDS SEED
"""

import json
import os
import random
import signal
import sys
import time
import traceback

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.contrib.auth import get_user_model  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connections  # noqa: E402
from wagtail.models import Page  # noqa: E402
from wagtail_localize.machine_translators.base import BaseMachineTranslator  # noqa: E402
from wagtail_localize.models import StringTranslation, Translation  # noqa: E402
from wagtail_localize.strings import StringValue  # noqa: E402

from tests.factories import locale, make_home, make_page, paragraph  # noqa: E402
from tests.safety.killing import wait_until_rolled_back  # noqa: E402
from translation import jobs, machine  # noqa: E402
from translation.exchange.exporting import documents, translations_into  # noqa: E402
from translation.exchange.running import begin_dry_run, begin_import  # noqa: E402
from translation.exchange.staging import plan_of, take  # noqa: E402
from translation.exchange.xliff import write_xliff  # noqa: E402
from translation.machine.batching import Limits  # noqa: E402
from translation.models import (  # noqa: E402
    Job,
    JobState,
    SegmentVersion,
    Transition,
    TranslatedWords,
    TranslationTask,
    UploadedFile,
)
from translation.submitting import items_of, subtree  # noqa: E402

PAGES, TRIES = 3, 60
FROM_MACHINE, FROM_FILE = "machine:", "file:"


class Machine(BaseMachineTranslator):
    """Answers at once, four texts in a request."""

    display_name = "Machine"
    limits = Limits(texts=4, size=100_000)

    def can_translate(self, _source, _target):
        return True

    def translate(self, _source, _target, strings):
        return {string: StringValue(FROM_MACHINE + string.data) for string in strings}


def prepare():
    settings.WAGTAILLOCALIZE_MACHINE_TRANSLATOR = {"CLASS": f"{__name__}.Machine", "OPTIONS": {}}
    call_command("migrate", verbosity=0)
    home = make_home()
    for number in range(PAGES):
        body = [paragraph(f"<p>Texte {number}.{place}</p>") for place in range(4)]
        make_page(home, title=f"Page {number}", slug=f"page-{number}", body=body)
    return home, get_user_model().objects.create_superuser("admin", password="x")


def whole_story(home, tag, by, run):
    """Submitted, translated by a machine, taken out, and brought in with other words; run does each job."""
    run(jobs.begin("submit", items_of(subtree(home), [locale(tag)]), {}, by=by))
    for translation in translations_into(locale(tag)):
        run(machine.begin(translation, by=by))
    content = write_xliff(documents(translations_into(locale(tag))), "fr", tag)
    changed = content.replace(FROM_MACHINE.encode(), FROM_FILE.encode())
    file = take(changed, "work.xlf", locale(tag), by)
    run(begin_dry_run(file, by=by))
    run(begin_import(file, plan_of(file), set(), replace_approved=False, by=by))


def undisturbed(job):
    while jobs.work(job.pk):
        pass
    job.refresh_from_db()
    assert (job.state, job.problems) == (JobState.DONE, []), (job, job.failure, job.problems)


class Killer:
    """Runs a job by workers that are killed, each after a moment of its own."""

    def __init__(self, seed):
        self.random = random.Random(seed)  # noqa: S311
        self.kills = self.in_the_middle = 0

    def __call__(self, job):
        before = texts_of_file()
        for attempt in range(TRIES):
            # Ever longer, so that the longest item comes to its end also on a busy machine.
            moment = self.random.uniform(0, 0.05 * 1.4**attempt)
            was_killed = worked_and_killed(job.pk, moment)
            wait_until_rolled_back()
            job.refresh_from_db()
            look(job, before)
            if job.is_finished:
                break
            assert was_killed, "the worker ended by itself and left work"
            self.kills += 1
            self.in_the_middle += 0 < job.cursor < job.total
            # The lease of the killed one has run out.
            Job.objects.filter(pk=job.pk).update(leased_until=None)
        assert (job.state, job.problems) == (JobState.DONE, []), (job, job.failure, job.problems)


def look(job, before):
    """An import has changed nothing, or all and is done."""
    if job.kind != "import":
        return
    came = texts_of_file() - before
    wanted = UploadedFile.objects.exists()
    assert (came == 0) == wanted == (job.state != JobState.DONE), (came, wanted, job.state)


def texts_of_file():
    return StringTranslation.objects.filter(data__startswith=FROM_FILE).count()


def worked_and_killed(pk, moment):
    """Whether the kill came before the worker's end."""
    connections.close_all()
    child = os.fork()
    if child == 0:
        work(pk)
    time.sleep(moment)
    os.kill(child, signal.SIGKILL)
    _pid, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status) or os.WEXITSTATUS(status) == 0, "the worker failed"
    return os.WIFSIGNALED(status)


def work(pk):
    """In a child."""
    try:
        while jobs.work(pk):
            pass
        os._exit(0)
    except BaseException:
        traceback.print_exc()
        os._exit(1)


def left(tag):
    """All that the story leaves, without numbers and languages."""
    of_language = {"translation__target_locale__language_code": tag}
    return {
        "texts": rows(
            StringTranslation.objects.filter(locale__language_code=tag),
            *("translation_of__data", "data", "translation_type", "tool_name"),
        ),
        "history": rows(
            SegmentVersion.objects.filter(locale__language_code=tag),
            *("string__data", "text", "origin", "tool", "written_by__username"),
        ),
        "tasks": rows(
            TranslationTask.objects.filter(**of_language),
            *("translation__source__object_repr", "state"),
        ),
        "steps": rows(
            Transition.objects.filter(task__translation__target_locale__language_code=tag),
            *("task__translation__source__object_repr", "from_state", "to_state"),
        ),
        "words": rows(
            TranslatedWords.objects.filter(**of_language),
            *("translation__source__object_repr", "words"),
        ),
        "pages": rows(
            Page.objects.filter(locale__language_code=tag),
            *("depth", "numchild", "title", "draft_title", "live"),
        ),
        "problems": [list(found) for found in Page.find_problems()],
    }


def rows(found, *names):
    return sorted(map(list, found.order_by().values_list(*names)), key=repr)


def clear(tag):
    UploadedFile.objects.all().delete()
    StringTranslation.objects.filter(locale__language_code=tag).delete()
    SegmentVersion.objects.filter(locale__language_code=tag).delete()
    Translation.objects.filter(target_locale__language_code=tag).delete()
    for page in Page.objects.filter(locale__language_code=tag).order_by("depth")[:1]:
        page.get_parent().specific.get_children().filter(pk=page.pk).first().delete()


def main(rounds, seed):
    home, by = prepare()
    whole_story(home, "de", by, undisturbed)
    expected = left("de")
    assert len(expected["texts"]) > PAGES * 4, expected["texts"]
    killer = Killer(seed)
    for number in range(rounds):
        print(number, killer.kills, file=sys.stderr, flush=True)  # noqa: T201
        whole_story(home, "en", by, killer)
        found = left("en")
        assert found == expected, (number, differences(expected, found))
        clear("en")
    result = {"rounds": rounds, "kills": killer.kills, "in the middle": killer.in_the_middle}
    print(json.dumps(result))  # noqa: T201


def differences(expected, found):
    return {
        name: (expected[name], found[name]) for name in expected if expected[name] != found[name]
    }


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
