"""From the value of a leaf to what the answer shows of it.

graphql-core's `serialize` checks every value. Most are of the very type that the answer shows, which is seen at once;
what is shown of an enum's value is remembered, as there are few.
"""

from collections.abc import Callable
from typing import Any

from graphql import is_enum_type, is_non_null_type

Read = Callable[[Any], Any]
Absent = Callable[[], Any]
"""What is shown of a value that is not there."""
SHOWN_AS_THEY_ARE: dict[str, type] = {
    "String": str,
    "ID": str,
    "LanguageTag": str,
    "CountryCode": str,
    "Boolean": bool,
}
"""Scalar → the type of its values in an answer."""
ENUM_NAMES: dict[str, dict[Any, Any]] = {}
"""Enum → value → name in the answer."""


class NotStraight(Exception):
    """The straight way ends here; what is wrong is for graphql-core to say."""


def nothing() -> Any:
    """Of a value that may be null."""


def refused() -> Any:
    """Of one that may not be. Raises NotStraight."""
    raise NotStraight


def shown_type(kind: Any) -> type | None:
    """The type whose values an answer shows as they are, if there is one."""
    return SHOWN_AS_THEY_ARE.get(
        getattr(kind.of_type if is_non_null_type(kind) else kind, "name", "")
    )


def leaf(kind: Any, absent: Absent) -> Read:
    """kind is an enum or a scalar."""
    if is_enum_type(kind):
        return enum(kind, absent)
    serialize, own = kind.serialize, shown_type(kind)

    def read(value: Any) -> Any:
        if type(value) is own:
            return value
        if value is None:
            return absent()
        shown = serialize(value)
        return shown if shown is not None else refused()

    return read


def enum(kind: Any, absent: Absent) -> Read:
    serialize, names = kind.serialize, ENUM_NAMES.setdefault(kind.name, {})

    def read(value: Any) -> Any:
        if value is None:
            return absent()
        if value not in names:
            shown = serialize(value)
            names[value] = shown if shown is not None else refused()
        return names[value]

    return read
