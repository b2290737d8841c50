"""How deep an answer would be, and how many fields would meet at one place of it.

The standard rule that fields may be merged compares every two fields of one place with each other: 4 KB of repeated
fields cost it 0.9 s (graphql-core 3.2.14). So the pairs are counted first, each place once, however many ways lead there.
"""

from typing import Any

from django.conf import settings
from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    SelectionSetNode,
)

from cms.schema.errors import QUERY_TOO_COMPLEX, CodedError

INTROSPECTION = ("__schema", "__type")
Place = tuple[SelectionSetNode, ...]
"""All selection sets that are merged at one place of the answer."""


def refuse_shape(document: DocumentNode) -> None:
    """Raises CodedError. Unused fragments count as well: the standard rules read them too."""
    shape = Shape(document)
    for definition in document.definitions:
        selection_set = getattr(definition, "selection_set", None)
        if selection_set:
            shape.depth_below((selection_set,), 0, settings.GRAPHQL_LIMITS.depth)


class Shape:
    """Each place is walked once; steps bounds the walk where fragments lead to very many places."""

    def __init__(self, document: DocumentNode) -> None:
        self.fragments = {
            one.name.value: one.selection_set
            for one in document.definitions
            if isinstance(one, FragmentDefinitionNode)
        }
        self.depths: dict[tuple[int, ...], int] = {}
        self.pairs = 0
        self.steps = 0

    def depth_below(self, place: Place, above: int, limit: int) -> int:
        """Levels of fields at and under the place. Raises CodedError, at the latest one level below the limit."""
        key = tuple(map(id, place))
        if key not in self.depths:
            if above >= limit:
                refuse_deeper(limit)
            self.depths[key] = self.walked(place, above, limit)
        if above + self.depths[key] > limit:
            refuse_deeper(limit)
        return self.depths[key]

    def walked(self, place: Place, above: int, limit: int) -> int:
        deepest = 0
        for fields in self.fields_by_name(place):
            self.count_pairs(len(fields))
            below = tuple(field.selection_set for field in fields if field.selection_set)
            name = fields[0].name.value
            if not below:
                deepest = max(deepest, 1)
            elif name in INTROSPECTION:
                self.depth_below(below, 0, settings.GRAPHQL_LIMITS.introspection_depth)
            else:
                deepest = max(deepest, 1 + self.depth_below(below, above + 1, limit))
        return deepest

    def fields_by_name(self, place: Place) -> list[list[FieldNode]]:
        """The fields of a place, those of one name in the answer together; each fragment is read once."""
        found: dict[str, list[FieldNode]] = {}
        spread: set[str] = set()
        waiting: list[Any] = list(place)
        while waiting:
            for node in waiting.pop().selections:
                self.steps += 1
                if isinstance(node, FieldNode):
                    found.setdefault((node.alias or node.name).value, []).append(node)
                elif not isinstance(node, FragmentSpreadNode):
                    waiting.append(node.selection_set)
                elif node.name.value in self.fragments and node.name.value not in spread:
                    spread.add(node.name.value)
                    waiting.append(self.fragments[node.name.value])
        self.count_pairs(len(spread))
        return list(found.values())

    def count_pairs(self, count: int) -> None:
        self.pairs += count * (count - 1) // 2
        limit = settings.GRAPHQL_LIMITS.merge_pairs
        if max(self.pairs, self.steps) > limit:
            raise CodedError(
                f"The document repeats too much: at most {limit} pairs of fields may meet at one place.",
                QUERY_TOO_COMPLEX,
            )


def refuse_deeper(limit: int) -> None:
    raise CodedError(f"Fields may stand at most {limit} levels deep.", QUERY_TOO_COMPLEX)
