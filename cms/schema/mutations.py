"""How many mutations one request may hold: each counts against limits, so none may hide behind an alias."""

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    OperationDefinitionNode,
    SelectionSetNode,
)


def root_fields(document: DocumentNode, operation: OperationDefinitionNode) -> set[str]:
    """The names in the answer of the operation's own fields, over all fragments, without `__typename`.

    Whatever @skip and @include say: they may depend on variables. Each fragment is read once, so
    that fragments within fragments cost no more than their text.
    """
    unread = {
        definition.name.value: definition.selection_set
        for definition in document.definitions
        if isinstance(definition, FragmentDefinitionNode)
    }
    found: set[str] = set()
    waiting: list[SelectionSetNode | None] = [operation.selection_set]
    while waiting:
        for node in getattr(waiting.pop(), "selections", ()):
            if isinstance(node, FieldNode):
                # By its own name: an alias may well be __typename.
                if node.name.value != "__typename":
                    found.add((node.alias or node.name).value)
            elif isinstance(node, FragmentSpreadNode):
                waiting.append(unread.pop(node.name.value, None))
            else:
                waiting.append(node.selection_set)
    return found
