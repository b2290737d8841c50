"""Publishes through the admin, is killed at a random moment, and looks at what was left; a hundred times.

Run by test_killing.py on a database of its own: python -m tests.safety.killing ROUNDS SEED
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

from django.contrib.auth import get_user_model  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection, connections  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import setup_test_environment  # noqa: E402
from django.utils.html import strip_tags  # noqa: E402
from wagtail.models import ModelLogEntry, PageLogEntry  # noqa: E402
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield  # noqa: E402

from content_version.models import ContentChange  # noqa: E402
from content_version.reading import content_version  # noqa: E402
from pages.models import StandardPage  # noqa: E402
from search.models import SearchEntry  # noqa: E402
from snippets.models import Member  # noqa: E402
from tests.factories import make_home, make_member, make_page, publish  # noqa: E402

LONGEST = 2.0
"""How long a child may publish before it is killed, as a share of what one publication of both takes."""


def prepare():
    call_command("migrate", verbosity=0)
    page = make_page(make_home(), title="Texte 0", slug="texte", intro="<p>Texte 0</p>")
    member = publish(make_member(name="Texte 0", country="FR", description="<p>Texte 0</p>"))
    get_user_model().objects.create_superuser("admin", password="x")
    return page.pk, member.pk


def page_form(words):
    comments = {"TOTAL_FORMS": 0, "INITIAL_FORMS": 0, "MIN_NUM_FORMS": 0, "MAX_NUM_FORMS": ""}
    form = {"title": words, "slug": "texte", "body": streamfield([]), "comments": comments}
    return nested_form_data(form | {"intro": rich_text(f"<p>{words}</p>")})


def member_form(words):
    form = {"name": words, "country": "FR", "kind": "CITY"}
    return form | {"description": rich_text(f"<p>{words}</p>")}


def publish_for_ever(page, member, started):
    """In a child: one publication after the other, of a page and of a member in turns; not without its parent."""
    client, parent = logged_in(), os.getppid()
    os.write(started, b"1")
    while os.getppid() == parent:
        publish_both(client, page, member)


def logged_in():
    client = Client()
    client.force_login(get_user_model().objects.get())
    return client


def publish_both(client, page, member):
    post(client, f"/admin/pages/{page}/edit/", StandardPage, page, page_form)
    url = f"/admin/snippets/snippets/member/edit/{member}/"
    post(client, url, Member, member, member_form)


def post(client, url, model, pk, form):
    row = model.objects.get(pk=pk)
    words = f"Texte {row.revisions.count()}"
    opened_at = row.latest_revision.created_at.isoformat()
    opened = {
        "loaded_revision_id": row.latest_revision_id,
        "loaded_revision_created_at": opened_at,
    }
    response = client.post(url, form(words) | opened | {"action-publish": "1"})
    assert response.status_code == 302, response.content


def kill_one(page, member, moment):
    """Give a child so many seconds of publishing, then kill it as kill -9 does."""
    ready, started = os.pipe()
    connections.close_all()
    child = os.fork()
    if child == 0:
        try:
            publish_for_ever(page, member, started)
        except BaseException:
            traceback.print_exc()
            os._exit(1)
    os.read(ready, 1)
    time.sleep(moment)
    os.kill(child, signal.SIGKILL)
    _pid, status = os.waitpid(child, 0)
    os.close(ready)
    os.close(started)
    assert os.WIFSIGNALED(status), "the child ended by itself"
    wait_until_rolled_back()


def wait_until_rolled_back():
    """PostgreSQL notices a dead client when it next reads from it."""
    if connection.vendor != "postgresql":
        return
    query = (
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() "
        "AND pid <> pg_backend_pid() AND backend_type = 'client backend'"
    )
    for _ in range(200):
        with connection.cursor() as cursor:
            cursor.execute(query)
            if cursor.fetchone()[0] == 0:
                return
        time.sleep(0.02)
    raise AssertionError("the killed session never ended")


def left(model, pk, word, log, text):
    """All that must tell the same of one object, by where it stands."""
    row = model.objects.get(pk=pk)
    versions = row.revisions.order_by("pk")
    entry = SearchEntry.objects.get(**{"page_id" if model is StandardPage else "member_id": pk})
    return {
        "row": getattr(row, word),
        "text": strip_tags(getattr(row, text)),
        "live revision": row.live_revision.content[word],
        "latest revision": versions.last().content[word],
        "named latest": row.latest_revision.content[word],
        "search": entry.title.split(" (")[0],
        "log": log.revision.content[word],
        "versions": f"Texte {versions.count() - 1}",
        "unpublished changes": row.has_unpublished_changes,
    }


def published_log(entries, **target):
    return entries.filter(action="wagtail.publish", **target).order_by("-pk").first()


def check(page, member):
    """What stands of both; fails where two places differ."""
    found = {}
    logs = {
        "page": published_log(PageLogEntry.objects, page_id=page),
        "member": published_log(ModelLogEntry.objects, object_id=str(member)),
    }
    for name, model, pk, word, text in (
        ("page", StandardPage, page, "title", "intro"),
        ("member", Member, member, "name", "description"),
    ):
        if logs[name] is None:  # Nothing was published through the admin yet.
            continue
        state = left(model, pk, word, logs[name], text)
        assert state.pop("unpublished changes") is False, state
        assert len(set(state.values())) == 1, f"{name} is half old: {state}"
        found[name] = state["row"]
    return found, content_version()


def seconds_of_one(page, member):
    """Of a warm process: the first publication loads all that is loaded once, and children inherit it."""
    client = logged_in()
    publish_both(client, page, member)
    started = time.monotonic()
    publish_both(client, page, member)
    return time.monotonic() - started


def main(rounds, seed):
    setup_test_environment()
    chance = random.Random(seed)  # noqa: S311
    page, member = prepare()
    longest = LONGEST * seconds_of_one(page, member)
    before, version = check(page, member)
    published = 0
    for _turn in range(rounds):
        kill_one(page, member, chance.uniform(0, longest))
        now, new_version = check(page, member)
        assert (now != before) == (new_version != version), "content and its version disagree"
        published += now != before
        before, version = now, new_version
    changes = ContentChange.objects.count()
    sys.stdout.write(json.dumps({"rounds": rounds, "with changes": published, "rows": changes}))


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
