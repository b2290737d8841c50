"""The pages that are made of parts: objectives, milestones, terms, editions of the prize."""

from typing import Any

import graphene
from graphql import GraphQLResolveInfo

from cms.schema import loaders
from cms.schema.countries import Country, country
from cms.schema.enums import DatePrecision
from cms.schema.members import Member
from cms.schema.pages.base import BodyFields, IntroFields, PageObject
from cms.schema.pages.details import detail, values
from cms.schema.pictures import Image
from cms.schema.rich_text import Footnote, RichText
from pages import dates
from pages.reading import PageRecord
from pages.references import items


class Objective(graphene.ObjectType):
    class Meta:
        description = "One of the Alliance's objectives."

    number = graphene.Int(required=True, description="Its place in editors' order, from 1.")
    title = graphene.String(required=True, description="What it is about, in a few words.")
    content = graphene.Field(RichText, required=True, description="The objective itself.")


class ObjectivesPage(IntroFields, BodyFields, PageObject):
    class Meta:
        description = "The numbered objectives of the Alliance."

    objectives = graphene.List(
        graphene.NonNull(Objective), required=True, description="In order of their numbers."
    )
    footnotes = graphene.List(
        graphene.NonNull(Footnote), required=True, description="In order of their numbers."
    )

    @staticmethod
    def resolve_objectives(page: PageRecord, info: GraphQLResolveInfo) -> list[dict[str, Any]]:
        notes = len(detail(page, info, "footnotes") or [])
        stored = values(page, info, "objectives")
        return [
            {
                "number": number,
                "title": value["title"],
                "content": loaders.formatted(page, info, value["content"], notes),
            }
            for number, (_id, value) in enumerate(stored, start=1)
        ]

    @staticmethod
    def resolve_footnotes(page: PageRecord, info: GraphQLResolveInfo) -> list[dict[str, Any]]:
        stored = values(page, info, "footnotes")
        return [
            {"number": number, "content": loaders.formatted(page, info, value)}
            for number, (_id, value) in enumerate(stored, start=1)
        ]


class Milestone(graphene.ObjectType):
    class Meta:
        description = "A dated step; editors often know only a year or a month."

    date = graphene.Date(
        required=True,
        description="The day, or the first of the month or year where no more is known.",
    )
    precision = graphene.Field(
        DatePrecision, required=True, description="How much of `date` holds."
    )
    date_label = graphene.String(
        required=True, description="The date as people write it in the served language."
    )
    title = graphene.String(required=True, description="What happened, in a few words.")
    content = graphene.Field(RichText, required=True, description="May be empty.")
    image = graphene.Field(Image, description="A picture of it, or null.")


class HistoryPage(IntroFields, BodyFields, PageObject):
    class Meta:
        description = "How the Alliance came about."

    milestones = graphene.List(
        graphene.NonNull(Milestone), required=True, description="Oldest first."
    )

    @staticmethod
    def resolve_milestones(page: PageRecord, info: GraphQLResolveInfo) -> list[dict[str, Any]]:
        stored = [value for _id, value in values(page, info, "milestones")]
        return [milestone(page, info, value) for value in sorted(stored, key=dates.first_day)]


def milestone(page: PageRecord, info: GraphQLResolveInfo, value: dict[str, Any]) -> dict[str, Any]:
    return {
        "date": dates.first_day(value),
        "precision": dates.precision(value),
        "date_label": dates.label(value, page.served),
        "title": value["title"],
        "content": loaders.formatted(page, info, value["content"]),
        "image": loaders.picture(page, info, value.get("image")),
    }


class Term(graphene.ObjectType):
    class Meta:
        description = "One concept and what it is called."

    key = graphene.UUID(
        required=True,
        description="The same in every translation, so terms pair up across languages.",
    )
    name = graphene.String(required=True, description="What it is called.")
    variants = graphene.List(
        graphene.NonNull(graphene.String), required=True, description="Other words for it."
    )
    definition = graphene.Field(RichText, required=True, description="What it means.")
    broader = graphene.String(
        description="The name, in this language, of the term that includes it, or null."
    )


class TerminologyPage(IntroFields, PageObject):
    class Meta:
        description = "The words that the Alliance uses."

    terms = graphene.List(graphene.NonNull(Term), required=True, description="In editors' order.")

    @staticmethod
    def resolve_terms(page: PageRecord, info: GraphQLResolveInfo) -> list[dict[str, Any]]:
        stored = values(page, info, "terms")
        names = {value["code"]: value["name"] for _id, value in stored}
        return [
            {
                "key": key,
                "name": value["name"],
                "variants": [variant for variant in items(value["variants"]) if variant],
                "definition": loaders.formatted(page, info, value["definition"]),
                "broader": names.get(value["broader"]),
            }
            for key, value in stored
        ]


class PrizeLaureate(graphene.ObjectType):
    class Meta:
        description = "A municipality that won the prize."

    rank = graphene.Int(required=True, description="1 for the first prize.")
    municipality = graphene.String(required=True, description="Its name.")
    country = graphene.Field(Country, required=True, description="Where it lies.")
    member = graphene.Field(Member, description="Its record as a member, or null.")
    project = graphene.String(required=True, description="What it was honoured for.")
    summary = graphene.Field(RichText, required=True, description="May be empty.")

    @staticmethod
    def resolve_member(laureate: dict[str, Any], info: GraphQLResolveInfo) -> Any:
        number = laureate["member"]
        return number and loaders.linked_members(laureate["page"], info).get(number)


class PrizeEdition(graphene.ObjectType):
    class Meta:
        description = "One award of the prize."

    year = graphene.Int(required=True, description="The year of the award.")
    laureates = graphene.List(
        graphene.NonNull(PrizeLaureate), required=True, description="By rank; three of them."
    )


class PrizePage(IntroFields, PageObject):
    class Meta:
        description = "The Dosta! Congress prize."

    editions = graphene.List(
        graphene.NonNull(PrizeEdition), required=True, description="Newest first."
    )

    @staticmethod
    def resolve_editions(page: PageRecord, info: GraphQLResolveInfo) -> list[dict[str, Any]]:
        stored = [value for _id, value in values(page, info, "editions")]
        return [
            {
                "year": value["year"],
                "laureates": [
                    laureate(page, info, rank, item)
                    for rank, item in enumerate(items(value["laureates"]), start=1)
                ],
            }
            for value in sorted(stored, key=lambda value: -value["year"])
        ]


def laureate(
    page: PageRecord, info: GraphQLResolveInfo, rank: int, value: dict[str, Any]
) -> dict[str, Any]:
    return {
        "rank": rank,
        "municipality": value["municipality"],
        "country": country(value["country"], page.locale),
        "member": value["member"],
        "page": page,
        "project": value["project"],
        "summary": loaders.formatted(page, info, value["summary"]),
    }
