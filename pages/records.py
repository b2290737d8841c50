"""What is read of pages and snippets for an answer: rows with names, without the weight of model instances.

Records that an answer returns side by side are Siblings. Whatever one of them needs next is loaded for all of
them at once, so the number of SQL statements does not depend on how many there are (ADR 0005).
"""

from collections.abc import Callable, Hashable, Iterable, Mapping
from datetime import datetime
from typing import Any, Generic, TypeVar
from uuid import UUID

from pages.localisation import Scope

R = TypeVar("R", bound="Record")


class Siblings(Generic[R]):
    """Records that share a place in an answer, and all that was loaded for them so far."""

    __slots__ = ("loaded", "records")

    def __init__(self, records: Iterable[R], scope: Scope) -> None:
        self.records = list(records)
        self.loaded: dict[Hashable, Mapping[Any, Any]] = {}
        for record in self.records:
            record.siblings = self
            record.scope = scope

    def load(
        self, name: Hashable, loader: Callable[[list[R]], Mapping[Any, Any]]
    ) -> Mapping[Any, Any]:
        """What loader gives for all the records; it is called once for each name."""
        if name not in self.loaded:
            self.loaded[name] = loader(self.records)
        return self.loaded[name]


class Record:
    """pk is unique among siblings; scope is what was asked for, which may be more than what was found."""

    __slots__ = ("pk", "scope", "siblings")

    pk: Any
    scope: Scope
    siblings: Siblings[Any]

    def related(self, name: Hashable, loader: Callable[[list[Any]], Mapping[Any, Any]]) -> Any:
        """This record's part of what loader gives for all its siblings; None when it has none."""
        return self.siblings.load(name, loader).get(self.pk)


class DocumentRecord(Record):
    """A version of something that translators translate."""

    __slots__ = ("last_published_at", "served", "translation_key")

    translation_key: UUID
    served: str
    """The language of the row that was found."""
    last_published_at: datetime | None

    @property
    def locale(self) -> str:
        return self.scope.locale

    @property
    def is_fallback(self) -> bool:
        return self.served != self.scope.locale


def one(record: R, scope: Scope) -> R:
    """The record, as the only one in its place."""
    return Siblings([record], scope).records[0]
