"""Whether the variables of a request fit, told by what the schema calls them and never by what was sent."""

from collections.abc import Mapping
from typing import Any

from graphql import (
    GraphQLInputType,
    GraphQLSchema,
    OperationDefinitionNode,
    VariableDefinitionNode,
    get_named_type,
    is_non_null_type,
)
from graphql.utilities import coerce_input_value, type_from_ast

from cms.schema.errors import BAD_USER_INPUT, CodedError


class Enough(Exception):
    """One error for each variable is told."""


def variable_errors(
    schema: GraphQLSchema, operation: OperationDefinitionNode, given: Mapping[str, Any]
) -> list[CodedError]:
    """At most one for each variable; empty when all fit."""
    declared = operation.variable_definitions or ()
    found = (variable_error(schema, definition, given) for definition in declared)
    return [error for error in found if error]


def variable_error(
    schema: GraphQLSchema, definition: VariableDefinitionNode, given: Mapping[str, Any]
) -> CodedError | None:
    name = definition.variable.name.value
    kind: Any = type_from_ast(schema, definition.type)
    if name not in given:
        is_missing = is_non_null_type(kind) and definition.default_value is None
        return misfit(definition, kind, []) if is_missing else None
    return coercion_error(definition, kind, given[name])


def coercion_error(
    definition: VariableDefinitionNode, kind: GraphQLInputType, value: Any
) -> CodedError | None:
    places: list[list[str | int]] = []

    def tell(path: list[str | int], _value: Any, _error: Any) -> None:
        places.append(path)
        raise Enough

    try:
        coerce_input_value(value, kind, tell)
    except Enough:
        return misfit(definition, kind, places[0])
    return None


def misfit(
    definition: VariableDefinitionNode, kind: GraphQLInputType, path: list[str | int]
) -> CodedError:
    """The path holds names of the schema and numbers: what the schema does not know is told at its parent."""
    place = ".".join(map(str, path))
    where = f" at {place}" if place else ""
    return CodedError(
        f"The value of a variable does not fit its type {get_named_type(kind).name}{where}.",
        BAD_USER_INPUT,
        nodes=[definition],
    )
