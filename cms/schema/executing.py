"""Executes queries by plans that are made once for each document.

graphql-core finds out anew for every object which fields it has, what their arguments are and how to
complete their values. A plan knows it beforehand, but only the straight way: an answer without any
error. Whatever else happens ends it, and graphql-core executes the whole query from the start: it alone
says what is wrong (ADR 13). Queries change nothing, so that one may be executed twice.

Resolvers get an info without the path: one for each field of the document, not one for each object.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from django.db import DatabaseError, InterfaceError
from graphene.types.resolver import dict_or_attr_resolver
from graphql import (
    DocumentNode,
    ExecutionResult,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLField,
    GraphQLIncludeDirective,
    GraphQLObjectType,
    GraphQLResolveInfo,
    GraphQLSchema,
    GraphQLSkipDirective,
    InlineFragmentNode,
    NameNode,
    OperationDefinitionNode,
    OperationType,
    SelectionNode,
    SelectionSetNode,
    VariableNode,
    Visitor,
    default_field_resolver,
    execute,
    get_argument_values,
    get_directive_values,
    get_named_type,
    get_nullable_type,
    get_operation_ast,
    get_variable_values,
    is_abstract_type,
    is_leaf_type,
    is_list_type,
    is_non_null_type,
    is_object_type,
    type_from_ast,
    visit,
)
from graphql.pyutils import Path

from cms.schema.leaves import Absent, NotStraight, Read, leaf, nothing, refused, shown_type
from cms.schema.limits.time import BoundedExecution

TYPENAME = "__typename"
MOST_PLANS = 8
"""Kept for each document: one for each operation and for each outcome of its @skip and @include."""


@dataclass(frozen=True, slots=True)
class PlannedField:
    key: str
    parent: GraphQLObjectType
    definition: GraphQLField | None
    """None for __typename."""
    nodes: list[FieldNode]
    below: dict[str, list["PlannedField"]] = field(default_factory=dict)
    """By the name of the type that the value turns out to be."""
    always: list[Read] = field(default_factory=list)
    """How to read it, where no execution changes that."""


class Plan:
    """What one operation reads, as far as it was met, for one outcome of its @skip and @include."""

    def __init__(
        self,
        schema: GraphQLSchema,
        fragments: dict[str, FragmentDefinitionNode],
        operation: OperationDefinitionNode,
        conditions: dict[str, Any],
    ) -> None:
        self.schema = schema
        self.fragments = fragments
        self.operation = operation
        self.conditions = conditions
        root = schema.query_type
        assert root  # noqa: S101  # A schema without queries has no documents to execute.
        self.root = self.fields(root, [operation.selection_set])

    def fields(
        self, kind: GraphQLObjectType, sets: Iterable[SelectionSetNode | None]
    ) -> list[PlannedField]:
        """The fields that an object of a type shows, merged by key, in the order of the document."""
        grouped: dict[str, list[FieldNode]] = {}
        spread: set[str] = set()
        for selection_set in sets:
            self.collect(kind, selection_set, grouped, spread)
        return [self.planned(kind, key, nodes) for key, nodes in grouped.items()]

    def planned(self, kind: GraphQLObjectType, key: str, nodes: list[FieldNode]) -> PlannedField:
        name = nodes[0].name.value
        if name == TYPENAME:
            return PlannedField(key, kind, None, nodes)
        definition = kind.fields.get(name)
        if definition is None:
            raise NotStraight  # The schema's own fields, or a document that was never validated.
        return PlannedField(key, kind, definition, nodes)

    def below(self, planned: PlannedField, kind: GraphQLObjectType) -> list[PlannedField]:
        if kind.name not in planned.below:
            sets = [node.selection_set for node in planned.nodes]
            planned.below[kind.name] = self.fields(kind, sets)
        return planned.below[kind.name]

    def collect(
        self,
        kind: GraphQLObjectType,
        selection_set: SelectionSetNode | None,
        grouped: dict[str, list[FieldNode]],
        spread: set[str],
    ) -> None:
        """spread are the names of the fragments that were met already."""
        for node in selection_set.selections if selection_set else ():
            if not self.is_included(node):
                continue
            if isinstance(node, FieldNode):
                grouped.setdefault((node.alias or node.name).value, []).append(node)
            elif isinstance(node, InlineFragmentNode):
                if self.fits(kind, node):
                    self.collect(kind, node.selection_set, grouped, spread)
            elif isinstance(node, FragmentSpreadNode) and node.name.value not in spread:
                spread.add(node.name.value)
                fragment = self.fragments[node.name.value]
                if self.fits(kind, fragment):
                    self.collect(kind, fragment.selection_set, grouped, spread)

    def is_included(self, node: SelectionNode) -> bool:
        if not node.directives:
            return True
        skip = get_directive_values(GraphQLSkipDirective, node, self.conditions)
        include = get_directive_values(GraphQLIncludeDirective, node, self.conditions)
        return not (skip and skip["if"]) and not (include and not include["if"])

    def fits(
        self, kind: GraphQLObjectType, fragment: InlineFragmentNode | FragmentDefinitionNode
    ) -> bool:
        if fragment.type_condition is None:
            return True
        wanted = type_from_ast(self.schema, fragment.type_condition)
        return wanted is kind or (
            is_abstract_type(wanted) and self.schema.is_sub_type(wanted, kind)  # type: ignore[arg-type]
        )


class ConditionNames(Visitor):
    """The variables that @skip and @include depend on."""

    def __init__(self) -> None:
        super().__init__()
        self.names: set[str] = set()

    def enter_directive(self, node: Any, *_: Any) -> None:
        for argument in node.arguments:
            if isinstance(argument.value, VariableNode):
                self.names.add(argument.value.name.value)


class Plans:
    """The plans of one document, which must be valid."""

    def __init__(self, schema: GraphQLSchema, document: DocumentNode) -> None:
        self.schema = schema
        self.document = document
        self.fragments = {
            definition.name.value: definition
            for definition in document.definitions
            if isinstance(definition, FragmentDefinitionNode)
        }
        names = ConditionNames()
        visit(document, names)
        self.condition_names = sorted(names.names)
        self.kept: dict[Any, Plan] = {}

    def plan(self, operation: OperationDefinitionNode, variables: dict[str, Any]) -> Plan:
        """Raises NotStraight for an operation that has none."""
        conditions = {name: variables.get(name) for name in self.condition_names}
        key = (name_of(operation.name), *conditions.values())
        plan = self.kept.get(key)
        if plan is None:
            plan = Plan(self.schema, self.fragments, operation, conditions)
            if len(self.kept) < MOST_PLANS:
                self.kept[key] = plan
        return plan

    def execute(
        self, context: Any, variables: dict[str, Any] | None, operation_name: str | None
    ) -> ExecutionResult:
        """What graphql-core's execute gives, for a valid document and synchronous resolvers."""
        operation = get_operation_ast(self.document, operation_name)
        if operation and operation.operation is OperationType.QUERY:
            try:
                return ExecutionResult(self.straight(operation, context, variables), None)
            except (DatabaseError, InterfaceError):
                raise  # Asking a database once more that is away or too slow makes it no better.
            except Exception:  # noqa: S110  # Told below, in full: see the module.
                pass
        result = execute(
            self.schema,
            self.document,
            context_value=context,
            variable_values=variables,
            operation_name=operation_name,
            execution_context_class=BoundedExecution,
        )
        assert isinstance(result, ExecutionResult)  # noqa: S101  # No resolver is asynchronous.
        return result

    def straight(
        self,
        operation: OperationDefinitionNode,
        context: Any,
        variables: dict[str, Any] | None,
    ) -> dict[str, Any]:
        """The data. Raises whatever a resolver raises, and NotStraight."""
        values = get_variable_values(
            self.schema, operation.variable_definitions or (), variables or {}, max_errors=1
        )
        if isinstance(values, list):
            raise NotStraight
        plan = self.plan(operation, values)
        data: dict[str, Any] = Execution(plan, context, values).data()
        return data


