"""Members and secondees as frontends read them."""

from typing import Any

import graphene
from graphql import GraphQLResolveInfo

from cms.schema import loaders
from cms.schema.context import asked_scope
from cms.schema.countries import Country, CountryCount, country
from cms.schema.enums import MemberKind, MemberOrder
from cms.schema.nodes import Node, Translatable, document_id, translation_links
from cms.schema.paging import PAGING, Connection, PageInfo, wanted_slice
from cms.schema.pictures import Image
from cms.schema.rich_text import Formatted, RichText
from cms.schema.scalars import CountryCode, LanguageTag
from pages.localisation import Scope
from pages.people import (
    MemberFilter,
    MemberList,
    secondee_positions,
    secondees,
)
from pages.records import Siblings

LOCALE = {
    "locale": graphene.Argument(
        LanguageTag, required=True, description="The locale that the answer is for."
    ),
    "fallback": graphene.List(
        graphene.NonNull(LanguageTag),
        description="Where the locale has no version: the first of these that has one, flagged as a "
        "fallback. Holds for all that hangs on the answer.",
    ),
}
"""The arguments of everything that is read in a locale."""


class SnippetType(graphene.ObjectType):
    """What members and secondees answer alike."""

    class Meta:
        abstract = True

    @classmethod
    def __init_subclass_with_meta__(cls, **options: Any) -> None:
        super().__init_subclass_with_meta__(interfaces=(Node, Translatable), **options)

    @staticmethod
    def resolve_id(record: Any, info: GraphQLResolveInfo) -> str:
        return document_id(record, record.model.__name__)

    @staticmethod
    def resolve_translations(record: Any, info: GraphQLResolveInfo) -> list[dict[str, Any]]:
        versions = record.related("translations", type(record).translations)
        return translation_links(record, versions, info)


class Coordinates(graphene.ObjectType):
    class Meta:
        description = "A place on the globe (WGS 84)."

    latitude = graphene.Float(required=True, description="Degrees north, -90 to 90.")
    longitude = graphene.Float(required=True, description="Degrees east, -180 to 180.")


class Member(SnippetType):
    class Meta:
        description = "A city, municipality, region or association of the Alliance."

    name = graphene.String(required=True, description="As it is written in the served language.")
    kind = graphene.Field(MemberKind, required=True, description="What sort of authority it is.")
    country = graphene.Field(Country, required=True, description="Where it lies.")
    website = graphene.String(description="The authority's own site, or null.")
    joined_on = graphene.Date(description="When it joined the Alliance, or null if unknown.")
    is_signatory = graphene.Boolean(
        required=True, description="Whether it signed the Declaration against antigypsyism."
    )
    declaration_signed_on = graphene.Date(description="When it signed, or null.")
    coordinates = graphene.Field(Coordinates, description="For a map, or null.")
    logo = graphene.Field(Image, description="Its arms or logo, or null.")
    description = graphene.Field(
        RichText, required=True, description="A few sentences; may be empty."
    )

    @staticmethod
    def resolve_country(member: Any, info: GraphQLResolveInfo) -> dict[str, str] | None:
        return country(member.country, member.locale)

    @staticmethod
    def resolve_website(member: Any, info: GraphQLResolveInfo) -> str | None:
        return member.website or None

    @staticmethod
    def resolve_is_signatory(member: Any, info: GraphQLResolveInfo) -> bool:
        return member.declaration_signed_on is not None

    @staticmethod
    def resolve_coordinates(member: Any, info: GraphQLResolveInfo) -> dict[str, float] | None:
        if member.latitude is None or member.longitude is None:
            return None
        return {"latitude": member.latitude, "longitude": member.longitude}

    @staticmethod
    def resolve_logo(member: Any, info: GraphQLResolveInfo) -> Any:
        return loaders.picture(member, info, member.logo_id)

    @staticmethod
    def resolve_description(member: Any, info: GraphQLResolveInfo) -> Formatted:
        return loaders.formatted(member, info, member.description)


class MemberEdge(graphene.ObjectType):
    class Meta:
        description = "A member in a list."

    node = graphene.Field(Member, required=True, description="The member.")
    cursor = graphene.String(required=True, description="Its place, for `after` and `before`.")


class MemberConnection(graphene.ObjectType):
    class Meta:
        description = "A part of a list of members."

    edges = graphene.List(graphene.NonNull(MemberEdge), required=True, description="The part.")
    page_info = graphene.Field(PageInfo, required=True, description="Where the part stands.")
    total_count = graphene.Int(required=True, description="How many match in all.")
    countries = graphene.List(
        graphene.NonNull(CountryCount),
        required=True,
        description="How many of all that match, by country, most first.",
    )


