"""Pictures and documents as frontends read them: named sizes only, drawn beforehand."""

from hashlib import sha256
from typing import Any

import graphene
from graphql import GraphQLResolveInfo

from cms.schema.enums import ImagePreset
from cms.schema.errors import CodedError
from cms.schema.loaders import PlacedPicture
from cms.schema.nodes import GlobalId
from media.reading import DocumentFile, Drawn

PRESET = {"preset": graphene.Argument(ImagePreset, required=True, description="The named size.")}


class FocalPoint(graphene.ObjectType):
    class Meta:
        description = "What must stay in view when a frontend crops, as shares of width and height."

    x = graphene.Float(required=True, description="From the left, 0 to 1.")
    y = graphene.Float(required=True, description="From the top, 0 to 1.")


class Rendition(graphene.ObjectType):
    class Meta:
        description = "One drawn size of a picture."

    url = graphene.String(required=True, description="The absolute address of the file.")
    width = graphene.Int(required=True, description="In pixels.")
    height = graphene.Int(required=True, description="In pixels.")
    mime_type = graphene.String(required=True, description="Such as `image/jpeg`.")


class PictureSource(graphene.ObjectType):
    class Meta:
        description = "A `<source>` of a `<picture>`."

    mime_type = graphene.String(required=True, description="For its `type`, such as `image/avif`.")
    srcset = graphene.String(
        required=True, description="For its `srcset`: every width of the preset in this format."
    )


class Picture(graphene.ObjectType):
    class Meta:
        description = "All that a `<picture>` element needs."

    sources = graphene.List(
        graphene.NonNull(PictureSource),
        required=True,
        description="Modern formats, best first: AVIF, WebP.",
    )
    fallback = graphene.Field(
        Rendition, required=True, description="For its `<img>`: a format that every browser reads."
    )


class Image(graphene.ObjectType):
    class Meta:
        description = (
            "A picture where it stands, with the alternative text for the locale asked for."
        )

    id = graphene.ID(
        required=True,
        description="The same for the same picture with the same alternative text: another language, or a "
        "place with an alternative text of its own, has another, so that a client's cache keeps them apart.",
    )
    title = graphene.String(required=True, description="The editors' name for it; not for readers.")
    alt = graphene.String(
        required=True,
        description="What it shows, in the locale, else in a fallback, else in the source language; "
        "empty for pure decoration.",
    )
    width = graphene.Int(required=True, description="Of the original, in pixels.")
    height = graphene.Int(required=True, description="Of the original, in pixels.")
    focal_point = graphene.Field(FocalPoint, description="Null where editors set none.")
    rendition = graphene.Field(
        Rendition,
        required=True,
        args=PRESET,
        description="The largest drawing of one of the site's named sizes.",
    )
    picture = graphene.Field(
        Picture, required=True, args=PRESET, description="All that a `<picture>` element needs."
    )

    @staticmethod
    def resolve_id(placed: PlacedPicture, info: GraphQLResolveInfo) -> str:
        alt = sha256(placed.alt.encode()).hexdigest()[:8]
        return GlobalId("Image", placed.record.picture["pk"], alt).encode()

    @staticmethod
    def resolve_title(placed: PlacedPicture, info: GraphQLResolveInfo) -> str:
        return str(placed.record.picture["title"])

    @staticmethod
    def resolve_width(placed: PlacedPicture, info: GraphQLResolveInfo) -> int:
        return int(placed.record.picture["width"])

    @staticmethod
    def resolve_height(placed: PlacedPicture, info: GraphQLResolveInfo) -> int:
        return int(placed.record.picture["height"])

    @staticmethod
    def resolve_focal_point(
        placed: PlacedPicture, info: GraphQLResolveInfo
    ) -> dict[str, float] | None:
        point = placed.record.focal_point
        return {"x": point[0], "y": point[1]} if point else None

    @staticmethod
    def resolve_rendition(placed: PlacedPicture, info: GraphQLResolveInfo, preset: Any) -> Drawn:
        return fallback(placed, preset.value)

    @staticmethod
    def resolve_picture(
        placed: PlacedPicture, info: GraphQLResolveInfo, preset: Any
    ) -> dict[str, Any]:
        sources = placed.record.sources(preset.value)
        return {
            "sources": [{"mime_type": mime_type, "srcset": text} for mime_type, text in sources],
            "fallback": fallback(placed, preset.value),
        }


def fallback(placed: PlacedPicture, preset: str) -> Drawn:
    """Raises a coded error when the drawing is not there yet: a query never draws."""
    drawn = placed.record.fallback(preset)
    if drawn is None:
        raise CodedError("This picture is still being drawn; ask again in a minute.", "NOT_READY")
    return drawn


class Document(graphene.ObjectType):
    class Meta:
        description = "A file to download."

    id = graphene.ID(required=True, description="The same wherever the document stands.")
    title = graphene.String(required=True, description="What to call it.")
    url = graphene.String(required=True, description="The absolute address of the file.")
    filename = graphene.String(required=True, description="The name to save it under.")
    size = graphene.Int(required=True, description="In bytes.")
    mime_type = graphene.String(required=True, description="Such as `application/pdf`.")

    @staticmethod
    def resolve_id(document: DocumentFile, info: GraphQLResolveInfo) -> str:
        return GlobalId("Document", document.pk).encode()
