"""Answers with a draft, to whoever holds a token for it: by `page` and `node`, and by nothing else."""

from typing import Any

from graphql import GraphQLResolveInfo

from cms.client_address import client_address
from cms.schema.context import asked_scope
from cms.schema.errors import RATE_LIMITED, CodedError
from cms.schema.nodes import GlobalId, decode_id, type_name_of
from pages.drafts import draft_record
from pages.reading import PageRecord
from pages.records import DocumentRecord
from preview import tries
from preview.grants import draft_of, open_token


def node_id(draft: Any) -> str:
    """The id by which `node` gives a draft; of one that nobody has saved, with the number 0."""
    return GlobalId(type_name_of(type(draft)), draft.pk or 0).encode()


def opened(info: GraphQLResolveInfo, token: str) -> Any:
    """The draft that the token grants, or None. From here on the answer is in no cache."""
    info.context.request.asks_for_preview = True
    client = client_address(info.context.request)
    try:
        tries.refuse_too_many(client)
    except tries.TooManyTries as refused:
        raise too_many(refused) from None
    grant = open_token(token)
    draft = grant and draft_of(grant)
    if draft is None:
        tries.count(client)
    return draft


def too_many(refused: tries.TooManyTries) -> CodedError:
    return CodedError(
        "There were too many wrong preview tokens. Try again later.",
        RATE_LIMITED,
        retryAfter=refused.retry_after_seconds,
    )


def previewed_page(
    info: GraphQLResolveInfo,
    token: str,
    path: str | None,
    id: str | None,
    locale: str | None,
    fallback: list[str] | None,
) -> PageRecord | None:
    """None when the token grants no page, or another one than the other arguments name."""
    draft = opened(info, token)
    if draft is None:
        return None
    scope = asked_scope(locale or draft.locale.language_code, fallback)
    record = draft_record(draft, scope)
    if not isinstance(record, PageRecord) or record.served != scope.locale:
        return None
    is_other = path is not None and f"/{path.strip('/')}/" != record.url_path
    return None if is_other or not fits(record, id) else record


def previewed_node(info: GraphQLResolveInfo, token: str, id: str) -> DocumentRecord | None:
    draft = opened(info, token)
    record = None if draft is None else draft_record(draft)
    return record if record and fits(record, id) else None


def fits(record: Any, id: str | None) -> bool:
    """Whether an id, where one is given, is the record's own."""
    if id is None:
        return True
    return decode_id(id) == GlobalId(type_name_of(record.model), record.pk)
