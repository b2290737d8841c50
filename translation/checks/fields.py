"""What a segment's place in its document is called, and how much it holds; read from the stored source."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.utils.text import capfirst
from wagtail import blocks
from wagtail.fields import StreamField
from wagtail_localize.models import TranslationSource


@dataclass(frozen=True, slots=True)
class Field:
    label: str
    """From the outside in, such as Body › Heading; in the active language."""
    limit: int | None
    """Characters; None for no limit."""
    help: str


def fields(source: TranslationSource, paths: Iterable[str]) -> dict[str, Field]:
    """By path (Unit.path); no query but that of the content type, which Django remembers.

    A path that the source's model does not know any more is its own label.
    """
    model = source.specific_content_type.model_class()
    content = json.loads(source.content_json)
    return {path: described(model, content, path) for path in set(paths)}


def described(model: Any, content: dict[str, Any], path: str) -> Field:
    try:
        steps = list(walk(model, content, path.split(".")))
    except (FieldDoesNotExist, LookupError, TypeError):
        return Field(path, None, "")
    names = list(dict.fromkeys(capfirst(str(name)) for name, _limit, _help in steps if name))
    _name, limit, text = steps[-1]
    return Field(" › ".join(names), limit, str(text or ""))


Step = tuple[Any, int | None, Any]
"""Name, limit, help."""


def walk(model: Any, content: dict[str, Any], path: list[str]) -> Iterator[Step]:
    field = model._meta.get_field(path[0])
    if isinstance(field, StreamField):
        yield field.verbose_name, None, field.help_text
        raw = content[path[0]]
        value = json.loads(raw) if isinstance(raw, str) else raw
        yield from into(field.stream_block, value, path[1:])
    elif field.one_to_many:
        rows = {str(row["translation_key"]): row for row in content[path[0]]}
        yield field.related_model._meta.verbose_name, None, ""
        yield from walk(field.related_model, rows[path[1]], path[2:])
    else:
        yield field.verbose_name, field.max_length, field.help_text


def into(block: Any, value: Any, path: list[str]) -> Iterator[Step]:
    if not path:
        limit = getattr(getattr(block, "field", None), "max_length", None)
        yield block.label, limit, getattr(getattr(block, "field", None), "help_text", "")
        return
    if isinstance(block, blocks.StreamBlock):
        child = item_of(value, path[0])
        inner, value = block.child_blocks[child["type"]], child["value"]
    elif isinstance(block, blocks.ListBlock):
        child = item_of(value, path[0])
        inner, value = block.child_block, child["value"]
    elif isinstance(block, blocks.StructBlock):
        inner, value = block.child_blocks[path[0]], value.get(path[0])
    else:
        # What a block keeps inside itself, such as the cells of a table.
        inner, path = block, path[:1]
    yield block.label if not isinstance(block, blocks.ListBlock) else "", None, ""
    yield from into(inner, value, path[1:])


def item_of(value: Any, identifier: str) -> Any:
    """Raises LookupError: an editor has taken it away."""
    found = [item for item in value if str(item.get("id")) == identifier]
    return found[0]
