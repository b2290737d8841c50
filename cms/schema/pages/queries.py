"""The root fields that read pages."""

from typing import Any

import graphene
from graphql import GraphQLResolveInfo

from cms.schema.context import asked_scope, reader_of
from cms.schema.enums import PageOrder, PageType
from cms.schema.errors import UserInputError
from cms.schema.nodes import decode_id
from cms.schema.pages.base import Page, PageConnection
from cms.schema.paging import PAGING, Connection, wanted_slice
from cms.schema.previews import previewed_page
from cms.schema.scalars import LanguageTag
from pages.localisation import Scope
from pages.models import PAGE_MODELS
from pages.page_lists import list_pages
from pages.reading import PageRecord
from pages.records import one

TYPE_NAMES = {model.__name__ for model in PAGE_MODELS}


def page_number(text: str | None) -> int | None:
    """The number in a page's global id; None for any other id."""
    decoded = decode_id(text or "")
    return decoded.pk if decoded and decoded.type_name in TYPE_NAMES else None


def below(text: str | None) -> int | None:
    """The number of the page to stay under; -1, which no page has, for an id that is no page's."""
    return None if text is None else page_number(text) or -1


def find_page(
    info: GraphQLResolveInfo,
    path: str | None,
    id: str | None,
    locale: str | None,
    fallback: list[str] | None,
) -> PageRecord | None:
    reader = reader_of(info)
    found = reader.by_id(page_number(id) or -1) if path is None else reader.by_path(path)
    if locale is None:
        # A path or id says the locale itself; fallbacks then serve what hangs on the page.
        return found and one(found, asked_scope(found.served, fallback))
    scope = asked_scope(locale, fallback)
    version = found and in_scope(info, found, scope)
    return version and one(version, scope)


def in_scope(info: GraphQLResolveInfo, page: PageRecord, scope: Scope) -> PageRecord | None:
    """The version for the scope; without another query when the page itself is the one."""
    if page.served == scope.locale:
        return page
    return reader_of(info).version(page.translation_key, scope)


class PagesQuery(graphene.ObjectType):
    page = graphene.Field(
        Page,
        description="One live, public page, by its public path (which carries the locale) or by id. "
        "With `locale`: the same document in that locale. With `fallback`: the first of these locales "
        "that has it, when `locale` has not. Null when there is none, when it is a draft, or when it "
        "is private: the three look alike.",
        args={
            "path": graphene.String(description='Such as "/fr/objectifs/".'),
            "id": graphene.ID(description="The id of any version of the page."),
            "locale": LanguageTag(description="The locale that the answer is for."),
            "fallback": graphene.List(
                graphene.NonNull(LanguageTag),
                description="Where the locale has no version; in order.",
            ),
            "preview_token": graphene.String(
                description="The draft that the token was issued for, and no other: null with any other "
                "token, and when `path`, `id` or `locale` name another page. Without `path` and `id`, "
                "the token alone says which page it is. The answer must not be cached."
            ),
        },
    )
    pages = graphene.Field(
        PageConnection,
        required=True,
        description="The live, public pages of a locale.",
        args={
            "locale": LanguageTag(required=True, description="The locale of the pages."),
            "types": graphene.List(
                graphene.NonNull(PageType), description="Only pages of these kinds."
            ),
            "child_of": graphene.ID(
                description="Only pages right under this one; any version of it will do."
            ),
            "descendant_of": graphene.ID(
                description="Only pages below this one; any version of it will do."
            ),
            "order_by": graphene.Argument(PageOrder, description="TREE unless told."),
            **PAGING,
        },
    )

    @staticmethod
    def resolve_page(
        root: None,
        info: GraphQLResolveInfo,
        path: str | None = None,
        id: str | None = None,
        locale: str | None = None,
        fallback: list[str] | None = None,
        preview_token: str | None = None,
    ) -> PageRecord | None:
        if preview_token is not None:
            return previewed_page(info, preview_token, path, id, locale, fallback)
        if (path is None) == (id is None):
            raise UserInputError("Give the page's path or its id, one of the two.")
        return find_page(info, path, id, locale, fallback)

    @staticmethod
    def resolve_pages(
        root: None,
        info: GraphQLResolveInfo,
        locale: str,
        types: list[Any] | None = None,
        child_of: str | None = None,
        descendant_of: str | None = None,
        order_by: Any = None,
        **paging: Any,
    ) -> Connection:
        part = list_pages(
            reader_of(info),
            asked_scope(locale),
            wanted_slice(**paging),
            types=[kind.value for kind in types or []],
            child_of=below(child_of),
            descendant_of=below(descendant_of),
            order=order_by.value if order_by else "TREE",
        )
        return Connection(part)
