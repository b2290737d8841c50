"""What the peers may show of our models: as their documentation has a site declare it, but from outside."""

from typing import Any

from django.apps import apps
from wagtail.api import APIField
from wagtail.images.api.fields import ImageRenditionField

from pages.blocks import HeadingBlock, ImageBlock, QuoteBlock
from pages.models import NewsPage, SitePage, StandardPage
from snippets.models import Member

SPECS = (
    "fill-480x320|format-avif",
    "fill-960x640|format-avif",
    "fill-480x320|format-webp",
    "fill-960x640|format-webp",
    "fill-960x640|format-jpeg",
)


def live_translations(page: Any) -> list[Any]:
    return list(page.get_translations(inclusive=True).live())


def declare_fields() -> None:
    pictures = [
        APIField(f"card_{number}", ImageRenditionField(spec, source="social_image"))
        for number, spec in enumerate(SPECS)
    ]
    SitePage.api_fields = pictures  # type: ignore[attr-defined]
    for model in (NewsPage, StandardPage):
        model.api_fields = [*pictures, APIField("intro"), APIField("body")]  # type: ignore[attr-defined]
    if apps.is_installed("grapple"):
        declare_grapple_fields()


def declare_grapple_fields() -> None:
    from grapple.helpers import register_query_field
    from grapple.models import (
        GraphQLCollection,
        GraphQLImage,
        GraphQLPage,
        GraphQLRichText,
        GraphQLStreamfield,
        GraphQLString,
    )

    SitePage.live_translations = property(live_translations)  # type: ignore[attr-defined]
    shared = [
        GraphQLImage("social_image"),
        GraphQLCollection(GraphQLPage, "live_translations"),
    ]
    SitePage.graphql_fields = shared  # type: ignore[attr-defined]
    for model in (NewsPage, StandardPage):
        model.graphql_fields = [  # type: ignore[attr-defined]
            *shared,
            GraphQLRichText("intro"),
            GraphQLStreamfield("body"),
        ]
    declare_grapple_blocks()
    NewsPage.graphql_fields += [GraphQLImage("image"), GraphQLString("date")]  # type: ignore[attr-defined]
    Member.graphql_fields = [  # type: ignore[attr-defined]
        *map(
            GraphQLString,
            (
                "name",
                "kind",
                "country",
                "website",
                "joined_on",
                "declaration_signed_on",
                "latitude",
                "longitude",
            ),
        ),
    ]
    register_query_field("member", "members")(Member)


def declare_grapple_blocks() -> None:
    """The call to action stays a StructBlock of grapple's own: it cannot declare a field of the name label."""
    from grapple.helpers import register_streamfield_block, streamfield_types
    from grapple.models import GraphQLImage, GraphQLString

    fields = {
        HeadingBlock: [GraphQLString("text"), GraphQLString("level")],
        ImageBlock: [GraphQLImage("image"), GraphQLString("caption")],
        QuoteBlock: [GraphQLString("quote"), GraphQLString("attribution")],
    }
    for block, declared in fields.items():
        block.graphql_fields = declared  # type: ignore[attr-defined]
        register_streamfield_block(block)
        # grapple has an ImageBlock of its own.
        streamfield_types[-1]["type_prefix"] = "Site"
