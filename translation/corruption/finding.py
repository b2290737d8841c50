"""One thing that is wrong."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    kind: str
    """The same for the same kind of corruption, such as "two sources"."""
    what: str
    """Which document or row, in words for an administrator."""
    repair: Callable[[], object] | None = None
    """None where a person has to decide."""
