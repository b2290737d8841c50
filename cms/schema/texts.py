"""Texts that callers send: none may hold what no database takes and nobody types."""

from typing import Any

from graphql import ASTValidationRule, GraphQLError, StringValueNode

UNSTORABLE = "Texts may hold no NUL character and no half of one (a lone surrogate)."


def is_storable(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:  # UTF-8 has no lone surrogates.
        return False
    return "\0" not in text


def all_storable(value: Any) -> bool:
    """Whether every text in a JSON value is, its keys included."""
    waiting = [value]
    while waiting:
        one = waiting.pop()
        if isinstance(one, str) and not is_storable(one):
            return False
        if isinstance(one, dict):
            waiting += [*one, *one.values()]
        elif isinstance(one, list):
            waiting += one
    return True


class StorableTextsRule(ASTValidationRule):
    """The same for texts that stand in the document itself."""

    def enter_string_value(self, node: StringValueNode, *_: Any) -> None:
        if not is_storable(node.value):
            self.report_error(GraphQLError(UNSTORABLE, node))