class MemberListConnection(Connection):
    def __init__(self, members: MemberList, wanted: Any) -> None:
        super().__init__(members.part(wanted))
        self.members = members
        Siblings(self.part.records, members.scope)

    @property
    def countries(self) -> list[dict[str, Any]]:
        language = self.members.scope.locale
        return [
            {"country": country(code, language), "count": count}
            for code, count in self.members.by_country()
        ]


MEMBER_LIST = {
    "order_by": graphene.Argument(MemberOrder, description="NAME_ASC unless told."),
    **PAGING,
}


def member_connection(
    info: GraphQLResolveInfo,
    scope: Scope,
    conditions: MemberFilter,
    order_by: Any = None,
    **paging: Any,
) -> MemberListConnection:
    order = order_by.value if order_by else "NAME_ASC"
    with_texts = "description" in info.context.asked
    members = MemberList(scope, conditions, order, with_texts=with_texts)
    return MemberListConnection(members, wanted_slice(**paging))


class Secondee(SnippetType):
    class Meta:
        description = "A volunteer seconded to the Alliance."

    name = graphene.String(required=True, description="The person's name.")
    position = graphene.Int(required=True, description="1 for the first.")
    started_on = graphene.Date(description="The first day, or null if unknown.")
    ended_on = graphene.Date(description="The last day, or null if unknown or still serving.")
    organisation = graphene.String(required=True, description="Who seconded the volunteer.")
    biography = graphene.Field(RichText, required=True, description="May be empty.")
    photo = graphene.Field(Image, description="A portrait, or null.")

    @staticmethod
    def resolve_position(secondee: Any, info: GraphQLResolveInfo) -> int:
        def load(_records: list[Any]) -> dict[Any, int]:
            return secondee_positions(secondee.scope)

        return secondee.siblings.load("positions", load)[secondee.translation_key]

    @staticmethod
    def resolve_biography(secondee: Any, info: GraphQLResolveInfo) -> Formatted:
        return loaders.formatted(secondee, info, secondee.biography)

    @staticmethod
    def resolve_photo(secondee: Any, info: GraphQLResolveInfo) -> Any:
        return loaders.picture(secondee, info, secondee.photo_id)


class SecondeeEdge(graphene.ObjectType):
    class Meta:
        description = "A secondee in a list."

    node = graphene.Field(Secondee, required=True, description="The secondee.")
    cursor = graphene.String(required=True, description="Its place, for `after` and `before`.")


class SecondeeConnection(graphene.ObjectType):
    class Meta:
        description = "A part of the list of secondees, the first to serve first."

    edges = graphene.List(graphene.NonNull(SecondeeEdge), required=True, description="The part.")
    page_info = graphene.Field(PageInfo, required=True, description="Where the part stands.")
    total_count = graphene.Int(required=True, description="How many there are in all.")


class PeopleQuery(graphene.ObjectType):
    members = graphene.Field(
        MemberConnection,
        required=True,
        description="The members of the Alliance.",
        args={
            **LOCALE,
            "country": graphene.List(
                graphene.NonNull(CountryCode), description="Only those in one of these countries."
            ),
            "kind": graphene.List(
                graphene.NonNull(MemberKind), description="Only those of one of these kinds."
            ),
            "signatory": graphene.Boolean(
                description="Only those that signed the declaration, or only those that did not."
            ),
            "search": graphene.String(
                description="Only those whose name has all of these words or parts of words, without regard to accents."
            ),
            **MEMBER_LIST,
        },
    )
    secondees = graphene.Field(
        SecondeeConnection,
        required=True,
        description="The volunteers seconded to the Alliance, the first to serve first.",
        args={**LOCALE, **PAGING},
    )

    @staticmethod
    def resolve_members(
        root: None,
        info: GraphQLResolveInfo,
        locale: str,
        fallback: list[str] | None = None,
        country: list[str] | None = None,
        kind: list[Any] | None = None,
        signatory: bool | None = None,
        search: str | None = None,
        **list_arguments: Any,
    ) -> MemberListConnection:
        kinds = [value.value for value in kind or []]
        conditions = MemberFilter(country or [], kinds, signatory, search or "")
        return member_connection(info, asked_scope(locale, fallback), conditions, **list_arguments)

    @staticmethod
    def resolve_secondees(
        root: None,
        info: GraphQLResolveInfo,
        locale: str,
        fallback: list[str] | None = None,
        **paging: Any,
    ) -> Connection:
        scope = asked_scope(locale, fallback)
        part = secondees(scope, wanted_slice(**paging))
        Siblings(part.records, scope)
        return Connection(part)
