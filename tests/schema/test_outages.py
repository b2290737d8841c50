"""What an answer says when the database is away or slow, and that the next one is right again."""

import json
from functools import partial

import pytest
from django.db import OperationalError, close_old_connections, connection
from django.db.backends.signals import connection_created

from cms import statement_timeouts
from cms.schema import response_cache
from cms.schema.limits import time as limits_time
from content_version.current import notice_write
from membership.models import Application
from tests.membership.test_same_time import in_threads
from tests.schema.test_rates import MUTATION

QUERY = """{ members(locale: "fr") { totalCount edges { node { name } } }
    secondees(locale: "fr") { totalCount edges { node { name } } } }"""

POSTGRESQL = pytest.mark.skipif(connection.vendor != "postgresql", reason="needs PostgreSQL")


@pytest.fixture(autouse=True)
def nothing_kept():
    """Threads with connections of their own get answers that are kept: the next test must ask the database."""
    response_cache.bodies.clear()


def ask(client, query=QUERY):
    return client.post("/graphql/", {"query": query}, content_type="application/json")


def told(response):
    answer = json.loads(response.content)
    assert "data" not in answer
    (error,) = answer["errors"]
    return response.status_code, error["extensions"]["code"]


class Broken:
    """Lets so many statements through; the next one finds its connection gone."""

    def __init__(self, after, end):
        self.left = after
        self.end = end

    def __call__(self, execute, sql, params, many, context):
        self.left -= 1
        if self.left == -1:
            self.end()
        return execute(sql, params, many, context)


def pretend_to_end():
    raise OperationalError("connection lost: host secret.internal")


def end_connection():
    """As an administrator or a restart of PostgreSQL would."""
    process = connection.connection.info.backend_pid
    with connection.copy().cursor() as other:
        # Within so many milliseconds: it is over when this comes back.
        other.execute("SELECT pg_terminate_backend(%s, 30000)", [process])
        other.connection.close()


def assert_told_and_over(client, query, after, end):
    with connection.execute_wrapper(Broken(after, end)):
        response = ask(client, query)
    if end is end_connection:
        # What Django does after each request, and leaves out after those of a test's client.
        close_old_connections()

    assert told(response) == (503, "SERVICE_UNAVAILABLE")
    assert response["Retry-After"] == "5"
    assert b"secret" not in response.content
    assert not Application.objects.exists()
    assert ask(client, query).json()["data"]


CASES = pytest.mark.parametrize(
    ("query", "after"), [(QUERY, 1), (MUTATION, 0), (MUTATION, 3)], ids=["read", "write", "written"]
)


@pytest.mark.django_db
@CASES
def test_connection_that_is_lost_in_the_middle_is_told_and_leaves_nothing(client, query, after):
    """Data loss: connection lost."""
    assert_told_and_over(client, query, after, pretend_to_end)


@POSTGRESQL
@pytest.mark.django_db
@CASES
def test_connection_that_the_server_ends_is_told_and_leaves_nothing(client, query, after):
    """Data loss: connection lost. Over a connection of its own, which commits."""
    try:
        in_threads([partial(assert_told_and_over, client, query, after, end_connection)])
    finally:
        in_threads([Application.objects.all().delete])


@pytest.mark.django_db
def test_database_that_cannot_be_reached_is_told(client, monkeypatch):
    """Data loss: database down."""

    def refuse(*_):
        raise OperationalError("connection refused: host secret.internal")

    monkeypatch.setattr(connection, "cursor", refuse)

    response = ask(client)

    assert told(response) == (503, "SERVICE_UNAVAILABLE")
    assert b"secret" not in response.content


def test_connection_that_an_answer_makes_keeps_nothing_of_its_deadline(db):
    """Its wrapper was left on the connection, and stopped every later answer of the thread."""
    made = connection.copy()

    with made.execute_wrapper(print):
        connection_created.send(type(made), connection=made)

    assert made.execute_wrappers == [notice_write]


@pytest.mark.django_db
def test_database_that_is_away_is_told_whatever_was_asked(client, monkeypatch):
    """Each answer belongs to a version of the content, and health checks ask for `__typename`."""

    def away(*_):
        raise OperationalError("no host secret.internal")

    monkeypatch.setattr(connection, "cursor", away)

    assert told(ask(client, "{__typename}")) == (503, "SERVICE_UNAVAILABLE")


@pytest.mark.django_db
@pytest.mark.parametrize(("seconds", "status"), [(4.9, 200), (5.1, 503)])
def test_answer_that_takes_too_long_stops(client, monkeypatch, seconds, status):
    """Time: the whole request has 5 seconds, also where no statement is slow."""
    moments = iter([1000.0])
    monkeypatch.setattr(limits_time.time, "monotonic", lambda: next(moments, 1000.0 + seconds))

    response = ask(client)

    assert response.status_code == status
    if status == 503:
        assert told(response) == (503, "TIMEOUT")


@POSTGRESQL
@pytest.mark.django_db
def test_statement_that_takes_too_long_is_ended(client, settings, monkeypatch):
    """Time: PostgreSQL's statement_timeout."""
    settings.GRAPHQL_LIMITS = settings.GRAPHQL_LIMITS.model_copy(update={"statement_seconds": 0.05})

    def sleep(*_):
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_sleep(10)")

    monkeypatch.setattr("cms.schema.site.completeness", sleep)

    (response,) = in_threads([partial(ask, client, "{ locales { completeness } }")])

    assert told(response) == (503, "TIMEOUT")


@POSTGRESQL
@pytest.mark.django_db
def test_timeout_holds_for_the_endpoint_and_for_nothing_else(client, monkeypatch):
    during = []

    def look(*_):
        during.append(statement_timeout())
        return {}

    monkeypatch.setattr("cms.schema.site.completeness", look)
    before = statement_timeout()

    ask(client, "{ locales { completeness } }")

    assert during[0] == "3s"
    assert statement_timeout() == before


@POSTGRESQL
@pytest.mark.django_db
def test_session_of_the_pool_keeps_the_timeout_for_answers_alone(client, monkeypatch):
    monkeypatch.setattr(statement_timeouts, "is_pooled", lambda _connection: True)
    said = []

    def one_session():
        before = statement_timeout()
        ask(client)
        said.append(statement_timeout())
        monkeypatch.setattr(statement_timeouts, "run", None)
        ask(client)
        monkeypatch.undo()
        # The pool gives it to somebody else.
        connection_created.send(type(connection), connection=connection)
        said.append(statement_timeout() == before)

    in_threads([one_session])

    assert said == ["3s", True]


def statement_timeout():
    with connection.cursor() as cursor:
        cursor.execute("SHOW statement_timeout")
        return cursor.fetchone()[0]
