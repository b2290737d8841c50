"""What editors call the place of a segment: the field, and the blocks that it stands in."""

from collections.abc import Iterator
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.utils.text import capfirst
from wagtail.fields import StreamField
from wagtail_localize.models import TranslationContext, TranslationSource


def labels(source: TranslationSource) -> dict[int, list[str]]:
    """By number of the context, from the field down, in the active language; one query."""
    model = source.specific_content_type.model_class()
    contexts = TranslationContext.objects.filter(object_id=source.object_id)
    paths = contexts.values_list("pk", "field_path", "path")
    return {pk: list(label(model, (field or path).split("."))) for pk, field, path in paths}


def label(model: Any, names: list[str]) -> Iterator[str]:
    try:
        field = model._meta.get_field(names[0])
    except FieldDoesNotExist:
        yield names[0]
        return
    yield capfirst(str(getattr(field, "verbose_name", names[0])))
    block = field.stream_block if isinstance(field, StreamField) else None
    for name in names[1:]:
        block = child(block, name)
        if block is not None and name != "item":
            yield str(block.label)


def child(block: Any, name: str) -> Any:
    """None where the path leads to what is no block."""
    if block is None:
        return None
    if name == "item":
        return getattr(block, "child_block", None)
    return getattr(block, "child_blocks", {}).get(name)
