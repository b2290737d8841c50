"""Reads public members, secondees and site information for one answer."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar, Self

from django.db.models import Count, F, QuerySet, Value
from django.db.models.functions import StrIndex

from pages.localisation import Scope, content_languages, preferred
from pages.parts import Part, Slice, cut
from pages.reading import raw_stream
from pages.records import DocumentRecord
from pages.visibility import public_snippets
from snippets.countries import country_codes, country_name, sorting_key
from snippets.models import Member, Secondee, SiteInformation
from snippets.models.base import TranslatedSnippet

SHARED = ("pk", "translation_key", "locale__language_code", "last_published_at")


class SnippetRecord(DocumentRecord):
    """A row of a snippet: the columns that fields names become attributes."""

    __slots__ = ()

    model: ClassVar[type[TranslatedSnippet]]
    fields: ClassVar[tuple[str, ...]]
    texts: ClassVar[tuple[str, ...]]
    """The fields that hold rich text."""
    pictures: ClassVar[tuple[str, ...]] = ()

    def __init__(self, row: Sequence[Any]) -> None:
        self.pk, self.translation_key, self.served, self.last_published_at, *own = row
        for name, value in zip(self.fields, own, strict=True):
            setattr(self, name, value)

    @property
    def title(self) -> str:
        return str(self.name)  # type: ignore[attr-defined]

    @classmethod
    def read(cls, rows: "QuerySet[Any, Any]") -> list[Self]:
        return [cls(row) for row in rows.values_list(*SHARED, *cls.fields)]

    @classmethod
    def in_scope(cls, scope: Scope) -> "QuerySet[Any, Any]":
        return preferred(public_snippets(cls.model), scope)

    @classmethod
    def by_ids(cls, ids: Iterable[int], scope: Scope) -> dict[int, Self]:
        """For each id of any version that leads to a public document, the version for the scope."""
        chosen = cls.model._default_manager.filter(pk__in=set(ids))
        keys = dict(chosen.values_list("pk", "translation_key"))
        versions = cls.read(cls.in_scope(scope).filter(translation_key__in=set(keys.values())))
        by_key = {version.translation_key: version for version in versions}
        return {pk: by_key[key] for pk, key in keys.items() if key in by_key}

    @classmethod
    def public(cls, ids: Iterable[int]) -> list[Self]:
        """The rows with these numbers that are public, in no order."""
        return cls.read(public_snippets(cls.model).filter(pk__in=ids))

    @classmethod
    def by_id(cls, pk: int) -> Self | None:
        found = cls.public([pk])
        return found[0] if found else None

    @classmethod
    def translations(cls, records: list[Self]) -> dict[int, list[Self]]:
        """Every public version of each record, itself included, in the site's order of languages."""
        rank = {tag: position for position, tag in enumerate(content_languages())}
        keys = {record.translation_key for record in records}
        found = cls.read(public_snippets(cls.model).filter(translation_key__in=keys))
        by_key: dict[Any, list[Self]] = {key: [] for key in keys}
        for version in sorted(found, key=lambda version: rank.get(version.served, len(rank))):
            by_key[version.translation_key].append(version)
        return {record.pk: by_key[record.translation_key] for record in records}


class MemberRecord(SnippetRecord):
    model = Member
    fields = (
        "name",
        "kind",
        "country",
        "website",
        "joined_on",
        "declaration_signed_on",
        "latitude",
        "longitude",
        "logo_id",
        "description",
    )
    texts = ("description",)
    pictures = ("logo_id",)
    __slots__ = fields

    name: str
    country: str
    declaration_signed_on: date | None


class SecondeeRecord(SnippetRecord):
    model = Secondee
    fields = ("name", "started_on", "ended_on", "organisation", "biography", "photo_id")
    texts = ("biography",)
    pictures = ("photo_id",)
    __slots__ = fields

    name: str


class SiteRecord(SnippetRecord):
    model = SiteInformation
    fields = ("name", "tagline", "patronage", "footer", "contact_email", "profiles")
    texts = ("patronage", "footer")
    __slots__ = fields

    name: str
    patronage: str
    footer: str
    profiles: list[dict[str, Any]]
    """The stored blocks of social_profiles."""

    @classmethod
    def in_scope(cls, scope: Scope) -> "QuerySet[Any, Any]":
        return super().in_scope(scope).annotate(profiles=raw_stream("social_profiles"))


