"""Makes the records of an answer from a draft, as if its row were public: nothing of it is read from the tables.

What a draft points to (parents, children, pictures, links, members) is read by the rule of all answers.
"""

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model

from pages.localisation import Scope
from pages.models import SitePage
from pages.people import (
    SHARED,
    MemberRecord,
    SecondeeRecord,
    SiteRecord,
    SnippetRecord,
    secondee_positions,
)
from pages.reading import COLUMNS, PageRecord, own_columns
from pages.records import DocumentRecord, one

UNSAVED = 0
"""The number of a document that nobody has saved yet; no row has it."""

SNIPPETS: dict[type[Model], type[SnippetRecord]] = {
    record.model: record for record in (MemberRecord, SecondeeRecord, SiteRecord)
}


def draft_record(draft: Any, scope: Scope | None = None) -> DocumentRecord | None:
    """draft is an instance of a page or snippet, alone in its place; None for anything else."""
    if isinstance(draft, SitePage):
        return page_record(draft, scope or own_scope(draft))
    if type(draft) in SNIPPETS:
        return snippet_record(draft, scope or own_scope(draft))
    return None


def own_scope(draft: Any) -> Scope:
    return Scope((draft.locale.language_code,))


def page_record(draft: SitePage, scope: Scope) -> PageRecord:
    row = [column(draft, name) for name in COLUMNS]
    record = one(PageRecord(row, {column(draft, "content_type_id"): type(draft)}), scope)
    # Reader.details would read the columns of the public row.
    record.siblings.loaded["details"] = {record.pk: details(draft)}
    return record


def details(draft: SitePage) -> dict[str, Any]:
    """In the shape that Reader.details gives: streams as their stored list of blocks."""
    kind: Any = type(draft)
    return {
        column: getattr(draft, column).get_prep_value() if is_stream else getattr(draft, column)
        for _name, column, is_stream in own_columns(kind)
    }


def snippet_record(draft: Any, scope: Scope) -> SnippetRecord:
    kind = SNIPPETS[type(draft)]
    record = one(kind([column(draft, name) for name in (*SHARED, *kind.fields)]), scope)
    if isinstance(record, SecondeeRecord):
        record.siblings.loaded["positions"] = positions_with(record, scope)
    return record


def positions_with(record: SecondeeRecord, scope: Scope) -> dict[Any, int]:
    """A secondee who is not public yet would come last."""
    public = secondee_positions(scope)
    return {record.translation_key: len(public) + 1} | public


def column(draft: Any, name: str) -> Any:
    """What the row would have in a column that records are read from."""
    match name:
        case "pk":
            return draft.pk or UNSAVED
        case "locale__language_code":
            return draft.locale.language_code
        case "content_type_id":
            return ContentType.objects.get_for_model(type(draft)).pk
        case "profiles":
            return draft.social_profiles.get_prep_value()
    return getattr(draft, name)
