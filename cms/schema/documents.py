"""Parses and validates query documents once: a frontend sends the same few hundred again and again."""

from dataclasses import dataclass
from functools import lru_cache

from graphql import DocumentNode, GraphQLError, parse, specified_rules, validate

from cms.schema import schema
from cms.schema.context import Asked, asked_for
from cms.schema.executing import Plans
from cms.schema.texts import StorableTextsRule

# The standard rules always run: passing only one's own replaces them (T9).
RULES = (*specified_rules, StorableTextsRule)
KEPT = 1000
"""How many documents are kept; the least recently used go first."""

NOTHING = Asked(frozenset(), frozenset())


@dataclass(frozen=True, slots=True)
class Document:
    """Either errors, or a document that may be executed with what it asks for."""

    node: DocumentNode | None
    errors: tuple[GraphQLError, ...]
    asked: Asked
    plans: Plans | None
    """None where there are errors."""
    is_parsed: bool


@lru_cache(maxsize=KEPT)
def checked(text: str) -> Document:
    try:
        node = parse(text)
    except GraphQLError as error:
        return Document(None, (error,), NOTHING, None, is_parsed=False)
    errors = tuple(validate(schema.graphql_schema, node, RULES))
    plans = None if errors else Plans(schema.graphql_schema, node)
    return Document(node, errors, asked_for(node), plans, is_parsed=True)