def name_of(node: NameNode | None) -> str:
    return node.value if node else ""


class Execution:
    """Binds a plan's fields to one execution's context and variables."""

    def __init__(self, plan: Plan, context: Any, variables: dict[str, Any]) -> None:
        self.plan = plan
        self.context = context
        self.variables = variables

    def data(self) -> dict[str, Any]:
        """What the whole answer shows."""
        return {key: read(None) for key, read in self.bound(self.plan.root)}

    def bound(self, fields: list[PlannedField]) -> list[tuple[str, Read]]:
        return [
            (planned.key, planned.always[0] if planned.always else self.field(planned))
            for planned in fields
        ]

    def reader(self, fields: list[PlannedField], absent: Absent) -> Read:
        bound = self.bound(fields)

        def read(source: Any) -> dict[str, Any] | None:
            if source is None:
                return absent()
            shown = {}
            for key, read_field in bound:
                shown[key] = read_field(source)
            return shown

        return read

    def field(self, planned: PlannedField) -> Read:
        """From an object to what the answer shows of one of its fields."""
        definition = planned.definition
        if definition is None:
            name = planned.parent.name
            planned.always.append(lambda _source: name)
            return planned.always[0]
        own = shown_type(definition.type)
        complete = self.completion(definition.type, planned)
        resolve = definition.resolve or default_field_resolver
        arguments = (
            get_argument_values(definition, planned.nodes[0], self.variables)
            if definition.args
            else {}
        )
        if is_plain(resolve) and not arguments:
            name, default = resolve_arguments(resolve)
            read = plain_field(name, default, own, complete)
            if is_leaf_type(get_named_type(definition.type)):
                planned.always.append(read)
            return read
        return resolved_field(
            partial(resolve, **arguments) if arguments else resolve,
            self.info(planned, definition),
            own,
            complete,
        )

    def info(self, planned: PlannedField, definition: GraphQLField) -> GraphQLResolveInfo:
        plan = self.plan
        return GraphQLResolveInfo(
            field_name=planned.nodes[0].name.value,
            field_nodes=planned.nodes,
            return_type=definition.type,
            parent_type=planned.parent,
            path=Path(None, planned.key, planned.parent.name),
            schema=plan.schema,
            fragments=plan.fragments,
            root_value=None,
            operation=plan.operation,
            variable_values=self.variables,
            context=self.context,
            is_awaitable=never,
        )

    def completion(self, kind: Any, planned: PlannedField) -> Read:
        """From what a resolver gave to what the answer shows."""
        absent = refused if is_non_null_type(kind) else nothing
        kind = get_nullable_type(kind)
        if is_leaf_type(kind):
            return leaf(kind, absent)
        if is_list_type(kind):
            return self.listed(self.completion(kind.of_type, planned), absent)
        if is_object_type(kind) and kind.is_type_of is None:
            return self.reader(self.plan.below(planned, kind), absent)
        if is_abstract_type(kind) and kind.resolve_type is not None:
            return self.abstract(kind, planned, absent)
        raise NotStraight

    def listed(self, item: Read, absent: Absent) -> Read:
        """Looks at the clock once for each list, as graphql-core's own way does for each object."""
        deadline = self.context.deadline

        def read(values: Any) -> list[Any] | None:
            if values is None:
                return absent()
            if not isinstance(values, list | tuple):
                raise NotStraight
            if deadline:
                deadline.check()
            return [item(value) for value in values]

        return read

    def abstract(self, kind: Any, planned: PlannedField, absent: Absent) -> Read:
        info = self.info(planned, planned.definition)  # type: ignore[arg-type]
        readers: dict[str, Read] = {}

        def read(value: Any) -> Any:
            if value is None:
                return absent()
            name = kind.resolve_type(value, info, kind)
            if name not in readers:
                below = self.plan.below(planned, self.possible(kind, name))
                readers[name] = self.reader(below, refused)
            return readers[name](value)

        return read

    def possible(self, kind: Any, name: Any) -> GraphQLObjectType:
        found = self.plan.schema.get_type(name) if isinstance(name, str) else None
        if not isinstance(found, GraphQLObjectType) or found.is_type_of is not None:
            raise NotStraight
        if not self.plan.schema.is_sub_type(kind, found):
            raise NotStraight
        return found


def never(_value: Any) -> bool:
    return False


def is_plain(resolve: Any) -> bool:
    """Whether graphene made it, for a field without a resolver of its own."""
    return isinstance(resolve, partial) and resolve.func is dict_or_attr_resolver


def resolve_arguments(resolve: Any) -> tuple[str, Any]:
    """The name and default that graphene gave to its own resolver."""
    name, default = resolve.args
    return name, default


def plain_field(name: str, default: Any, own: type | None, complete: Read) -> Read:
    """own is the type whose values need no completion."""

    def read(source: Any) -> Any:
        if isinstance(source, dict):
            value = source.get(name, default)
        else:
            value = getattr(source, name, default)
        return value if type(value) is own else complete(value)

    return read


def resolved_field(
    resolve: Callable[..., Any], info: GraphQLResolveInfo, own: type | None, complete: Read
) -> Read:
    """The same of a field that has a resolver."""

    def read(source: Any) -> Any:
        value = resolve(source, info)
        return value if type(value) is own else complete(value)

    return read
