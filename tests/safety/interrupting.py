"""Takes PostgreSQL away in the middle of a read, a write and a publication, and looks at what was answered and left.

Run by test_interrupting.py, with the pool of connections that a site has.
"""

import os
import sys
import time
from urllib.parse import urlsplit, urlunsplit

from tests.safety.proxy import Proxy

parts = urlsplit(os.environ["DATABASE_URL"])
proxy = Proxy(parts.hostname, parts.port or 5432)
proxy.start()
user = (
    f"{parts.username}{f':{parts.password}' if parts.password else ''}@" if parts.username else ""
)
os.environ["DATABASE_URL"] = urlunsplit(parts._replace(netloc=f"{user}127.0.0.1:{proxy.port}"))

import django  # noqa: E402

django.setup()

from django.conf import settings  # noqa: E402
from django.contrib.auth import get_user_model  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import close_old_connections, connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import setup_test_environment  # noqa: E402

from pages.models import StandardPage  # noqa: E402
from tests.factories import make_home, make_page  # noqa: E402
from tests.safety.killing import page_form  # noqa: E402

BACK_WITHIN = 5
"""Seconds after the database's return."""


class Browser(Client):
    """Between two requests a server looks after its connections; Django's test client leaves that out."""

    def request(self, **request):
        close_old_connections()
        answer = super().request(**request)
        close_old_connections()
        return answer


class Interrupt:
    """Takes the database away just before the first statement that has these words in it."""

    def __init__(self, words):
        self.words, self.is_done = words, False

    def __call__(self, execute, sql, params, many, context):
        if not self.is_done and self.words in sql:
            self.is_done = True
            proxy.stop()
        return execute(sql, params, many, context)


def form_of(page, words):
    row = StandardPage.objects.get(pk=page)
    opened_at = row.latest_revision.created_at.isoformat()
    opened = {"loaded_revision_id": row.latest_revision_id, "loaded_revision_created_at": opened_at}
    return page_form(words) | opened


def state(page):
    row = StandardPage.objects.get(pk=page)
    return row.title, row.revisions.count(), row.latest_revision_id, row.live_revision_id


def interrupted(browser, page, words, **form):
    """One request in whose middle the database goes away: 503, nothing changed, and soon served again."""
    url = f"/admin/pages/{page}/edit/"
    before, data = state(page), form_of(page, "Neu") | form
    interrupt = Interrupt(words)
    with connection.execute_wrapper(interrupt):
        answer = browser.post(url, data) if form else browser.get(url)
    assert interrupt.is_done, f"no statement had {words}"
    assert answer.status_code == 503, answer.status_code
    assert answer["Retry-After"] == "5"
    while_away = browser.get(url)
    assert while_away.status_code == 503, while_away.status_code
    seconds = seconds_until_served(browser, url)
    assert state(page) == before, "what broke off was not undone"
    return seconds


def seconds_until_served(browser, url):
    proxy.start()
    started = time.monotonic()
    while browser.get(url).status_code != 200:
        assert time.monotonic() - started < BACK_WITHIN, "still away"
        time.sleep(0.1)
    return time.monotonic() - started


def long_outage(browser, page):
    """Longer than the pool itself tries again."""
    proxy.stop()
    assert browser.get(f"/admin/pages/{page}/edit/").status_code == 503
    time.sleep(8)
    return seconds_until_served(browser, f"/admin/pages/{page}/edit/")


def dropped_while_idle(browser, page):
    """A server that was restarted between two requests is not noticed at all."""
    proxy.stop()
    proxy.start()
    answer = browser.get(f"/admin/pages/{page}/edit/")
    assert answer.status_code == 200, answer.status_code


def main():
    setup_test_environment()
    settings.DEBUG = False
    settings.STORAGES["staticfiles"]["BACKEND"] = (
        "django.contrib.staticfiles.storage.StaticFilesStorage"
    )
    call_command("migrate", verbosity=0)
    page = make_page(make_home(), title="Alt", slug="texte").pk
    browser = Browser(raise_request_exception=False)
    browser.force_login(get_user_model().objects.create_superuser("admin", password="x"))
    assert browser.get(f"/admin/pages/{page}/edit/").status_code == 200
    publish = {"action-publish": "1"}
    times = [
        interrupted(browser, page, '"wagtailcore_revision"'),
        interrupted(browser, page, 'INSERT INTO "wagtailcore_revision"', save="1"),
        interrupted(browser, page, 'UPDATE "wagtailcore_page"', **publish),
        interrupted(browser, page, "search_searchentry", **publish),
        interrupted(browser, page, "wagtailcore_pagelogentry", **publish),
        long_outage(browser, page),
    ]
    dropped_while_idle(browser, page)
    done = browser.post(f"/admin/pages/{page}/edit/", form_of(page, "Neu") | publish)
    assert done.status_code == 302
    assert state(page)[0] == "Neu"
    sys.stdout.write(f"back after {max(times):.1f} s at most\n")


if __name__ == "__main__":
    main()
