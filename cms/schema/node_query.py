"""The root field that fetches any node again by its id."""

from typing import Any

import graphene
from graphql import GraphQLResolveInfo

from cms.schema.context import reader_of
from cms.schema.nodes import GlobalId, Node, decode_id, type_name_of
from cms.schema.previews import previewed_node
from pages.localisation import Scope, UnknownLanguage
from pages.models import PAGE_MODELS
from pages.people import MemberRecord, SecondeeRecord, SiteRecord
from pages.records import DocumentRecord, one

PAGE_NAMES = {model.__name__ for model in PAGE_MODELS}
SNIPPETS = {
    type_name_of(record.model): record for record in (MemberRecord, SecondeeRecord, SiteRecord)
}


class NodeQuery(graphene.ObjectType):
    node = graphene.Field(
        Node,
        description="The thing with this id, or null when there is none that is public.",
        args={
            "id": graphene.ID(required=True, description="An id that this endpoint gave."),
            "preview_token": graphene.String(
                description="The draft that the token was issued for, and no other: null with any other "
                "token or id. The answer must not be cached."
            ),
        },
    )

    @staticmethod
    def resolve_node(
        root: None, info: GraphQLResolveInfo, id: str, preview_token: str | None = None
    ) -> Any:
        if preview_token is not None:
            return previewed_node(info, preview_token, id)
        wanted = decode_id(id)
        record = wanted and find(info, wanted)
        return record and wanted and placed(record, wanted)


def find(info: GraphQLResolveInfo, wanted: GlobalId) -> DocumentRecord | None:
    """None too when the id names another type than the thing has."""
    if wanted.type_name in SNIPPETS:
        return SNIPPETS[wanted.type_name].by_id(wanted.pk)
    if wanted.type_name in PAGE_NAMES:
        page = reader_of(info).by_id(wanted.pk)
        return page if page and page.model.__name__ == wanted.type_name else None
    return None


def placed(record: DocumentRecord, wanted: GlobalId) -> DocumentRecord | None:
    """A fallback stands for the locale in its id again; all that hangs on it may fall back as it does."""
    if not wanted.locale:
        return one(record, Scope((record.served,)))
    try:
        return one(record, Scope.asked(wanted.locale, [record.served]))
    except UnknownLanguage:
        return None
