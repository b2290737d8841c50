"""PostgreSQL plans once for each session what all values share a plan for."""

from contextlib import contextmanager

import psycopg
import pytest
from django.db import NotSupportedError, connection, transaction
from django.db.models import TextField

from snippets.models import Member
from statements import Given, asked, rows
from tests.factories import make_member

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(connection.vendor != "postgresql", reason="needs PostgreSQL"),
]
seen_by_other_sessions = pytest.mark.django_db(transaction=True, serialized_rollback=True)
WORDS = "SELECT word FROM statements_probe WHERE word = %s"
PLANS = (
    "SELECT generic_plans, custom_plans FROM pg_prepared_statements WHERE statement LIKE '%folded_name%'"
    " AND statement NOT LIKE '%pg_prepared_statements%'"
)


@pytest.fixture
def changing_table():
    """A table whose column another session can give another type."""
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE statements_probe (word varchar(10))")
        cursor.execute("INSERT INTO statements_probe VALUES ('rom')")
    yield
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE statements_probe")


@contextmanager
def another_session():
    parameters = connection.get_connection_params()
    wanted = {name: parameters.get(name) for name in ("dbname", "user", "password", "host", "port")}
    with psycopg.connect(**{name: value for name, value in wanted.items() if value}) as session:
        yield session


def names(name, **options):
    found = rows(
        ("test", *options.values()),
        lambda: Member.objects.filter(name=Given("name", TextField())).values_list("folded_name"),
        name=name,
        **options,
    )
    return [folded for (folded,) in found]


def plan_and_change_the_type():
    """This session has a plan for WORDS, from before another one changed the type of the column."""
    assert asked(connection, WORDS, ["rom"]) == [("rom",)]
    with another_session() as session:
        session.execute("ALTER TABLE statements_probe ALTER word TYPE varchar(20)")


def plans():
    """(by one plan for all values, planned anew) of each prepared statement of the test."""
    with connection.cursor() as cursor:
        cursor.execute(PLANS)
        return cursor.fetchall()


def test_one_plan_serves_all_values():
    make_member(name="Lyon")
    make_member(name="Ulm")
    before = sum(generic for generic, _custom in plans())
    assert (names("Lyon"), names("Ulm"), names("Bar")) == (["lyon"], ["ulm"], [])
    after = plans()
    assert sum(generic for generic, _custom in after) - before == 3
    assert not any(custom for _generic, custom in after)


def test_a_plan_for_these_very_values_is_not_kept():
    make_member(name="Lyon")
    before = plans()
    assert names("Lyon", one_plan=False) == ["lyon"]
    assert plans() == before


@seen_by_other_sessions
def test_a_column_may_get_another_type_while_sessions_know_the_old_one(changing_table):
    plan_and_change_the_type()
    assert asked(connection, WORDS, ["rom"]) == [("rom",)]
    assert asked(connection, WORDS, ["rom"]) == [("rom",)]


@seen_by_other_sessions
def test_in_a_transaction_it_ends_with_the_transaction(changing_table):
    plan_and_change_the_type()
    with pytest.raises(NotSupportedError), transaction.atomic():
        asked(connection, WORDS, ["rom"])
    assert asked(connection, WORDS, ["rom"]) == [("rom",)]


def test_what_depends_on_its_values_is_planned_for_them(execute):
    make_member(name="Lyon", country="FR")
    execute('{ members(locale: "fr", country: ["FR"]) { totalCount edges { node { name } } } }')
    execute('{ search(query: "lyon", locale: "fr") { totalCount edges { excerpt } } }')

    with connection.cursor() as cursor:
        cursor.execute("SELECT statement FROM pg_prepared_statements")
        kept = [statement for (statement,) in cursor.fetchall()]
    assert kept
    by_country = [one for one in kept if '"country" = ANY' in one]
    assert not any('ORDER BY "snippets_member"."folded_name"' in one for one in by_country)
    assert not any("tsquery" in one for one in kept)
