"""Portions that a provider takes in one request."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import quote_plus

from wagtail_localize.strings import StringValue


@dataclass(frozen=True, slots=True)
class Limits:
    texts: int
    size: int
    """Bytes as they are sent, in a form: an é takes six."""


SMALLEST = Limits(texts=50, size=30 * 1024)
"""For a provider of which nothing is known; Google takes 1024 texts and 30,000 characters."""


def batches(strings: Iterable[StringValue], limits: Limits) -> Iterator[list[StringValue]]:
    """In order, each at most as large as the limits; a text that alone is larger stands alone."""
    batch: list[StringValue] = []
    used = 0
    for string in strings:
        size = sent(string)
        if batch and (len(batch) == limits.texts or used + size > limits.size):
            yield batch
            batch, used = [], 0
        batch.append(string)
        used += size
    if batch:
        yield batch


def sent(string: StringValue) -> int:
    return len("&text=") + len(quote_plus(string.data))
