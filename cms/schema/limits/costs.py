"""What an answer would cost: the objects that it may hold at most, lists multiplied by their sizes.

A list with paging counts as many objects as its page has; every other list is short by what it is, and counts the
number that stands here. In a tree, that is the number of all its items, and children count once for each: a tree has
fewer children than items. `@skip` and `@include` change nothing: what a document may ask for is what it costs.
"""

from collections.abc import Mapping
from typing import Any, NamedTuple

from django.conf import settings
from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLCompositeType,
    GraphQLField,
    GraphQLObjectType,
    GraphQLSchema,
    IntValueNode,
    OperationDefinitionNode,
    SelectionSetNode,
    VariableNode,
    get_named_type,
    get_nullable_type,
    is_abstract_type,
    is_composite_type,
    is_list_type,
)
from graphql.type import SchemaMetaFieldDef, TypeMetaFieldDef

from cms.schema.errors import QUERY_TOO_COMPLEX, CodedError

SIZES = {
    "body": 20,
    "breadcrumbs": 5,
    # Only of the menu: a page's own children have paging.
    "children": 1,
    "choices": 20,
    "countries": 50,
    "documents": 10,
    "editions": 10,
    "errors": 15,
    "footnotes": 20,
    "form": 15,
    "laureates": 5,
    "locales": 5,
    "members": 20,
    "milestones": 20,
    "navigation": 100,
    "objectives": 15,
    "socialProfiles": 5,
    "sources": 2,
    "terms": 50,
    "translations": 5,
    # Of the schema itself.
    "types": 150,
    "fields": 12,
    "args": 2,
    "inputFields": 3,
    "enumValues": 3,
    "interfaces": 1,
    "possibleTypes": 2,
    "directives": 6,
}
"""How many objects a list without paging counts, by the name of its field."""
EDGES = "edges"
META_FIELDS = {"__schema": SchemaMetaFieldDef, "__type": TypeMetaFieldDef}
MAX_STEPS = 100_000
"""Selections read for one cost: some 0.1 s, which no document of a real frontend comes near."""
KEPT = 20
"""Costs kept for one document: lists of a page or two sizes."""
Place = tuple[SelectionSetNode, ...]


class Cost(NamedTuple):
    of_content: int
    of_schema: int


class Costs:
    """The costs of one document's operations, by the sizes that the variables give its lists."""

    def __init__(self, schema: GraphQLSchema, document: DocumentNode) -> None:
        self.schema = schema
        self.fragments = {
            one.name.value: one
            for one in document.definitions
            if isinstance(one, FragmentDefinitionNode)
        }
        self.sizes = size_variables(document)
        self.kept: dict[Any, Cost] = {}

    def of(self, operation: OperationDefinitionNode, variables: Mapping[str, Any]) -> Cost:
        """Raises CodedError for what costs more than the limit."""
        sizes = {name: variables[name] for name in self.sizes if name in variables}
        # The id of an operation that this document holds for as long as we are there.
        key = (id(operation), tuple((name, page_size(size)) for name, size in sizes.items()))
        if key not in self.kept:
            if len(self.kept) >= KEPT:
                self.kept.clear()
            self.kept[key] = Weighing(self, operation, sizes).cost()
        refuse_dear(self.kept[key])
        return self.kept[key]


def refuse_dear(cost: Cost) -> None:
    limits = settings.GRAPHQL_LIMITS
    if cost.of_content > limits.cost:
        raise CodedError(
            f"The answer could hold {cost.of_content} objects; at most {limits.cost} may be asked for.",
            QUERY_TOO_COMPLEX,
            cost=cost.of_content,
            limit=limits.cost,
        )
    if cost.of_schema > limits.introspection_cost:
        raise CodedError("The introspection asks for too much at once.", QUERY_TOO_COMPLEX)


def size_variables(document: DocumentNode) -> tuple[str, ...]:
    """The names of the variables that give the size of a list."""
    names: dict[str, None] = {}
    waiting: list[Any] = list(document.definitions)
    while waiting:
        node = waiting.pop()
        for argument in getattr(node, "arguments", None) or ():
            if argument.name.value in PAGE_ARGUMENTS and isinstance(argument.value, VariableNode):
                names[argument.value.name.value] = None
        selection_set = getattr(node, "selection_set", None)
        waiting += selection_set.selections if selection_set else ()
    return tuple(names)


PAGE_ARGUMENTS = ("first", "last")


def page_size(value: Any) -> int:
    """What is no size counts as the largest one: the resolver will refuse it."""
    limits = settings.GRAPHQL_LIMITS
    if value is None:
        return limits.page_size
    is_size = isinstance(value, int) and 0 <= value <= limits.max_page_size
    return value if is_size else limits.max_page_size


