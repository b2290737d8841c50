"""One type for each kind of page."""

from typing import Any

import graphene
from graphql import GraphQLResolveInfo

from cms.schema import loaders
from cms.schema.countries import Country, country
from cms.schema.enums import EventKind, EventWhen
from cms.schema.members import MEMBER_LIST, MemberConnection, member_connection
from cms.schema.membership import FormField
from cms.schema.pages.base import (
    BodyFields,
    IntroFields,
    PageConnection,
    PageObject,
    children,
    detail_text,
)
from cms.schema.pages.details import DetailImage, detail, plain
from cms.schema.pages.structured import (
    HistoryPage,
    ObjectivesPage,
    PrizePage,
    TerminologyPage,
)
from cms.schema.paging import PAGING, Connection
from cms.schema.pictures import Image
from cms.schema.rich_text import Formatted, RichText
from cms.schema.scalars import CountryCode
from membership.form import FieldDescription, describe
from pages import events
from pages.people import AllianceFigures as Figures
from pages.people import MemberFilter, alliance_figures
from pages.reading import PageRecord


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
            return {"": member_connection(info, page.scope, conditions, **list_arguments)}

        return page.siblings.load(name, load)[""]


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

    form = graphene.List(
        graphene.NonNull(FormField),
        required=True,
        description="The fields of the form, in order: what a frontend needs to draw it without "
        "knowing it beforehand. Labels and help are in this page's `locale`.",
    )
    consent = graphene.Field(RichText, required=True, description="What an applicant agrees to.")
    confirmation = graphene.Field(
        RichText, required=True, description="What an applicant reads once the form is sent."
    )

    @staticmethod
    def resolve_form(page: PageRecord, info: GraphQLResolveInfo) -> tuple[FieldDescription, ...]:
        return describe(page.locale)

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
