"""Parses and validates query documents once: a frontend sends the same few hundred again and again."""

from dataclasses import dataclass

from django.conf import settings
from graphql import (
    DocumentNode,
    GraphQLError,
    NoSchemaIntrospectionCustomRule,
    parse,
    specified_rules,
    validate,
)

from cms.schema import schema
from cms.schema.context import Asked, asked_for
from cms.schema.errors import QUERY_TOO_COMPLEX, CodedError
from cms.schema.executing import Plans
from cms.schema.keeping import Kept
from cms.schema.limits.costs import Costs
from cms.schema.limits.documents import parsed, refuse_complex
from cms.schema.persisted import is_trusted
from cms.schema.texts import StorableTextsRule
from cms.schema.wording import reworded, reworded_syntax_error

# The standard rules always run: passing only one's own replaces them (T9).
RULES = tuple(map(reworded, (*specified_rules, StorableTextsRule)))
CLOSED_RULES = (*RULES, reworded(NoSchemaIntrospectionCustomRule))
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
    costs: Costs | None = None

    @property
    def size(self) -> int:
        return (BYTES_PER_CHARACTER if self.plans else 4) * self.length


kept: Kept[Document] = Kept(MOST_BYTES)


def checked(text: str) -> Document:
    found = kept.get(text)
    if found is None:
        found = check(text)
        kept.keep(text, found)
    return found


def check(text: str) -> Document:
    # What our own front ends were built with was bounded when it was written.
    is_ours = is_trusted(text)
    try:
        node = parse(text) if is_ours else parsed(text)
    except GraphQLError as error:
        return Document(
            len(text), None, (reworded_syntax_error(error),), NOTHING, None, is_parsed=False
        )
    try:
        if not is_ours:
            refuse_complex(node)
    except CodedError as error:
        return Document(len(text), None, (without_nodes(error),), NOTHING, None, is_parsed=True)
    errors = valid_or_errors(node)
    if errors:
        return Document(len(text), None, errors, NOTHING, None, is_parsed=True)
    made = schema.graphql_schema
    return Document(
        len(text), node, (), asked_for(node), Plans(made, node), True, Costs(made, node)
    )


def valid_or_errors(node: DocumentNode) -> tuple[GraphQLError, ...]:
    """Suggestions would tell names of the schema, so they are closed together with introspection."""
    is_open = settings.GRAPHQL_INTROSPECTION
    rules = RULES if is_open else CLOSED_RULES
    most = settings.GRAPHQL_LIMITS.errors
    found = validate(
        schema.graphql_schema, node, rules, max_errors=most, hide_suggestions=not is_open
    )
    # What has no code is graphql-core's own word that it stopped.
    told = [error for error in found if isinstance(error, CodedError)]
    if found and not told:
        told = [CodedError("The document is too entangled to be read.", QUERY_TOO_COMPLEX)]
    return tuple(map(without_nodes, told))


def without_nodes(error: CodedError) -> CodedError:
    """Kept errors know their places and hold no document."""
    error.nodes = error.source = error.positions = None
    return error
