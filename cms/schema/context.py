"""What the resolvers of one request share."""

from functools import cached_property
from typing import Any

from django.http import HttpRequest
from graphene.utils.str_converters import to_snake_case
from graphql import SKIP, DocumentNode, FieldNode, GraphQLResolveInfo, Visitor, visit

from cms.schema.errors import UserInputError
from cms.schema.limits.time import Deadline
from pages.localisation import Scope, UnknownLanguage, content_languages
from pages.reading import Reader


class Context:
    def __init__(
        self, request: HttpRequest, asked: frozenset[str], deadline: Deadline | None = None
    ) -> None:
        self.request = request
        self.asked = asked
        """The names of all fields in the document: columns that none of them needs are not read."""
        self.deadline = deadline

    def ask_for(self, *names: str) -> None:
        """Columns that the answer needs, whatever the document asks for. Call it before anything is read."""
        self.asked |= frozenset(names)

    @cached_property
    def reader(self) -> Reader:
        return Reader()


class FieldNames(Visitor):
    def __init__(self) -> None:
        super().__init__()
        self.names: set[str] = set()

    def enter_field(self, node: FieldNode, *_: Any) -> Any:
        self.names.add(to_snake_case(node.name.value))
        # What stands in seo is shared by all pages: its image is none of their own columns.
        return SKIP if node.name.value == "seo" else None


def asked_fields(document: DocumentNode) -> frozenset[str]:
    """The names of all fields in a document, in the form of our columns."""
    visitor = FieldNames()
    visit(document, visitor)
    return frozenset(visitor.names)


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
