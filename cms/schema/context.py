"""What the resolvers of one request share."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.http import HttpRequest
from graphene.utils.str_converters import to_snake_case
from graphql import (
    DocumentNode,
    EnumValueNode,
    FieldNode,
    GraphQLResolveInfo,
    ValueNode,
    Visitor,
    visit,
)

from cms.schema.errors import UserInputError
from content_version.current import Known
from pages.localisation import Scope, UnknownLanguage, content_languages
from pages.reading import Reader

DATES = {"first_published_at", "last_published_at", "status"}
"""The fields that depend on when a page was published."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a document asks for, whatever its variables are: what none of it needs is not read."""

    fields: frozenset[str]
    """The names of all fields, in the form of our columns."""
    presets: frozenset[str] | None
    """The named sizes of pictures; None where variables tell them."""


class Context:
    def __init__(self, request: HttpRequest, asked: Asked, known: Known) -> None:
        self.request = request
        self.asked = asked.fields
        self.presets = asked.presets
        self.known = known
        """The version of the content that the answer is made from."""

    def ask_for(self, *names: str) -> None:
        """Columns that the answer needs, whatever the document asks for. Call it before anything is read."""
        self.asked |= frozenset(names)

    @cached_property
    def reader(self) -> Reader:
        return Reader(self.known.closed, is_dated=bool(DATES & self.asked))


class AskedNames(Visitor):
    def __init__(self) -> None:
        super().__init__()
        self.fields: set[str] = set()
        self.presets: set[str] = set()
        self.has_variable_preset = False
        self.fields_of_seo = 0

    def enter_field(self, node: FieldNode, *_: Any) -> None:
        # What stands in seo is shared by all pages: its image is none of their own columns.
        if not self.fields_of_seo:
            self.fields.add(to_snake_case(node.name.value))
        self.fields_of_seo += node.name.value == "seo"
        for argument in node.arguments:
            if argument.name.value == "preset":
                self.add_preset(argument.value)

    def leave_field(self, node: FieldNode, *_: Any) -> None:
        self.fields_of_seo -= node.name.value == "seo"

    def add_preset(self, value: ValueNode) -> None:
        if isinstance(value, EnumValueNode):
            self.presets.add(value.value)
        else:
            self.has_variable_preset = True


def asked_for(document: DocumentNode) -> Asked:
    names = AskedNames()
    visit(document, names)
    presets = None if names.has_variable_preset else frozenset(names.presets)
    return Asked(frozenset(names.fields), presets)


def reader_of(info: GraphQLResolveInfo) -> Reader:
    reader: Reader = info.context.reader
    return reader


def asked_scope(locale: str, fallback: list[str] | None = None) -> Scope:
    """Raises UserInputError for a language that the site does not have."""
    try:
        return Scope.asked(locale, fallback)
    except UnknownLanguage:
        known = ", ".join(content_languages())
        raise UserInputError(f"The site has no such language. It has {known}.") from None