class Weighing:
    """One operation weighed. What is merged at one place of the answer counts once."""

    def __init__(
        self, costs: Costs, operation: OperationDefinitionNode, sizes: Mapping[str, Any]
    ) -> None:
        self.schema = costs.schema
        self.fragments = costs.fragments
        self.operation = operation
        self.sizes = {
            one.variable.name.value: one.default_value
            for one in operation.variable_definitions or ()
        } | dict(sizes)
        self.known: dict[Any, int] = {}
        self.steps = 0
        self.of_schema = 0

    def cost(self) -> Cost:
        root = self.schema.get_root_type(self.operation.operation)
        # Validated: a schema without mutations would have refused one.
        content = self.below(root, (self.operation.selection_set,), 1) if root else 0
        return Cost(1 + content, self.of_schema)

    def below(self, parent: GraphQLCompositeType, place: Place, page: int) -> int:
        """The objects under one object of that type: of all that it may turn out to be, the most."""
        key = (parent.name, tuple(map(id, place)), page)
        if key not in self.known:
            found: dict[tuple[int, ...], int] = {}
            for kind in self.possible_types(parent):
                fields = self.fields_by_name(kind, place)
                same = tuple(id(node) for nodes in fields for node in nodes)
                # Types of which the same fields are asked cost the same.
                if same not in found:
                    found[same] = self.of_fields(kind, fields, page)
            self.known[key] = max(found.values(), default=0)
        return self.known[key]

    def possible_types(self, parent: GraphQLCompositeType) -> list[GraphQLObjectType]:
        if isinstance(parent, GraphQLObjectType):
            return [parent]
        return self.schema.get_possible_types(parent)

    def of_fields(self, kind: GraphQLObjectType, fields: list[list[FieldNode]], page: int) -> int:
        return sum(self.of_field(kind, nodes, page) for nodes in fields)

    def of_field(self, kind: GraphQLObjectType, nodes: list[FieldNode], page: int) -> int:
        name = nodes[0].name.value
        field = kind.fields.get(name) or META_FIELDS.get(name)
        below = tuple(node.selection_set for node in nodes if node.selection_set)
        if not field or not below:
            return 0
        own_page = self.page_of(field, nodes[0])
        times = self.times(name, field, page)
        kind_below: Any = get_named_type(field.type)
        cost = times * (1 + self.below(kind_below, below, own_page))
        if name not in META_FIELDS:
            return cost
        self.of_schema += cost
        return 0

    def page_of(self, field: GraphQLField, node: FieldNode) -> int:
        """How many items the connection under this field may have; 1 where there is no connection."""
        if "first" not in field.args:
            return 1
        given = {argument.name.value: argument.value for argument in node.arguments or ()}
        asked = [given[name] for name in PAGE_ARGUMENTS if name in given]
        return max((self.size_of(value) for value in asked), default=page_size(None))

    def size_of(self, value: Any) -> int:
        if isinstance(value, VariableNode):
            value = self.sizes.get(value.name.value)
        if isinstance(value, IntValueNode):
            # Longer numbers are too large, and Python refuses to read the longest.
            return page_size(int(value.value) if len(value.value) < 10 else -1)
        return page_size(value if value is None or isinstance(value, int) else None)

    def times(self, name: str, field: GraphQLField, page: int) -> int:
        kind: Any = field.type
        if not is_list_type(get_nullable_type(kind)):
            return 1
        return page if name == EDGES else SIZES[name]

    def fields_by_name(self, kind: GraphQLObjectType, place: Place) -> list[list[FieldNode]]:
        """As the execution collects them, for an object of that type."""
        found: dict[str, list[FieldNode]] = {}
        spread: set[str] = set()
        waiting: list[Any] = list(reversed(place))
        while waiting:
            for node in waiting.pop().selections:
                self.count_step()
                if isinstance(node, FieldNode):
                    found.setdefault((node.alias or node.name).value, []).append(node)
                    continue
                if isinstance(node, FragmentSpreadNode):
                    if node.name.value in spread:
                        continue
                    spread.add(node.name.value)
                    node = self.fragments[node.name.value]
                if self.holds_for(kind, node.type_condition):
                    waiting.append(node.selection_set)
        return list(found.values())

    def holds_for(self, kind: GraphQLObjectType, condition: Any) -> bool:
        named: Any = condition and self.schema.get_type(condition.name.value)
        return (
            not named
            or named is kind
            or (is_abstract_type(named) and self.schema.is_sub_type(named, kind))
        )

    def count_step(self) -> None:
        self.steps += 1
        if self.steps > MAX_STEPS:
            raise CodedError("The document is too entangled to be weighed.", QUERY_TOO_COMPLEX)


def unpaged_lists(schema: GraphQLSchema) -> set[str]:
    """The names of all fields that list objects without paging: each needs its number above."""
    return {
        name
        for kind in schema.type_map.values()
        for name, field in getattr(kind, "fields", {}).items()
        if hasattr(field, "args")
        and is_list_type(get_nullable_type(field.type))
        and is_composite_type(get_named_type(field.type))
        and name != EDGES
    }
