"""Node and Translatable: what everything with an id, and everything in several languages, has."""

from collections.abc import Mapping
from typing import Any, NamedTuple

import graphene
from graphql import GraphQLResolveInfo

from cms.schema.enums import described_enum
from cms.schema.opaque import closed, opened
from cms.schema.scalars import LanguageTag
from pages.localisation import TranslationStatus as Status
from pages.localisation import content_languages, statuses
from pages.records import DocumentRecord


class GlobalId(NamedTuple):
    """pk of the row that is served; locale where the node stands for another one than the row's own."""

    type_name: str
    pk: int
    locale: str = ""

    def encode(self) -> str:
        return closed_id(*self)


def closed_id(type_name: str, pk: int, locale: str = "") -> str:
    """What a GlobalId encodes to, without making one: long lists have one for each item."""
    return closed(f"{type_name}:{pk}:{locale}" if locale else f"{type_name}:{pk}")


def decode_id(text: str) -> GlobalId | None:
    """None for anything that is no id of ours."""
    type_name, *rest = (opened(text) or "").split(":")
    if not rest:
        return None
    number, *locale = rest
    if not number.isdecimal() or len(number) > 18 or len(locale) > 1:
        return None
    return GlobalId(type_name, int(number), *locale)


def document_id(record: DocumentRecord, type_name: str) -> str:
    """A fallback's id differs from the row's own, so that a client's cache keeps both answers apart."""
    locale = record.scope.locale
    return closed_id(type_name, record.pk, "" if record.served == locale else locale)


class NodeFields:
    """A mixin of interfaces: the id."""

    id = graphene.ID(
        required=True,
        description="The same for the same thing in the same locale, and unlike any other; opaque.",
    )


class Node(NodeFields, graphene.Interface):
    class Meta:
        description = (
            "Anything that `node` can fetch again by its id (Relay global object identification)."
        )

    @classmethod
    def resolve_type(cls, instance: Any, info: GraphQLResolveInfo) -> Any:
        return type_of_record(instance, info)


def type_named(name: str, info: GraphQLResolveInfo) -> Any:
    """graphene takes a class, not a name, for what an interface resolves to."""
    return info.schema.type_map[name].graphene_type  # type: ignore[attr-defined]


def type_of_record(record: Any, info: GraphQLResolveInfo) -> Any:
    return type_named(type_name_of(record.model), info)


def type_name_of(model: type[Any]) -> str:
    """Types are named as the models that they show, but for one whose name in the contract is shorter."""
    return "Site" if model.__name__ == "SiteInformation" else model.__name__


TranslationStatus = described_enum(
    Status,
    "How a language version stands to its source.",
    SOURCE="The source itself.",
    TRANSLATED="Translated, and the source has not changed since.",
    OUTDATED="Live, but the source has changed since.",
    ALIAS="A synchronised copy of the source, not yet translated.",
)


class TranslationLink(graphene.ObjectType):
    class Meta:
        description = "One language version of a document."

    locale = LanguageTag(required=True, description="The language of this version.")
    path = graphene.String(
        description="Its public path, or null for something that has no page of its own."
    )
    title = graphene.String(required=True, description="Its title or name, in its own language.")
    status = graphene.Field(
        TranslationStatus, required=True, description="How it stands to the source."
    )


class TranslatableFields:
    """A mixin of interfaces: which language was asked for, and which is served."""

    translation_key = graphene.UUID(
        required=True, description="The same on every translation of one document."
    )
    locale = LanguageTag(required=True, description="The locale that this node stands for.")
    served_locale = LanguageTag(
        required=True,
        description="The language its text is really in: differs from `locale` where a fallback or a "
        "synchronised alias is served.",
    )
    is_fallback = graphene.Boolean(
        required=True, description="Whether `servedLocale` is another than `locale`."
    )
    translations = graphene.List(
        graphene.NonNull(TranslationLink),
        required=True,
        description="Every live, public version, this one included, in the site's order of languages: "
        "what a language switcher and hreflang links need.",
    )

    @staticmethod
    def resolve_served_locale(record: Any, info: GraphQLResolveInfo) -> str:
        return text_language(record)

    @staticmethod
    def resolve_is_fallback(record: Any, info: GraphQLResolveInfo) -> bool:
        return text_language(record) != record.locale


class Translatable(TranslatableFields, graphene.Interface):
    class Meta:
        description = "Written by editors in one language and translated into others."

    @classmethod
    def resolve_type(cls, instance: Any, info: GraphQLResolveInfo) -> Any:
        return type_of_record(instance, info)


def translation_links(
    record: Any, versions: list[Any], info: GraphQLResolveInfo
) -> list[dict[str, Any]]:
    """versions are all public ones of the record's document."""
    found = statuses(versions, outdated(record, info))
    return [
        {
            "locale": version.served,
            "path": getattr(version, "url_path", None),
            "title": version.title,
            "status": status,
        }
        for version, status in zip(versions, found, strict=True)
    ]


def outdated(record: Any, info: GraphQLResolveInfo) -> Mapping[str, bool]:
    """By language, whether the approved translation is behind; one query for all siblings, if any."""
    if "status" not in info.context.asked:
        return {}

    def load(records: list[Any]) -> Mapping[Any, Mapping[str, bool]]:
        keys = [sibling.translation_key for sibling in records]
        found: Mapping[Any, Mapping[str, bool]] = info.context.known.outdated_languages(keys)
        return found

    return record.siblings.load("outdated languages", load).get(record.translation_key, {})


def text_language(record: Any) -> str:
    """The language of the words: an alias still has those of its source."""
    if getattr(record, "alias_of_id", None):
        return content_languages()[0]
    return str(record.served)
