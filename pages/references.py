"""Finds everything that the loaded columns of a page point to, so that it can be read at once."""

from collections.abc import Callable, Mapping
from typing import Any

from pages.rich_text import References

Block = Mapping[str, Any]


def references_of(details: Mapping[str, Any]) -> References:
    """details are columns by name: stored HTML, raw StreamField lists, or numbers of pictures (all columns that end in _id)."""
    found = References()
    for name, value in details.items():
        if isinstance(value, list):
            add_blocks(value, found)
        elif isinstance(value, str):
            found.add_links(value)
        elif name.endswith("_id") and value:
            found.pictures.add(value)
    return found


def add_blocks(blocks: list[Block], found: References) -> None:
    for block in blocks:
        collect = COLLECTORS.get(block["type"])
        if collect:
            collect(block["value"], found)


def items(value: Any) -> list[Any]:
    """The values of a stored list block."""
    return [item["value"] for item in value or []]


def add(numbers: set[int], number: int | None) -> None:
    if number:
        numbers.add(number)


def add_milestone(value: Any, found: References) -> None:
    found.add_links(value.get("content") or "")
    add(found.pictures, value.get("image"))


def add_edition(value: Any, found: References) -> None:
    for laureate in items(value["laureates"]):
        found.add_links(laureate.get("summary") or "")
        add(found.members, laureate.get("member"))


def add_term(value: Any, found: References) -> None:
    found.add_links(value.get("definition") or "")


COLLECTORS: dict[str, Callable[[Any, References], None]] = {
    "paragraph": lambda value, found: found.add_links(value),
    "footnote": lambda value, found: found.add_links(value),
    "objective": lambda value, found: found.add_links(value.get("content") or ""),
    "milestone": add_milestone,
    "edition": add_edition,
    "term": add_term,
    "image": lambda value, found: add(found.pictures, value.get("image")),
    "call_to_action": lambda value, found: add(found.pages, value.get("page")),
    "documents": lambda value, found: found.documents.update(filter(None, items(value))),
    "embed": lambda value, found: found.embeds.add(value["url"]),
    "members": lambda value, found: found.members.update(filter(None, items(value))),
}
"""What each kind of block points to; a kind that is not here points to nothing."""
