"""Parses and validates query documents once: a frontend sends the same few hundred again and again."""

from dataclasses import dataclass

from graphql import DocumentNode, GraphQLError, parse, specified_rules, validate

from cms.schema import schema
from cms.schema.context import Asked, asked_for
from cms.schema.executing import Plans
from cms.schema.keeping import Kept
from cms.schema.texts import StorableTextsRule

# The standard rules always run: passing only one's own replaces them (T9).
RULES = (*specified_rules, StorableTextsRule)
MOST_BYTES = 64 * 1024 * 1024
"""Of documents in one process; the least recently used go first."""
BYTES_PER_CHARACTER = 400
"""What a parsed document with its plans takes: 250 to 520, measured over those of bench/questions.py."""
NOTHING = Asked(frozenset(), frozenset())


@dataclass(frozen=True, slots=True)
class Document:
    """Either errors, or a document that may be executed with what it asks for."""

    length: int
    node: DocumentNode | None
    errors: tuple[GraphQLError, ...]
    asked: Asked
    plans: Plans | None
    """None where there are errors."""
    is_parsed: bool

    @property
    def size(self) -> int:
        return BYTES_PER_CHARACTER * self.length


kept: Kept[Document] = Kept(MOST_BYTES)


def checked(text: str) -> Document:
    found = kept.get(text)
    if found is None:
        found = check(text)
        kept.keep(text, found)
    return found


def check(text: str) -> Document:
    try:
        node = parse(text)
    except GraphQLError as error:
        return Document(len(text), None, (error,), NOTHING, None, is_parsed=False)
    errors = tuple(validate(schema.graphql_schema, node, RULES))
    plans = None if errors else Plans(schema.graphql_schema, node)
    return Document(len(text), node, errors, asked_for(node), plans, is_parsed=True)
