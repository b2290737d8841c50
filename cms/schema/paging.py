"""Relay connections: arguments to a part of a list, a part to edges."""

from functools import lru_cache
from typing import Any

import graphene
from django.conf import settings

from cms.schema.errors import UserInputError
from cms.schema.opaque import closed, opened
from pages.parts import Part, Slice

PREFIX = "item:"

STATED = settings.GRAPHQL_LIMITS

PAGING = {
    "first": graphene.Int(
        description=f"How many items from the start; {STATED.page_size} unless told, at most {STATED.max_page_size}."
    ),
    "after": graphene.String(description="A cursor: only items behind it."),
    "last": graphene.Int(
        description=f"How many items from the end, at most {STATED.max_page_size}; not with `first`."
    ),
    "before": graphene.String(description="A cursor: only items in front of it."),
}
"""The arguments of every paged list."""


class PageInfo(graphene.ObjectType):
    class Meta:
        description = "Where a part of a list stands in the whole (Relay cursor connections)."

    has_next_page = graphene.Boolean(required=True, description="Whether items follow this part.")
    has_previous_page = graphene.Boolean(
        required=True, description="Whether items stand in front of this part."
    )
    start_cursor = graphene.String(description="The cursor of the first item; null without items.")
    end_cursor = graphene.String(description="The cursor of the last item; null without items.")


def wanted_slice(
    first: int | None = None,
    after: str | None = None,
    last: int | None = None,
    before: str | None = None,
) -> Slice:
    """The part that paging arguments ask for. Raises UserInputError when they are off."""
    if first is not None and last is not None:
        raise UserInputError("Give first or last, not both.")
    size = checked_size("first" if last is None else "last", last if last is not None else first)
    start = index_of(after, "after") + 1 if after is not None else 0
    end = index_of(before, "before") if before is not None else None
    return Slice(limit=size, start=start, end=end, from_end=last is not None)


def checked_size(name: str, size: int | None) -> int:
    if size is None:
        return settings.GRAPHQL_LIMITS.page_size
    most = settings.GRAPHQL_LIMITS.max_page_size
    if not 0 <= size <= most:
        raise UserInputError(f"{name} is from 0 to {most}; ask for the rest with a cursor.")
    return size


@lru_cache(1000)
def cursor(index: int) -> str:
    return closed(f"{PREFIX}{index}")


def index_of(text: str, name: str) -> int:
    """The index that a cursor of ours stands for. Raises UserInputError for any other text."""
    decoded = opened(text) or ""
    number = decoded.removeprefix(PREFIX)
    if not (decoded.startswith(PREFIX) and number.isdecimal() and len(number) < 7):
        raise UserInputError(f"{name} takes a cursor that this endpoint gave.")
    most = settings.GRAPHQL_LIMITS.offset
    if int(number) > most:
        raise UserInputError(f"Lists can be read up to item {most}: narrow the question.")
    return int(number)


class Connection:
    """What the resolvers of a connection read; graphene takes its attributes by name."""

    def __init__(self, part: Part) -> None:
        self.part = part

    @property
    def edges(self) -> list[dict[str, Any]]:
        return [
            {"node": record, "cursor": cursor(self.part.offset + position)}
            for position, record in enumerate(self.part.records)
        ]

    @property
    def page_info(self) -> dict[str, Any]:
        part = self.part
        last = part.offset + len(part.records) - 1
        return {
            "has_next_page": part.has_next,
            "has_previous_page": part.offset > 0 and bool(part.records),
            "start_cursor": cursor(part.offset) if part.records else None,
            "end_cursor": cursor(last) if part.records else None,
        }

    @property
    def total_count(self) -> int:
        return self.part.count()
