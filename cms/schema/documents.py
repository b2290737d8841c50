"""Parses and validates query documents once: a frontend sends the same few hundred again and again."""

from dataclasses import dataclass
from functools import lru_cache

from graphql import DocumentNode, GraphQLError, parse, specified_rules, validate

from cms.schema import schema
from cms.schema.context import asked_fields
from cms.schema.texts import StorableTextsRule

# The standard rules always run: passing only one's own replaces them (T9).
RULES = (*specified_rules, StorableTextsRule)
KEPT = 1000
"""How many documents are kept; the least recently used go first."""


@dataclass(frozen=True, slots=True)
class Document:
    """Either errors, or a document that may be executed with the names of the fields it asks for."""

    node: DocumentNode | None
    errors: tuple[GraphQLError, ...]
    asked: frozenset[str]
    is_parsed: bool


@lru_cache(maxsize=KEPT)
def checked(text: str) -> Document:
    try:
        node = parse(text)
    except GraphQLError as error:
        return Document(None, (error,), frozenset(), is_parsed=False)
    errors = tuple(validate(schema.graphql_schema, node, RULES))
    return Document(node, errors, asked_fields(node), is_parsed=True)
