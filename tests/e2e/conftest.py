"""A real browser on a running server, with a small site to work on."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.db import connection
from playwright.sync_api import BrowserContext, Page, expect, sync_playwright

from pages.models import ObjectivesPage
from tests.factories import block, make_home, make_page, translate

# Playwright's synchronous interface runs an event loop, which Django takes for asynchronous code.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

# What an expectation waits at most: a browser and a server on one busy machine are slow.
expect.set_options(timeout=30_000)

FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PASSWORD = "a long pass phrase"
SCREENSHOTS = Path(os.environ.get("SCREENSHOTS", "var/screenshots"))


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    with sync_playwright() as playwright:
        path = os.environ.get("CHROMIUM", "/usr/bin/chromium")
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def django_db_modify_db_settings(chromium: Any, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Playwright first: in its event loop Django has other connections than outside of it.

    SQLite in a file, as in memory all threads of the server would share one connection and its transaction.
    """
    if connection.vendor == "sqlite":
        name = tmp_path_factory.mktemp("database") / "e2e.sqlite3"
        connection.settings_dict["TEST"]["NAME"] = str(name)


@pytest.fixture(scope="session")
def live_server(django_db_setup: None, live_server: Any) -> Any:
    """After the database: the server looks whether it is one in memory."""
    return live_server


@pytest.fixture
def site(django_db_serialized_rollback: None, transactional_db: None) -> ObjectivesPage:
    """A home page in French and German, and the objectives in French."""
    home = make_home()
    translate(home, "de", title="Startseite", tagline="Gemeinsam")
    objective = {"title": "Coopérer", "content": "<p>Travailler ensemble.</p>"}
    return make_page(
        home,
        ObjectivesPage,
        title="Objectifs",
        show_in_menus=True,
        intro="<p>Trois objectifs.</p>",
        objectives=[block("objective", objective)],
    )


@pytest.fixture
def editor(chromium: Any, live_server: Any, site: ObjectivesPage) -> Iterator[Page]:
    """A page of the browser, logged in, in French."""
    get_user_model().objects.create_superuser("admin", password=PASSWORD)
    context = new_context(chromium, live_server)
    yield log_in(context, "admin")
    context.close()


def new_context(chromium: Any, live_server: Any) -> BrowserContext:
    return chromium.new_context(
        base_url=live_server.url, viewport={"width": 1360, "height": 900}, locale="fr-FR"
    )


def log_in(context: BrowserContext, name: str) -> Page:
    page = context.new_page()
    page.goto("/admin/")
    page.fill("[name=username]", name)
    page.fill("[name=password]", PASSWORD)
    page.click("button[type=submit]")
    page.wait_for_url("**/admin/")
    return page


@pytest.fixture
def browse(chromium: Any, live_server: Any) -> Iterator[Any]:
    """Another person's browser, logged in; the password is PASSWORD."""
    contexts = []

    def start(name: str) -> Page:
        contexts.append(new_context(chromium, live_server))
        return log_in(contexts[-1], name)

    yield start
    for context in contexts:
        context.close()


@pytest.fixture
def question(editor: Page) -> Any:
    """Ask the endpoint over the network, as a frontend would."""

    def ask(query: str) -> dict[str, Any]:
        answer = editor.request.post("/graphql/", data={"query": query}).json()
        assert "errors" not in answer, answer["errors"]
        return answer["data"]

    return ask


@pytest.fixture
def screenshot(editor: Page) -> Any:
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)

    def take(name: str) -> None:
        editor.screenshot(path=SCREENSHOTS / f"{name}.png")

    return take
