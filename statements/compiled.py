"""Compiles querysets with named values, and keeps what came out."""

import json
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from contextlib import suppress
from threading import Lock
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import BooleanField, Expression, F, Field, Lookup, QuerySet

from statements.sessions import asked

MOST_KEPT = 500
"""Statements of one process; the least recently used go first."""


class Given(Expression):
    """A value that is told when the statement runs; is_list where it is a list of such values."""

    def __init__(
        self, name: str, output_field: "Field[Any, Any]", *, is_list: bool = False
    ) -> None:
        super().__init__(output_field=output_field)
        self.name = name
        self.is_list = is_list

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        return "%s", [self]

    def sent(self, value: Any, connection: Any) -> Any:
        """The value as the database's driver takes it."""
        field = self.output_field
        if not self.is_list:
            return field.get_db_prep_value(value, connection)
        values = [field.get_db_prep_value(one, connection) for one in value]
        return values if connection.vendor == "postgresql" else json.dumps(values)


class Among(Lookup[Any]):
    """Whether a column's value is one of a list that is Given: SQL of the same text for lists of any length."""

    lookup_name = "among"
    prepare_rhs = False

    def __init__(self, column: str, name: str, field: "Field[Any, Any]") -> None:
        super().__init__(F(column), Given(name, field, is_list=True))

    def get_source_expressions(self) -> list[Any]:
        return [self.lhs, self.rhs]

    @property
    def output_field(self) -> "BooleanField[Any, Any]":
        return BooleanField()

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        left, left_values = compiler.compile(self.lhs)
        right, right_values = compiler.compile(self.rhs)
        values = [*left_values, *right_values]
        if connection.vendor == "postgresql":
            return f"{left} = ANY({right})", values
        return f"{left} IN (SELECT value FROM json_each({right}))", values


class Statement:
    """One compiled queryset of tuples; without SQL where it can find nothing, as `none()`."""

    sql: str
    values: list[Any]
    converters: list[Any]

    def __init__(self, queryset: "QuerySet[Any, Any]", connection: Any, *, one_plan: bool) -> None:
        self.one_plan = one_plan
        compiler = queryset.query.get_compiler(connection=connection)
        self.sql, self.values, self.converters = "", [], []
        with suppress(EmptyResultSet):
            self.sql, values = compiler.as_sql()
            self.values = list(values)
            expressions = [expression for expression, *_ in compiler.select]
            self.converters = list(compiler.get_converters(expressions).items())

    def run(self, connection: Any, given: Mapping[str, Any]) -> Sequence[Sequence[Any]]:
        if not self.sql:
            return []
        sent = [
            value.sent(given[value.name], connection) if isinstance(value, Given) else value
            for value in self.values
        ]
        found = asked(connection, self.sql, sent, one_plan=self.one_plan)
        return self.converted(found, connection) if self.converters else found

    def converted(self, found: Iterable[Sequence[Any]], connection: Any) -> list[Sequence[Any]]:
        rows = [list(row) for row in found]
        for position, (convert, expression) in self.converters:
            for row in rows:
                for one in convert:
                    row[position] = one(row[position], expression, connection)
        return rows  # type: ignore[return-value]


kept: OrderedDict[Hashable, Statement] = OrderedDict()
lock = Lock()


def rows(
    shape: Hashable,
    queryset: Callable[[], "QuerySet[Any, Any]"],
    *,
    one_plan: bool = True,
    **given: Any,
) -> Sequence[Sequence[Any]]:
    """What queryset(), of tuples, finds with the values that are given.

    shape tells this SQL from any other: it holds the caller and everything that queryset() depends on.
    Without one_plan the database plans for these very values: where the best way to few rows and to many differ, or
    where it would work out anew for each row what the values come to.
    """
    connection = connections[DEFAULT_DB_ALIAS]
    key = (connection.vendor, shape)
    statement = kept.get(key)
    if statement is None:
        statement = Statement(queryset(), connection, one_plan=one_plan)
        with lock:
            kept[key] = statement
            while len(kept) > MOST_KEPT:
                kept.popitem(last=False)
    else:
        move_to_end(key)
    return statement.run(connection, given)


def move_to_end(key: Hashable) -> None:
    with lock:
        if key in kept:
            kept.move_to_end(key)


def forget_all() -> None:
    with lock:
        kept.clear()
