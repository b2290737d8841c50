"""What all tests share: the question to the endpoint, and a database with its languages."""

import json
from collections.abc import Generator, Iterator
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection, transaction
from django.test import Client
from pytest_django.plugin import blocking_manager_key

from cms.sample_content.loader import load_sample_content
from tests.factories import pretend_drawn

ENDPOINT = "/graphql/"


@pytest.fixture(autouse=True)
def empty_cache() -> None:
    """Wagtail remembers renditions by numbers that the next test uses again."""
    cache.clear()


@pytest.fixture
def ask(client: Client, db: None) -> Any:
    """Post a query as a frontend would; the whole answer as the endpoint gave it."""

    def post(query: str, /, **variables: Any) -> dict[str, Any]:
        body = {"query": query, "variables": variables}
        response = client.post(ENDPOINT, body, content_type="application/json")
        return json.loads(response.content)

    return post


@pytest.fixture
def execute(ask: Any) -> Any:
    """Post a query that must succeed; its data."""

    def data(query: str, /, **variables: Any) -> dict[str, Any]:
        answer = ask(query, **variables)
        assert "errors" not in answer, answer["errors"]
        return answer["data"]

    return data


@pytest.fixture(scope="module")
def sample_site(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """The sample content. Loading takes a while: once for a module, whose tests leave it as it was."""
    with django_db_blocker.unblock(), transaction.atomic():
        load_sample_content(report=lambda _line: None)
        pretend_drawn()
        yield
        transaction.set_rollback(True)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What takes longest begins: a file is one process's, and none should be left alone with a long one in the end."""
    items.sort(key=lambda item: "tests/safety/" not in item.nodeid)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item: pytest.Item, nextitem: pytest.Item | None) -> Generator[None]:
    """A test that commits empties all tables in the end; what migrations put there is put back for the next one."""
    yield
    if nextitem and commits(item) and not commits(nextitem):
        with item.config.stash[blocking_manager_key].unblock():
            contents = connection._test_serialized_contents  # type: ignore[attr-defined]
            connection.creation.deserialize_db_from_string(contents)


def commits(item: pytest.Item | None) -> bool:
    marker = item.get_closest_marker("django_db") if item else None
    return bool(marker and marker.kwargs.get("transaction"))
