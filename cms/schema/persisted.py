"""Documents that are named by a hash instead of being sent: Apollo's automatic ones, and trusted ones.

Trusted documents come from a manifest that graphql-codegen writes (`persisted-documents.json`: an id for
each text). With TRUSTED_ONLY nothing else is executed. Automatic ones are kept as callers send them, within
a number of bytes, and may be forgotten at any time: the protocol has the caller send them again.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from http import HTTPStatus
from pathlib import Path
from typing import Any

from django.conf import settings

from cms.schema.keeping import Kept, Shared

MOST_BYTES = 4 * 1024 * 1024
"""Of automatically persisted documents in one process."""
LONGEST = 32 * 1024
"""Characters of one of them."""
SECONDS = 30 * 24 * 3600
NOT_FOUND = "PERSISTED_QUERY_NOT_FOUND"
NOT_SUPPORTED = "PERSISTED_QUERY_NOT_SUPPORTED"


class NotPersisted(Exception):
    """No document may be executed for a request; args[0] is for the caller."""

    def __init__(self, message: str, code: str, status: HTTPStatus) -> None:
        super().__init__(message)
        self.code = code
        self.status = status


@dataclass(frozen=True, slots=True)
class KeptText:
    text: str

    @property
    def size(self) -> int:
        return 4 * len(self.text)


texts: Kept[KeptText] = Kept(MOST_BYTES)
shared = Shared("document", SECONDS)


def document_text(given: Mapping[str, Any]) -> Any:
    """The document that the parameters of a request send or name; None when they do neither.

    What is sent is not looked at, so that it may be no text at all. Raises NotPersisted.
    """
    text, name = given.get("query"), named(given)
    if text is None and name is not None:
        return text_named(name)
    if settings.TRUSTED_ONLY and text is not None and not is_trusted(text):
        raise NotPersisted(
            "Only documents that were registered are executed here.",
            "FORBIDDEN",
            HTTPStatus.FORBIDDEN,
        )
    if isinstance(text, str) and name is not None:
        keep(name, text)
    return text


def named(given: Mapping[str, Any]) -> str | None:
    """The id of a document: Apollo's `extensions.persistedQuery.sha256Hash`, or `documentId`."""
    extensions = given.get("extensions")
    persisted = extensions.get("persistedQuery") if isinstance(extensions, dict) else None
    name = persisted.get("sha256Hash") if isinstance(persisted, dict) else given.get("documentId")
    return name.removeprefix("sha256:") if isinstance(name, str) and name else None


def text_named(name: str) -> str:
    text = trusted_documents().get(name)
    if text is None and not settings.TRUSTED_ONLY:
        text = automatic(name)
    if text is not None:
        return text
    # Both messages are Apollo's own: its clients and urql compare them.
    if settings.TRUSTED_ONLY:
        raise NotPersisted("PersistedQueryNotSupported", NOT_SUPPORTED, HTTPStatus.OK)
    raise NotPersisted("PersistedQueryNotFound", NOT_FOUND, HTTPStatus.OK)


def automatic(name: str) -> str | None:
    found = texts.get(name)
    if found:
        return found.text
    # What a shared cache holds is checked: others may write to it.
    kept = shared.get(name) if len(name) == 64 else None
    text = kept.decode() if kept else None
    if text is None or digest(text) != name:
        return None
    texts.keep(name, KeptText(text))
    return text


def keep(name: str, text: str) -> None:
    """Raises NotPersisted when the hash is of another text."""
    if trusted_documents().get(name) == text or len(text) > LONGEST:
        return
    if digest(text) != name:
        raise NotPersisted(
            "provided sha does not match query", "BAD_REQUEST", HTTPStatus.BAD_REQUEST
        )
    if texts.get(name) is None:
        texts.keep(name, KeptText(text))
        shared.keep(name, text.encode())


def digest(text: str) -> str:
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def is_trusted(text: object) -> bool:
    return isinstance(text, str) and text in trusted_texts()


def trusted_documents() -> Mapping[str, str]:
    """Id → text, as the manifest has them; read once."""
    path = settings.PERSISTED_DOCUMENTS
    return read_manifest(Path(path)) if path else {}


def trusted_texts() -> frozenset[str]:
    path = settings.PERSISTED_DOCUMENTS
    return texts_of(Path(path)) if path else frozenset()


@cache
def texts_of(path: Path) -> frozenset[str]:
    return frozenset(read_manifest(path).values())


@cache
def read_manifest(path: Path) -> Mapping[str, str]:
    """Raises OSError, and ValueError for anything but one object of texts."""
    found = json.loads(path.read_text(encoding="utf-8"))
    if not isinstance(found, dict) or not all(isinstance(text, str) for text in found.values()):
        raise ValueError(f"{path} is no manifest of persisted documents")
    return {name.removeprefix("sha256:"): text for name, text in found.items()}
