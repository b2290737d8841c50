"""Which language version of a document stands for the locale that was asked for.

Reading with a fallback never writes anything: a fallback is a choice among rows, made by the database.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Any, Protocol, Self, cast

from django.conf import settings
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from wagtail.models import Locale


class UnknownLanguage(ValueError):
    """The tag names no content language of this site; args[0] is the tag."""


@dataclass(frozen=True, slots=True)
class Scope:
    """The locale that was asked for, then the fallbacks in their order: no tag twice, never empty."""

    languages: tuple[str, ...]

    @classmethod
    def asked(cls, locale: str, fallback: list[str] | None = None) -> Self:
        """Tags are compared without case (RFC 5646, 2.1.1). Raises UnknownLanguage."""
        tags = [known_language(tag) for tag in (locale, *(fallback or []))]
        return cls(tuple(dict.fromkeys(tags)))

    @property
    def locale(self) -> str:
        return self.languages[0]

    @property
    def has_fallback(self) -> bool:
        return len(self.languages) > 1


def content_languages() -> list[str]:
    """The tags of all content languages, the source first."""
    return [tag for tag, _name in settings.WAGTAIL_CONTENT_LANGUAGES]


def known_language(tag: str) -> str:
    """The tag as this site writes it. Raises UnknownLanguage."""
    for known in content_languages():
        if known.casefold() == tag.casefold():
            return known
    raise UnknownLanguage(tag)


def preferred(visible: "QuerySet[Any]", scope: Scope) -> "QuerySet[Any]":
    """Of each document among the visible rows, the version in the first of the scope's languages that has one.

    Filter the result, not the argument: a version must not win because a better one was filtered out.
    """
    if len(scope.languages) == 1:
        # Looked up first and once: a join would keep PostgreSQL from reading an index in its order.
        language = Locale.objects.filter(language_code=scope.languages[0]).values("pk")[:1]
        return visible.filter(locale=Subquery(language))
    return visible.filter(is_preferred(visible, scope))


def is_preferred(visible: "QuerySet[Any]", scope: Scope) -> Q:
    """Whether a version, if it is visible, is the one in the first of the scope's languages that has one."""
    first, *others = scope.languages
    chosen: Any = Q(locale__language_code=first)
    better = [first]
    for language in others:
        versions = visible.filter(translation_key=OuterRef("translation_key"))
        taken = Exists(versions.filter(locale__language_code__in=list(better)))
        chosen |= Q(locale__language_code=language) & ~taken
        better.append(language)
    return cast(Q, chosen)


class TranslationStatus(Enum):
    """How a language version stands to the source of its document."""

    SOURCE = "SOURCE"
    TRANSLATED = "TRANSLATED"
    OUTDATED = "OUTDATED"
    ALIAS = "ALIAS"


class Version(Protocol):
    """What the status of a language version depends on."""

    served: str
    last_published_at: datetime | None


def statuses(versions: Sequence[Version], outdated: Mapping[str, bool]) -> list[TranslationStatus]:
    """The status of each of the public versions of one document.

    outdated tells by language whether an approved translation is behind its source. Of a version that it does
    not name only the dates are known: then the later publication of the source makes it outdated. Without a
    public source nothing is.
    """
    source_language = content_languages()[0]
    source = next((version for version in versions if version.served == source_language), None)
    return [status(version, source, outdated.get(version.served)) for version in versions]


def status(version: Version, source: Version | None, outdated: bool | None) -> TranslationStatus:
    if version is source:
        return TranslationStatus.SOURCE
    if getattr(version, "alias_of_id", None):
        return TranslationStatus.ALIAS
    if source and outdated is None:
        outdated = is_later(source.last_published_at, version.last_published_at)
    return TranslationStatus.OUTDATED if source and outdated else TranslationStatus.TRANSLATED


def is_later(moment: datetime | None, than: datetime | None) -> bool:
    return moment is not None and than is not None and moment > than
