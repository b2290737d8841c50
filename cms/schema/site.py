"""What every page of a frontend shows: names, menus, footer, and the languages of the site."""

from typing import Any

import graphene
from django.utils.translation import get_language_info
from graphql import GraphQLResolveInfo

from cms.schema import loaders
from cms.schema.context import asked_scope, reader_of
from cms.schema.enums import PageType
from cms.schema.errors import CodedError, UserInputError
from cms.schema.members import LOCALE
from cms.schema.nodes import Node, NodeFields, document_id
from cms.schema.rich_text import Formatted, RichText
from cms.schema.scalars import LanguageTag
from pages.completeness import completeness
from pages.localisation import content_languages
from pages.navigation import MenuItem, menu
from pages.people import SiteRecord, site_information
from pages.records import one

MAX_DEPTH = 10


class SocialProfile(graphene.ObjectType):
    class Meta:
        description = "The Alliance elsewhere."

    platform = graphene.String(required=True, description="Such as `facebook`, for an icon.")
    url = graphene.String(required=True, description="Its address.")
    label = graphene.String(required=True, description="What a screen reader says.")


class Site(NodeFields, graphene.ObjectType):
    class Meta:
        description = "What the header and footer of every page show."
        interfaces = (Node,)

    name = graphene.String(required=True, description="The name of the organisation.")
    tagline = graphene.String(required=True, description="One sentence; may be empty.")
    patronage = graphene.Field(
        RichText, required=True, description="Under whose authority the Alliance works."
    )
    social_profiles = graphene.List(
        graphene.NonNull(SocialProfile), required=True, description="In editors' order."
    )
    footer = graphene.Field(RichText, required=True, description="May be empty.")
    contact_email = graphene.String(required=True, description="Where to write to.")

    @staticmethod
    def resolve_id(site: SiteRecord, info: GraphQLResolveInfo) -> str:
        return document_id(site, "Site")

    @staticmethod
    def resolve_patronage(site: SiteRecord, info: GraphQLResolveInfo) -> Formatted:
        return loaders.formatted(site, info, site.patronage)

    @staticmethod
    def resolve_footer(site: SiteRecord, info: GraphQLResolveInfo) -> Formatted:
        return loaders.formatted(site, info, site.footer)

    @staticmethod
    def resolve_social_profiles(site: SiteRecord, info: GraphQLResolveInfo) -> list[Any]:
        return [block["value"] for block in site.profiles or []]


class NavigationItem(graphene.ObjectType):
    class Meta:
        description = "A page in the menu."

    title = graphene.String(required=True, description="The page's title.")
    path = graphene.String(required=True, description="Its public path.")
    type = graphene.Field(PageType, required=True, description="What kind of page it is.")
    children = graphene.List(
        graphene.NonNull(lambda: NavigationItem),
        required=True,
        description="The items under it, in editors' order.",
    )

    @staticmethod
    def resolve_title(item: MenuItem, info: GraphQLResolveInfo) -> str:
        return item.page.title

    @staticmethod
    def resolve_path(item: MenuItem, info: GraphQLResolveInfo) -> str:
        return item.page.url_path

    @staticmethod
    def resolve_type(item: MenuItem, info: GraphQLResolveInfo) -> str:
        return item.page.page_type


class Locale(graphene.ObjectType):
    class Meta:
        description = "A content language of the site."

    code = LanguageTag(required=True, description="Its RFC 5646 tag.")
    name = graphene.String(required=True, description="Its name in English.")
    local_name = graphene.String(required=True, description="Its name in itself.")
    is_source = graphene.Boolean(
        required=True, description="Whether editors write in it; the others are translated from it."
    )
    is_right_to_left = graphene.Boolean(required=True, description="For the `dir` of a page.")
    completeness = graphene.Float(
        required=True,
        description="Share of the source locale's live documents that are live and translated here, "
        "0 to 1.",
    )


class SiteQuery(graphene.ObjectType):
    content_version = graphene.String(
        required=True,
        description="Changes whenever anything that a query can show changes: equal versions mean equal "
        "answers. Opaque; compare it for equality.",
    )
    navigation = graphene.List(
        graphene.NonNull(NavigationItem),
        required=True,
        description="The menu tree of a locale, in editors' order, with only live, public pages that "
        "editors show in menus.",
        args={
            **LOCALE,
            "depth": graphene.Int(
                description=f"How many levels, 1 to {MAX_DEPTH}; all unless told."
            ),
        },
    )
    site = graphene.Field(
        Site,
        required=True,
        description="Tagline, statement of patronage, social profiles, footer and contact, in a locale.",
        args=LOCALE,
    )
    locales = graphene.List(
        graphene.NonNull(Locale),
        required=True,
        description="Content languages, the source language first, with how complete each is.",
    )

    @staticmethod
    def resolve_content_version(root: None, info: GraphQLResolveInfo) -> str:
        version: str = info.context.known.version
        return version

    @staticmethod
    def resolve_navigation(
        root: None,
        info: GraphQLResolveInfo,
        locale: str,
        fallback: list[str] | None = None,
        depth: int | None = None,
    ) -> list[MenuItem]:
        levels = MAX_DEPTH if depth is None else depth
        if not 1 <= levels <= MAX_DEPTH:
            raise UserInputError(f"depth is from 1 to {MAX_DEPTH}.")
        return menu(reader_of(info), asked_scope(locale, fallback), levels)

    @staticmethod
    def resolve_site(
        root: None, info: GraphQLResolveInfo, locale: str, fallback: list[str] | None = None
    ) -> SiteRecord:
        scope = asked_scope(locale, fallback)
        found = site_information(scope)
        if found is None:
            raise CodedError("The site has no such information in the asked locales.", "NOT_FOUND")
        return one(found, scope)

    @staticmethod
    def resolve_locales(root: None, info: GraphQLResolveInfo) -> list[dict[str, Any]]:
        shares = completeness(reader_of(info))
        return [locale_row(tag, shares[tag]) for tag in content_languages()]


def locale_row(tag: str, share: float) -> dict[str, Any]:
    language = get_language_info(tag)
    return {
        "code": tag,
        "name": language["name"],
        "local_name": language["name_local"],
        "is_source": tag == content_languages()[0],
        "is_right_to_left": language["bidi"],
        "completeness": share,
    }
