"""What is wrong with a document, in our own words.

graphql-core's messages quote the document, which may hold what somebody typed, and may be a megabyte long. Ours say what is
wrong and name only what the schema has; the locations say where.
"""

import re
from typing import Any

from graphql import (
    ASTValidationRule,
    ExecutableDefinitionsRule,
    FieldsOnCorrectTypeRule,
    FragmentsOnCompositeTypesRule,
    GraphQLError,
    KnownArgumentNamesRule,
    KnownDirectivesRule,
    KnownFragmentNamesRule,
    KnownTypeNamesRule,
    LoneAnonymousOperationRule,
    MaxIntrospectionDepthRule,
    NoFragmentCyclesRule,
    NoSchemaIntrospectionCustomRule,
    NoUndefinedVariablesRule,
    NoUnusedFragmentsRule,
    NoUnusedVariablesRule,
    OverlappingFieldsCanBeMergedRule,
    PossibleFragmentSpreadsRule,
    ProvidedRequiredArgumentsRule,
    ScalarLeafsRule,
    SingleFieldSubscriptionsRule,
    UniqueArgumentNamesRule,
    UniqueDirectivesPerLocationRule,
    UniqueFragmentNamesRule,
    UniqueInputFieldNamesRule,
    UniqueOperationNamesRule,
    UniqueVariableNamesRule,
    ValuesOfCorrectTypeRule,
    VariablesAreInputTypesRule,
    VariablesInAllowedPositionRule,
    get_named_type,
)

from cms.schema.errors import PARSE_FAILED, QUERY_TOO_COMPLEX, VALIDATION_FAILED, CodedError
from cms.schema.limits.documents import is_too_long
from cms.schema.texts import StorableTextsRule

TEXTS: dict[type[ASTValidationRule], str] = {
    ExecutableDefinitionsRule: "A document holds operations and fragments only.",
    UniqueOperationNamesRule: "Two operations have the same name.",
    LoneAnonymousOperationRule: "An operation without a name must be the only one.",
    SingleFieldSubscriptionsRule: "There are no subscriptions here.",
    KnownTypeNamesRule: "The schema has no such type.",
    FragmentsOnCompositeTypesRule: "A fragment stands on an object, an interface or a union.",
    VariablesAreInputTypesRule: "A variable has a scalar, an enum or an input for its type.",
    ScalarLeafsRule: "The field {field} of {parent} wants a selection, or has none.",
    FieldsOnCorrectTypeRule: "The type {parent} has no such field.",
    UniqueFragmentNamesRule: "Two fragments have the same name.",
    KnownFragmentNamesRule: "The document has no such fragment.",
    NoUnusedFragmentsRule: "A fragment is never used.",
    PossibleFragmentSpreadsRule: "A fragment on another type can never stand in {parent}.",
    NoFragmentCyclesRule: "A fragment stands within itself.",
    UniqueVariableNamesRule: "Two variables of an operation have the same name.",
    NoUndefinedVariablesRule: "The operation declares no such variable.",
    NoUnusedVariablesRule: "A variable is declared and never used.",
    KnownDirectivesRule: "There is no such directive, or it cannot stand here.",
    UniqueDirectivesPerLocationRule: "A directive stands here twice.",
    KnownArgumentNamesRule: "The field {field} of {parent}, or the directive, has no such argument.",
    UniqueArgumentNamesRule: "An argument stands here twice.",
    ValuesOfCorrectTypeRule: "The value does not fit the type {input}.",
    ProvidedRequiredArgumentsRule: "An argument that is required is missing; {field} of {parent} wants it.",
    VariablesInAllowedPositionRule: "The variable has a type that does not fit here.",
    OverlappingFieldsCanBeMergedRule: "Fields of one name do not fit together; give them different aliases.",
    UniqueInputFieldNamesRule: "A field of the input stands here twice.",
    MaxIntrospectionDepthRule: "The introspection goes too deep.",
    NoSchemaIntrospectionCustomRule: "Introspection is closed here; the schema is published with the frontend's guide.",
    StorableTextsRule: "Texts may hold no NUL character and no half of one (a lone surrogate).",
}
SUGGESTING = (FieldsOnCorrectTypeRule, KnownTypeNamesRule, KnownArgumentNamesRule)
"""Rules whose messages hold names only, so that what follows these words can only be the schema's own names."""
SUGGESTION = " Did you mean "
COMPLEX = (MaxIntrospectionDepthRule,)


class Rewording:
    """Stands between a rule and the validation's context: everything passes but the errors' texts."""

    def __init__(self, context: Any, rule: type[ASTValidationRule]) -> None:
        self.context = context
        self.rule = rule

    def __getattr__(self, name: str) -> Any:
        return getattr(self.context, name)

    def report_error(self, error: GraphQLError) -> None:
        code = QUERY_TOO_COMPLEX if self.rule in COMPLEX else VALIDATION_FAILED
        text = TEXTS.get(self.rule, "The document is not valid.").format(
            field=self.field(), parent=self.parent(), input=self.input()
        )
        if self.rule in SUGGESTING and SUGGESTION in error.message:
            text += SUGGESTION + error.message.rpartition(SUGGESTION)[2]
        self.context.report_error(CodedError(text, code, nodes=list(error.nodes or ())))

    def parent(self) -> str:
        parent = self.context.get_parent_type()
        return parent.name if parent else "its parent"

    def field(self) -> str:
        field = self.context.get_field_def()
        parent = self.context.get_parent_type()
        names = getattr(parent, "fields", {}).items()
        return next((name for name, known in names if known is field), "here")

    def input(self) -> str:
        kind = self.context.get_input_type()
        return get_named_type(kind).name if kind else "it stands for"


def reworded(rule: type[ASTValidationRule]) -> type[ASTValidationRule]:
    """The same rule, reporting in our words."""

    def init(self: Any, context: Any) -> None:
        rule.__init__(self, Rewording(context, rule))  # type: ignore[arg-type]

    return type(rule.__name__, (rule,), {"__init__": init})


EXPECTED = re.compile(r"Expected ([A-Z][A-Za-z]*|'[^\w\s]{1,3}'|<EOF>), found")
"""What the grammar wanted: never a text of the document."""


def reworded_syntax_error(error: GraphQLError) -> CodedError:
    nodes = list(error.nodes or ())
    if isinstance(error, CodedError):
        return error
    if is_too_long(error):
        text, code = "The document has too many tokens, comments or levels.", QUERY_TOO_COMPLEX
    else:
        expected = EXPECTED.search(error.message)
        wanted = f": {expected[1]} was expected" if expected else ""
        text, code = f"The document cannot be parsed{wanted}.", PARSE_FAILED
    told = CodedError(text, code, nodes=nodes)
    told.locations = error.locations
    return told
