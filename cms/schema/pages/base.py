"""What all pages answer, whatever their kind."""

from typing import Any

import graphene
from graphql import GraphQLResolveInfo

from cms.schema import loaders
from cms.schema.blocks import Block, placed_blocks
from cms.schema.context import reader_of
from cms.schema.enums import PageType
from cms.schema.links import PageLink, page_link
from cms.schema.nodes import (
    Node,
    NodeFields,
    Translatable,
    TranslatableFields,
    document_id,
    translation_links,
    type_of_record,
)
from cms.schema.paging import PAGING, Connection, PageInfo, wanted_slice
from cms.schema.pictures import Image
from cms.schema.rich_text import Formatted, RichText
from pages.frontend import frontend_url
from pages.reading import PageRecord
from pages.records import Siblings


class Seo(graphene.ObjectType):
    class Meta:
        description = "For search engines and for sharing."

    title = graphene.String(
        required=True, description="For `<title>`: the editors' own, or the page's title."
    )
    description = graphene.String(required=True, description="A sentence or two; may be empty.")
    image = graphene.Field(Image, description="For cards and sharing, or null.")
    canonical_url = graphene.String(
        required=True,
        description="The absolute URL of the version that the text belongs to: a fallback's own page.",
    )
    noindex = graphene.Boolean(
        required=True, description="Whether search engines are asked not to list the page."
    )

    @staticmethod
    def resolve_title(page: PageRecord, info: GraphQLResolveInfo) -> str:
        return page.seo_title or page.title

    @staticmethod
    def resolve_description(page: PageRecord, info: GraphQLResolveInfo) -> str:
        return page.search_description

    @staticmethod
    def resolve_image(page: PageRecord, info: GraphQLResolveInfo) -> Any:
        return loaders.picture(page, info, page.social_image_id)

    @staticmethod
    def resolve_canonical_url(page: PageRecord, info: GraphQLResolveInfo) -> str:
        return frontend_url(page.url_path)


class Page(NodeFields, TranslatableFields, graphene.Interface):
    class Meta:
        description = "A live, public page of the site."
        interfaces = (Node, Translatable)

    type = graphene.Field(PageType, required=True, description="What kind of page it is.")
    title = graphene.String(required=True, description="The title, in the served language.")
    slug = graphene.String(required=True, description="The last part of its path.")
    path = graphene.String(
        required=True, description='Public path with its locale prefix, "/fr/objectifs/".'
    )
    url = graphene.String(required=True, description="Absolute URL on the decoupled frontend.")
    seo = graphene.Field(Seo, required=True, description="For search engines and sharing.")
    breadcrumbs = graphene.List(
        graphene.NonNull(PageLink),
        required=True,
        description="The pages above this one, from the home page down; this one is not among them.",
    )
    parent = graphene.Field(lambda: Page, description="The page above; null for a home page.")
    children = graphene.Field(
        lambda: PageConnection,
        required=True,
        description="The pages right under this one, in editors' order. Where fallbacks are read as "
        "well, in the order of the source language.",
        args=PAGING,
    )
    first_published_at = graphene.DateTime(description="When this version was first published.")
    last_published_at = graphene.DateTime(description="When this version was last published.")

    @classmethod
    def resolve_type(cls, instance: PageRecord, info: GraphQLResolveInfo) -> Any:
        return type_of_record(instance, info)


class PageEdge(graphene.ObjectType):
    class Meta:
        description = "A page in a list."

    node = graphene.Field(Page, required=True, description="The page.")
    cursor = graphene.String(required=True, description="Its place, for `after` and `before`.")


class PageConnection(graphene.ObjectType):
    class Meta:
        description = "A part of a list of pages."

    edges = graphene.List(graphene.NonNull(PageEdge), required=True, description="The part.")
    page_info = graphene.Field(PageInfo, required=True, description="Where the part stands.")
    total_count = graphene.Int(required=True, description="How many there are in all.")


class PageObject(graphene.ObjectType):
    """The resolvers that all kinds of pages share."""

    class Meta:
        abstract = True

    @classmethod
    def __init_subclass_with_meta__(cls, **options: Any) -> None:
        super().__init_subclass_with_meta__(interfaces=(Page, Node, Translatable), **options)

    @staticmethod
    def resolve_id(page: PageRecord, info: GraphQLResolveInfo) -> str:
        return document_id(page, page.model.__name__)

    @staticmethod
    def resolve_type(page: PageRecord, info: GraphQLResolveInfo) -> str:
        return page.page_type

    @staticmethod
    def resolve_translations(page: PageRecord, info: GraphQLResolveInfo) -> list[dict[str, Any]]:
        versions = loaders.relatives(page, info).versions[page.translation_key]
        return translation_links(page, versions, info)

    @staticmethod
    def resolve_path(page: PageRecord, info: GraphQLResolveInfo) -> str:
        return page.url_path

    @staticmethod
    def resolve_url(page: PageRecord, info: GraphQLResolveInfo) -> str:
        return frontend_url(page.url_path)

    @staticmethod
    def resolve_seo(page: PageRecord, info: GraphQLResolveInfo) -> PageRecord:
        return page

    @staticmethod
    def resolve_breadcrumbs(page: PageRecord, info: GraphQLResolveInfo) -> list[dict[str, str]]:
        return [page_link(ancestor) for ancestor in loaders.relatives(page, info).above(page)]

    @staticmethod
    def resolve_parent(page: PageRecord, info: GraphQLResolveInfo) -> PageRecord | None:
        return loaders.relatives(page, info).at_paths.get(page.parent_path)

    @staticmethod
    def resolve_children(page: PageRecord, info: GraphQLResolveInfo, **paging: Any) -> Connection:
        return children(page, info, ("children",), paging)


def children(
    page: PageRecord,
    info: GraphQLResolveInfo,
    name: tuple[Any, ...],
    paging: dict[str, Any],
    **choice: Any,
) -> Connection:
    """The connection of a page's children. name tells this choice of them from any other."""
    wanted = wanted_slice(**paging)

    def load(pages: list[PageRecord]) -> dict[int, Any]:
        parts = reader_of(info).children(pages, page.scope, wanted, **choice)
        Siblings([child for part in parts.values() for child in part.records], page.scope)
        return parts

    return Connection(page.related((*name, wanted), load))


class IntroFields:
    """A mixin of types: the introduction."""

    intro = graphene.Field(
        RichText,
        required=True,
        description="The first paragraph, above everything else; may be empty.",
    )

    @staticmethod
    def resolve_intro(page: PageRecord, info: GraphQLResolveInfo) -> Formatted:
        return detail_text(page, info, "intro")


class BodyFields:
    """A mixin of types: the body."""

    body = graphene.List(graphene.NonNull(Block), required=True, description="The body, in order.")

    @staticmethod
    def resolve_body(page: PageRecord, info: GraphQLResolveInfo) -> list[Any]:
        return placed_blocks(page, info)


def detail_text(page: PageRecord, info: GraphQLResolveInfo, name: str) -> Formatted:
    """One of the page's own rich texts."""
    own = loaders.details(page, info)
    return loaders.formatted(page, info, own[name], len(own.get("footnotes") or []))
