"""How types of pages read the columns that only their kind has."""

from collections.abc import Callable
from typing import Any

import graphene
from graphql import GraphQLResolveInfo

from cms.schema import loaders
from cms.schema.pictures import Image
from pages.reading import PageRecord


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
