"""What an answer needs besides its rows: each kind is loaded once for all siblings of the one that asks first.

An owner is a page or a snippet. All that its texts, blocks and columns point to is found in them first, so that
pictures, documents, links and members cost one look-up each, however many places name them.
"""

from collections.abc import Mapping
from typing import Any

from graphql import GraphQLResolveInfo

from cms.schema.context import reader_of
from cms.schema.rich_text import Formatted, Links
from media.reading import DocumentFile, PictureRecord
from pages.embeds import fetched_html
from pages.localisation import Scope
from pages.people import MemberRecord, SnippetRecord
from pages.reading import PageRecord, Reader, Relatives, has_asked_columns
from pages.records import Siblings
from pages.references import references_of
from pages.rich_text import References

Owner = PageRecord | SnippetRecord


def details(page: PageRecord, info: GraphQLResolveInfo) -> dict[str, Any]:
    """The page's own columns that the document asks for."""

    def load(pages: list[PageRecord]) -> Mapping[int, dict[str, Any]]:
        return all_details(reader_of(info), pages, info.context.asked)

    found: dict[str, Any] = page.related("details", load)
    return found


def all_details(
    reader: Reader, pages: list[PageRecord], asked: frozenset[str]
) -> dict[int, dict[str, Any]]:
    """One query for each kind of page among them that has a column asked for."""
    kinds = {page.model for page in pages if has_asked_columns(page.model, asked)}
    return {pk: row for model in kinds for pk, row in reader.details(pages, model, asked).items()}


def relatives(page: PageRecord, info: GraphQLResolveInfo) -> Relatives:
    """The pages above and the other languages of all siblings, as far as the document asks for them."""

    def load(pages: list[PageRecord]) -> Mapping[str, Relatives]:
        asked = info.context.asked
        found = reader_of(info).relatives(
            pages,
            page.scope,
            above="breadcrumbs" in asked,
            parents="parent" in asked,
            versions="translations" in asked,
        )
        Siblings({above.pk: above for above in found.at_paths.values()}.values(), page.scope)
        return {"": found}

    return page.siblings.load("relatives", load)[""]


def references(owner: Owner, info: GraphQLResolveInfo) -> Mapping[int, References]:
    """What each sibling points to."""

    def load(owners: list[Owner]) -> Mapping[int, References]:
        return {sibling.pk: references_of(columns(sibling, info)) for sibling in owners}

    return owner.siblings.load("references", load)


def columns(owner: Owner, info: GraphQLResolveInfo) -> dict[str, Any]:
    if isinstance(owner, PageRecord):
        # Also when a picture of all pages is asked for first: what is found is found for all.
        own = details(owner, info) if has_asked_columns(owner.model, info.context.asked) else {}
        return own | {"social_image_id": owner.social_image_id}
    return {name: getattr(owner, name) for name in (*owner.texts, *owner.pictures)}


def gathered(owner: Owner, info: GraphQLResolveInfo, kind: str) -> set[Any]:
    """The numbers of one kind that all siblings point to together."""
    every = references(owner, info).values()
    return set().union(*(getattr(found, kind) for found in every))


def pictures(owner: Owner, info: GraphQLResolveInfo) -> Mapping[int, PictureRecord]:
    def load(_owners: list[Owner]) -> Mapping[int, PictureRecord]:
        wanted = gathered(owner, info, "pictures")
        presets = info.context.presets
        return reader_of(info).pictures(wanted, presets) if wanted else {}

    return owner.siblings.load("pictures", load)


def documents(owner: Owner, info: GraphQLResolveInfo) -> Mapping[int, DocumentFile]:
    def load(_owners: list[Owner]) -> Mapping[int, DocumentFile]:
        wanted = gathered(owner, info, "documents")
        return reader_of(info).documents(wanted) if wanted else {}

    return owner.siblings.load("documents", load)


def linked_pages(owner: Owner, info: GraphQLResolveInfo) -> Mapping[int, PageRecord]:
    def load(_owners: list[Owner]) -> Mapping[int, PageRecord]:
        wanted = gathered(owner, info, "pages")
        return reader_of(info).by_ids(wanted, owner.scope) if wanted else {}

    return owner.siblings.load("linked pages", load)


def embeds(owner: Owner, info: GraphQLResolveInfo) -> Mapping[str, str]:
    def load(_owners: list[Owner]) -> Mapping[str, str]:
        wanted = gathered(owner, info, "embeds")
        return fetched_html(wanted) if wanted else {}

    return owner.siblings.load("embeds", load)


def linked_members(owner: Owner, info: GraphQLResolveInfo) -> Mapping[int, MemberRecord]:
    def load(_owners: list[Owner]) -> Mapping[int, MemberRecord]:
        wanted = gathered(owner, info, "members")
        found = MemberRecord.by_ids(wanted, owner.scope) if wanted else {}
        distinct = {member.pk: member for member in found.values()}
        Siblings(distinct.values(), owner.scope)
        return found

    return owner.siblings.load("linked members", load)


def links(owner: Owner, info: GraphQLResolveInfo) -> Links:
    """The addresses that the texts of all siblings lead to."""
    return Links(
        {number: page.url_path for number, page in linked_pages(owner, info).items()},
        {number: document.url for number, document in documents(owner, info).items()},
    )


def formatted(
    owner: Owner, info: GraphQLResolveInfo, source: str | None, footnotes: int = 0
) -> Formatted:
    return Formatted(source, lambda: links(owner, info), footnotes)


def picture(owner: Owner, info: GraphQLResolveInfo, number: int | None) -> "PlacedPicture | None":
    """The picture with a number, or None when there is none that the reader may see."""
    found = pictures(owner, info).get(number) if number else None
    return PlacedPicture(found, owner.scope) if found else None


class PlacedPicture:
    """A picture where it stands: alt replaces the picture's own alternative text there."""

    def __init__(self, record: PictureRecord, scope: Scope, alt: str = "") -> None:
        self.record = record
        self.scope = scope
        self.own_alt = alt

    @property
    def alt(self) -> str:
        return self.own_alt or self.record.alt(self.scope.languages)