@dataclass(frozen=True, slots=True)
class MemberFilter:
    """None and empty mean: no condition. Several values of one kind are alternatives."""

    countries: Sequence[str] = ()
    kinds: Sequence[str] = ()
    signatory: bool | None = None
    search: str = ""

    def apply(self, members: "QuerySet[Any, Any]") -> "QuerySet[Any, Any]":
        if self.countries:
            members = members.filter(country__in=self.countries)
        if self.kinds:
            members = members.filter(kind__in=self.kinds)
        if self.signatory is not None:
            members = members.filter(declaration_signed_on__isnull=not self.signatory)
        for word in self.search.split():
            members = members.filter(folded_name__contains=sorting_key(word))
        return members


MEMBER_ORDERS: dict[str, tuple[Any, ...]] = {
    "NAME_ASC": ("folded_name", "pk"),
    "NAME_DESC": ("-folded_name", "-pk"),
    "JOINED_ASC": (F("joined_on").asc(nulls_last=True), "folded_name", "pk"),
    "JOINED_DESC": (F("joined_on").desc(nulls_last=True), "folded_name", "pk"),
    "COUNTRY_ASC": ("country_position", "folded_name", "pk"),
}


class MemberList:
    """The members that match, in one scope: a part of them, and how many there are by country."""

    def __init__(self, scope: Scope, conditions: MemberFilter, order: str) -> None:
        self.scope = scope
        self.matching = conditions.apply(MemberRecord.in_scope(scope)).order_by()
        self.order = order

    def part(self, wanted: Slice) -> Part:
        rows = self.matching
        if self.order == "COUNTRY_ASC":
            rows = rows.annotate(country_position=country_position(self.scope.locale))
        return cut(rows.order_by(*MEMBER_ORDERS[self.order]), wanted, MemberRecord.read)

    def by_country(self) -> list[tuple[str, int]]:
        """(code, count), most first; countries with as many in the order of their names."""
        counted = self.matching.values_list("country").annotate(Count("pk"))
        language = self.scope.locale
        return sorted(
            counted, key=lambda row: (-row[1], sorting_key(country_name(row[0], language)))
        )


def country_position(language: str) -> StrIndex:
    """Where a member's country stands among all countries, by their names in a language."""
    codes = sorted(country_codes(), key=lambda code: sorting_key(country_name(code, language)))
    return StrIndex(Value(",".join(codes)), F("country"))


def secondees(scope: Scope, wanted: Slice) -> Part:
    """The first to serve comes first."""
    rows = SecondeeRecord.in_scope(scope).order_by("sort_order", "pk")
    return cut(rows, wanted, SecondeeRecord.read)


def secondee_positions(scope: Scope) -> dict[Any, int]:
    """Document → its place, 1 for the first, among all that are public in the scope."""
    rows = SecondeeRecord.in_scope(scope).order_by("sort_order", "pk")
    keys = rows.values_list("translation_key", flat=True)
    return {key: position for position, key in enumerate(keys, start=1)}


def site_information(scope: Scope) -> SiteRecord | None:
    found = SiteRecord.read(SiteRecord.in_scope(scope)[:1])
    return found[0] if found else None


@dataclass(frozen=True, slots=True)
class AllianceFigures:
    members: int
    countries: int
    signatories: int
    signatory_countries: int


def alliance_figures() -> AllianceFigures:
    """Counted over the source language: each member once, translated or not."""
    source = Member.objects.filter(locale__language_code=content_languages()[0])
    rows = public_snippets(Member).filter(pk__in=source.values("pk"))
    counted = rows.values_list("country").annotate(Count("pk"), Count("declaration_signed_on"))
    figures = list(counted.order_by())
    return AllianceFigures(
        members=sum(members for _country, members, _signed in figures),
        countries=len(figures),
        signatories=sum(signed for _country, _members, signed in figures),
        signatory_countries=sum(1 for _country, _members, signed in figures if signed),
    )
