"""Full text search as frontends read it."""

from collections import defaultdict
from typing import Any

import graphene
from graphql import GraphQLResolveInfo

from cms.schema.context import asked_scope, reader_of
from cms.schema.enums import listed_enum
from cms.schema.errors import UserInputError
from cms.schema.members import Member, Secondee
from cms.schema.nodes import type_of_record
from cms.schema.pages import PAGE_TYPES
from cms.schema.paging import PAGING, Connection, PageInfo, cursor, wanted_slice
from cms.schema.scalars import LanguageTag
from pages.localisation import Scope
from pages.parts import Part
from pages.people import MemberRecord, SecondeeRecord
from pages.reading import Reader
from pages.records import DocumentRecord, Siblings
from search.finding import Hit, find

LONGEST_QUERY = 200
"""Characters; nobody types more, and PostgreSQL's parser should not have to read it."""
SNIPPETS = {"member": MemberRecord, "secondee": SecondeeRecord}

SearchType = listed_enum(
    "SearchType",
    "What a search can find.",
    PAGE="Pages of all kinds.",
    MEMBER="Members of the Alliance.",
    SECONDEE="Secondees.",
)


class SearchResult(graphene.Union):
    class Meta:
        description = "What a search finds: a page of any kind, a member or a secondee."
        types = (*PAGE_TYPES, Member, Secondee)

    @classmethod
    def resolve_type(cls, instance: Any, info: GraphQLResolveInfo) -> Any:
        return type_of_record(instance, info)


class SearchEdge(graphene.ObjectType):
    class Meta:
        description = "A hit."

    node = graphene.Field(SearchResult, required=True, description="What was found.")
    cursor = graphene.String(required=True, description="Its place, for `after`.")
    excerpt = graphene.String(
        required=True,
        description="Plain text around the hit, on one line; escape it as any text. Empty where only "
        "the title or name has words.",
    )


class SearchConnection(graphene.ObjectType):
    class Meta:
        description = "A part of the hits, best first."

    edges = graphene.List(graphene.NonNull(SearchEdge), required=True, description="The part.")
    page_info = graphene.Field(PageInfo, required=True, description="Where the part stands.")
    total_count = graphene.Int(required=True, description="How many hits there are in all.")


class HitConnection(Connection):
    """The records of the hits; a document that was hidden since its hit was read is left out."""

    def __init__(self, part: Part, records: dict[tuple[str, int], DocumentRecord]) -> None:
        super().__init__(part)
        self.records = records

    @property
    def edges(self) -> list[dict[str, Any]]:
        return [
            {
                "node": self.records[hit.target, hit.pk],
                "cursor": cursor(self.part.offset + position),
                "excerpt": hit.excerpt,
            }
            for position, hit in enumerate(self.part.records)
            if (hit.target, hit.pk) in self.records
        ]


class SearchQuery(graphene.ObjectType):
    search = graphene.Field(
        SearchConnection,
        required=True,
        description="Full text over live, public pages and snippets of one locale, best first, with "
        "that language's stemming where the database has it. Accents and capitals do not matter.",
        args={
            "query": graphene.String(
                required=True,
                description='What people type: words, "exact phrases", `or`, and -words to leave out. '
                f"At most {LONGEST_QUERY} characters; without any word it finds nothing.",
            ),
            "locale": graphene.Argument(
                LanguageTag, required=True, description="The language of the texts."
            ),
            "types": graphene.List(
                graphene.NonNull(SearchType), description="Only these; everything unless told."
            ),
            "first": PAGING["first"],
            "after": PAGING["after"],
        },
    )

    @staticmethod
    def resolve_search(
        root: None,
        info: GraphQLResolveInfo,
        query: str,
        locale: str,
        types: list[Any] | None = None,
        first: int | None = None,
        after: str | None = None,
    ) -> HitConnection:
        if len(query) > LONGEST_QUERY:
            raise UserInputError(f"query has at most {LONGEST_QUERY} characters.")
        scope, reader = asked_scope(locale), reader_of(info)
        targets = [choice.value.lower() for choice in types or []]
        wanted = wanted_slice(first, after)
        part = find(query, scope.locale, reader.closed.trees, wanted, targets)
        return HitConnection(part, found_records(reader, part.records, scope))


def found_records(
    reader: Reader, hits: list[Hit], scope: Scope
) -> dict[tuple[str, int], DocumentRecord]:
    """By target and number: one query for each kind among the hits."""
    numbers: dict[str, list[int]] = defaultdict(list)
    for hit in hits:
        numbers[hit.target].append(hit.pk)
    found: dict[tuple[str, int], DocumentRecord] = {}
    for target, wanted in numbers.items():
        records = read_target(reader, target, wanted)
        Siblings(records, scope)
        found |= {(target, record.pk): record for record in records}
    return found


def read_target(reader: Reader, target: str, numbers: list[int]) -> list[Any]:
    if target == "page":
        return reader.read_visible(numbers)
    return SNIPPETS[target].public(numbers)
