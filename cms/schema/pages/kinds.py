"""One type for each kind of page."""

from collections.abc import Callable
from typing import Any

import graphene
from graphql import GraphQLResolveInfo

from cms.schema import loaders
from cms.schema.countries import Country, country
from cms.schema.enums import DatePrecision, EventKind, EventWhen
from cms.schema.members import MEMBER_LIST, Member, MemberConnection, member_connection
from cms.schema.pages.base import (
    BodyFields,
    IntroFields,
    PageConnection,
    PageObject,
    children,
    detail_text,
)
from cms.schema.paging import PAGING, Connection
from cms.schema.pictures import Image
from cms.schema.rich_text import Footnote, Formatted, RichText
from cms.schema.scalars import CountryCode
from pages import dates, events
from pages.people import AllianceFigures as Figures
from pages.people import MemberFilter, alliance_figures
from pages.reading import PageRecord
from pages.references import items


def detail(page: PageRecord, info: GraphQLResolveInfo, name: str) -> Any:
    return loaders.details(page, info)[name]


def plain(name: str) -> Callable[[PageRecord, GraphQLResolveInfo], Any]:
    """A resolver that gives one of the page's own columns as it is."""
    return lambda page, info: detail(page, info, name)


def values(page: PageRecord, info: GraphQLResolveInfo, name: str) -> list[tuple[str, Any]]:
    """The (id, value) of each block in one of the page's streams."""
    return [(block["id"], block["value"]) for block in detail(page, info, name) or []]


class DetailImage:
    """A mixin of types: the page's own picture."""

    image = graphene.Field(Image, description="The page's own picture, or null.")

    @staticmethod
    def resolve_image(page: PageRecord, info: GraphQLResolveInfo) -> Any:
        return loaders.picture(page, info, detail(page, info, "image_id"))


class HomePage(BodyFields, PageObject):
    class Meta:
        description = "The home page of a locale."

    tagline = graphene.String(
        required=True,
        description="One sentence: what the Alliance does.",
        resolver=plain("tagline"),
    )
    hero_image = graphene.Field(Image, description="The large picture, or null.")

    @staticmethod
    def resolve_hero_image(page: PageRecord, info: GraphQLResolveInfo) -> Any:
        return loaders.picture(page, info, detail(page, info, "hero_image_id"))


class AllianceFigures(graphene.ObjectType):
    class Meta:
        description = (
            "How large the Alliance is, counted from its public members as they stand now."
        )

    members = graphene.Int(required=True, description="All members.")
    countries = graphene.Int(required=True, description="The countries they lie in.")
    signatories = graphene.Int(required=True, description="Those that signed the declaration.")
    signatory_countries = graphene.Int(
        required=True, description="The countries that those lie in."
    )


class AboutPage(IntroFields, BodyFields, PageObject):
    class Meta:
        description = "What the Alliance is."

    figures = graphene.Field(
        AllianceFigures,
        required=True,
        description="Counted from the members as they stand now, not typed in.",
    )

    @staticmethod
    def resolve_figures(page: PageRecord, info: GraphQLResolveInfo) -> Figures:
        return page.siblings.load("figures", lambda _pages: {"": alliance_figures()})[""]


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


class DeclarationPage(IntroFields, BodyFields, PageObject):
    class Meta:
        description = "The Declaration against antigypsyism and who signed it."

    signatories = graphene.Field(
        MemberConnection,
        required=True,
        description="The members that signed it.",
        args={
            "country": graphene.List(
                graphene.NonNull(CountryCode), description="Only those in one of these countries."
            ),
            **MEMBER_LIST,
        },
    )

    @staticmethod
    def resolve_signatories(
        page: PageRecord,
        info: GraphQLResolveInfo,
        country: list[str] | None = None,
        **list_arguments: Any,
    ) -> Connection:
        conditions = MemberFilter(country or (), signatory=True)
        name = ("signatories", tuple(country or ()), tuple(sorted(list_arguments.items(), key=str)))

        def load(_pages: list[Any]) -> dict[str, Connection]:
            return {"": member_connection(page.scope, conditions, **list_arguments)}

        return page.siblings.load(name, load)[""]


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


class NewsIndexPage(IntroFields, PageObject):
    class Meta:
        description = "Where the news stands; its children are the items."


class NewsPage(IntroFields, BodyFields, DetailImage, PageObject):
    class Meta:
        description = "One item of news."

    date = graphene.Date(required=True, description="The date of the news.", resolver=plain("date"))


class EventIndexPage(IntroFields, PageObject):
    class Meta:
        description = "Where the events stand."

    events = graphene.Field(
        PageConnection,
        required=True,
        description="The events under this page.",
        args={
            "when": graphene.Argument(EventWhen, description="ALL unless told."),
            "kind": graphene.List(
                graphene.NonNull(EventKind), description="Only those of one of these kinds."
            ),
            **PAGING,
        },
    )

    @staticmethod
    def resolve_events(
        page: PageRecord,
        info: GraphQLResolveInfo,
        when: Any = None,
        kind: list[Any] | None = None,
        **paging: Any,
    ) -> Connection:
        chosen = events.Choice(
            when.value if when else "ALL", tuple(one.value for one in kind or ())
        )
        return children(
            page, info, ("events", chosen), paging, narrow=chosen.narrow, order=chosen.order
        )


class EventPage(IntroFields, BodyFields, DetailImage, PageObject):
    class Meta:
        description = "A seminar, conference, commemoration or the like."

    kind = graphene.Field(
        EventKind, required=True, description="What sort of event it is.", resolver=plain("kind")
    )
    starts_at = graphene.DateTime(
        required=True, description="When it starts.", resolver=plain("starts_at")
    )
    ends_at = graphene.DateTime(
        description="When it ends, or null if not told.", resolver=plain("ends_at")
    )
    all_day = graphene.Boolean(
        required=True,
        description="Whether only the days count, not the hours.",
        resolver=plain("all_day"),
    )
    place = graphene.String(
        required=True, description="Where it is; may be empty.", resolver=plain("place")
    )
    country = graphene.Field(Country, description="Where it is, or null if not told.")

    @staticmethod
    def resolve_country(page: PageRecord, info: GraphQLResolveInfo) -> dict[str, str] | None:
        return country(detail(page, info, "country"), page.locale)


class JoinPage(IntroFields, PageObject):
    class Meta:
        description = "How to take part in the Alliance."

    consent = graphene.Field(RichText, required=True, description="What an applicant agrees to.")
    confirmation = graphene.Field(
        RichText, required=True, description="What an applicant reads once the form is sent."
    )

    @staticmethod
    def resolve_consent(page: PageRecord, info: GraphQLResolveInfo) -> Formatted:
        return detail_text(page, info, "consent")

    @staticmethod
    def resolve_confirmation(page: PageRecord, info: GraphQLResolveInfo) -> Formatted:
        return detail_text(page, info, "confirmation")


class StandardPage(IntroFields, BodyFields, PageObject):
    class Meta:
        description = "A plain page."


PAGE_TYPES = [
    HomePage,
    AboutPage,
    ObjectivesPage,
    HistoryPage,
    TerminologyPage,
    DeclarationPage,
    PrizePage,
    NewsIndexPage,
    NewsPage,
    EventIndexPage,
    EventPage,
    JoinPage,
    StandardPage,
]
