"""Limits on a document by its text alone: parsed under a bound, then counted before the standard rules read it."""

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    GraphQLError,
    Node,
    OperationDefinitionNode,
    parse,
)

from cms.schema.errors import QUERY_TOO_COMPLEX, CodedError
from cms.schema.limits.shapes import refuse_shape
from cms.schema.mutations import root_fields


def too_complex(message: str, node: Node | None = None) -> CodedError:
    return CodedError(message, QUERY_TOO_COMPLEX, nodes=[node] if node else None)


def parsed(text: str) -> DocumentNode:
    """Raises GraphQLError; parsing stops where the text becomes too long for the limits."""
    limits = settings.GRAPHQL_LIMITS
    if len(text) > limits.text_length:
        raise too_complex(f"A document has at most {limits.text_length} characters.")
    return parse(text, max_lexical_tokens=limits.tokens, max_comments=limits.comments)


def refuse_complex(document: DocumentNode) -> None:
    """Raises the first CodedError that a limit gives; takes time that grows with the text, whatever it says."""
    limits = settings.GRAPHQL_LIMITS
    operations = [one for one in document.definitions if isinstance(one, OperationDefinitionNode)]
    fragments = [one for one in document.definitions if isinstance(one, FragmentDefinitionNode)]
    refuse_more("operations", len(operations), limits.operations)
    refuse_more("fragments", len(fragments), limits.fragments)
    variables = sum(len(one.variable_definitions or ()) for one in operations)
    refuse_more("variables", variables, limits.variables)
    refuse_many_in_text(document)
    for operation in operations:
        refuse_more(
            "fields in an operation", len(root_fields(document, operation)), limits.root_fields
        )
    refuse_shape(document)


def refuse_more(what: str, count: int, limit: int) -> None:
    if count > limit:
        raise too_complex(f"A document has at most {limit} {what}.")


def refuse_many_in_text(document: DocumentNode) -> None:
    limits = settings.GRAPHQL_LIMITS
    aliases = directives = 0
    for node in every_node(document):
        directives += len(getattr(node, "directives", None) or ())
        if isinstance(node, FieldNode) and node.alias:
            aliases += 1
            if len(node.alias.value) > limits.alias_length:
                raise too_complex(
                    f"An alias has at most {limits.alias_length} characters.", node.alias
                )
    refuse_more("aliases", aliases, limits.aliases)
    refuse_more("directives", directives, limits.directives)


def every_node(document: DocumentNode) -> Iterator[Any]:
    """Definitions, what they declare, and all selections; not what stands in arguments."""
    waiting: list[Any] = list(document.definitions)
    while waiting:
        node = waiting.pop()
        yield node
        waiting += getattr(node, "variable_definitions", None) or ()
        selection_set = getattr(node, "selection_set", None)
        waiting += selection_set.selections if selection_set else ()


def is_too_long(error: GraphQLError) -> bool:
    """Whether parsing stopped at one of the limits that graphql-core counts itself."""
    return error.message.endswith("Parsing aborted.")
