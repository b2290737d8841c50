"""Reads public members, secondees and site information for one answer."""

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, ClassVar, Self

from django.db.models import (
    BigIntegerField,
    BooleanField,
    Count,
    DateTimeField,
    ExpressionWrapper,
    F,
    QuerySet,
    TextField,
    UUIDField,
    Value,
)
from django.db.models.functions import StrIndex
from django.db.models.lookups import GreaterThan

from pages.localisation import Scope, content_languages, is_preferred, preferred
from pages.parts import Part, Slice, cut, cut_by_index
from pages.reading import raw_stream
from pages.records import DocumentRecord
from pages.visibility import live_now, public_snippets
from snippets.countries import country_codes, country_name, sorting_key
from snippets.models import Member, Secondee, SiteInformation
from snippets.models.base import TranslatedSnippet
from statements import Among, Given, rows

SHARED = ("pk", "translation_key", "locale__language_code", "last_published_at")
UNDATED = (*SHARED[:-1], Value(None, output_field=DateTimeField()))
"""The same without the moment, which only the status of a translation depends on."""


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
    def find(
        cls, shape: Hashable, chosen: Callable[[], "QuerySet[Any, Any]"], **given: Any
    ) -> list[Self]:
        """What chosen() finds, whose SQL depends on shape alone."""
        return cls.find_columns(shape, chosen, (*UNDATED, *cls.fields), **given)

    @classmethod
    def find_columns(
        cls,
        shape: Hashable,
        chosen: Callable[[], "QuerySet[Any, Any]"],
        columns: Sequence[Any],
        *,
        one_plan: bool = True,
        **given: Any,
    ) -> list[Self]:
        """The same; columns stand for those of SHARED and then for fields."""
        found = rows(
            (cls, shape), lambda: chosen().values_list(*columns), one_plan=one_plan, **given
        )
        return [cls(row) for row in found]

    @classmethod
    def without_texts(cls) -> list[Any]:
        """What stands for fields where no text is read."""
        nothing = Value(None, output_field=TextField())
        return [nothing if name in cls.texts else name for name in cls.fields]

    @classmethod
    def by_ids(cls, ids: Iterable[int], scope: Scope) -> dict[int, Self]:
        """For each id of any version that leads to a public document, the version for the scope; one query."""

        def versions() -> "QuerySet[Any, Any]":
            chosen = cls.model._default_manager.filter(Among("pk", "ids", BigIntegerField()))
            keys = chosen.order_by().values("translation_key")
            public = live_now() & is_preferred(public_snippets(cls.model), scope)
            shown = ExpressionWrapper(public, BooleanField())
            every = cls.with_streams(cls.model._default_manager.filter(translation_key__in=keys))
            return (
                every.order_by().annotate(shown=shown).values_list(*UNDATED, *cls.fields, "shown")
            )

        wanted = list(set(ids))
        found = rows((cls, "by ids", scope.languages), versions, ids=wanted)
        shown = [cls(row) for *row, is_shown in found if is_shown]
        by_key = {version.translation_key: version for version in shown}
        keys = {row[0]: row[1] for row in found}
        return {pk: by_key[keys[pk]] for pk in wanted if keys.get(pk) in by_key}

    @classmethod
    def with_streams(cls, rows: "QuerySet[Any, Any]") -> "QuerySet[Any, Any]":
        """The rows with what fields names besides columns."""
        return rows

    @classmethod
    def public(cls, ids: Iterable[int]) -> list[Self]:
        """The rows with these numbers that are public, in no order."""
        return cls.find(
            "public",
            lambda: (
                cls.with_streams(public_snippets(cls.model))
                .filter(Among("pk", "ids", BigIntegerField()))
                .order_by()
            ),
            ids=list(ids),
        )

    @classmethod
    def by_id(cls, pk: int) -> Self | None:
        found = cls.public([pk])
        return found[0] if found else None

    @classmethod
    def translations(cls, records: list[Self]) -> dict[int, list[Self]]:
        """Every public version of each record, itself included, in the site's order of languages."""
        rank = {tag: position for position, tag in enumerate(content_languages())}
        keys = {record.translation_key for record in records}
        found = cls.find(
            "translations",
            lambda: (
                cls.with_streams(public_snippets(cls.model))
                .filter(Among("translation_key", "keys", UUIDField()))
                .order_by()
            ),
            keys=list(keys),
        )
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

    def __init__(self, row: Sequence[Any]) -> None:
        """As for the others, name by name: lists of members are long."""
        (
            self.pk,
            self.translation_key,
            self.served,
            self.last_published_at,
            self.name,
            self.kind,
            self.country,
            self.website,
            self.joined_on,
            self.declaration_signed_on,
            self.latitude,
            self.longitude,
            self.logo_id,
            self.description,
        ) = row


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
        return cls.with_streams(super().in_scope(scope))

    @classmethod
    def with_streams(cls, rows: "QuerySet[Any, Any]") -> "QuerySet[Any, Any]":
        return rows.annotate(profiles=raw_stream("social_profiles"))


@dataclass(frozen=True, slots=True)
class MemberFilter:
    """None and empty mean: no condition. Several values of one kind are alternatives."""

    countries: Sequence[str] = ()
    kinds: Sequence[str] = ()
    signatory: bool | None = None
    search: str = ""

    @property
    def words(self) -> list[str]:
        return [sorting_key(word) for word in self.search.split()]

    @property
    def shape(self) -> Hashable:
        """What the SQL depends on."""
        return bool(self.countries), bool(self.kinds), self.signatory, len(self.words)

    @property
    def given(self) -> dict[str, Any]:
        words = {f"word_{number}": word for number, word in enumerate(self.words)}
        return {"countries": list(self.countries), "kinds": list(self.kinds), **words}

    def apply(self, members: "QuerySet[Any, Any]") -> "QuerySet[Any, Any]":
        """With the values of `given`."""
        if self.countries:
            members = members.filter(Among("country", "countries", TextField()))
        if self.kinds:
            members = members.filter(Among("kind", "kinds", TextField()))
        if self.signatory is not None:
            members = members.filter(declaration_signed_on__isnull=not self.signatory)
        for number in range(len(self.words)):
            place = StrIndex(F("folded_name"), Given(f"word_{number}", TextField()))
            members = members.filter(GreaterThan(place, 0))
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

    def __init__(
        self, scope: Scope, conditions: MemberFilter, order: str, *, with_texts: bool = True
    ) -> None:
        self.columns = MemberRecord.fields if with_texts else MemberRecord.without_texts()
        self.with_texts = with_texts
        self.scope = scope
        self.conditions = conditions
        self.order = order
        self.shape = (scope.languages, conditions.shape)

    def matching(self) -> "QuerySet[Any, Any]":
        return self.conditions.apply(MemberRecord.in_scope(self.scope)).order_by()

    def ordered(self) -> "QuerySet[Any, Any]":
        found = self.matching()
        if self.order == "COUNTRY_ASC":
            found = found.annotate(country_position=country_position(self.scope.locale))
        return found.order_by(*MEMBER_ORDERS[self.order])

    def part(self, wanted: Slice) -> Part:
        return cut_by_index(wanted, self.between, self.count)

    def between(self, start: int, stop: int) -> list[MemberRecord]:
        return MemberRecord.find_columns(
            ("list", self.shape, self.order, start, stop, self.with_texts),
            lambda: self.ordered()[start:stop],
            (*UNDATED, *self.columns),
            # A large country is found soonest in the order of names, a small one by its own index.
            one_plan=not self.conditions.countries,
            **self.conditions.given,
        )

    def count(self) -> int:
        return sum(count for _code, count in self.counted)

    @cached_property
    def counted(self) -> Sequence[Sequence[Any]]:
        """(code, count) in no order."""
        return rows(
            ("members by country", self.shape),
            lambda: (
                self.matching()
                .values("country")
                .annotate(count=Count("pk"))
                .values_list("country", "count")
            ),
            **self.conditions.given,
        )

    def by_country(self) -> list[tuple[str, int]]:
        """(code, count), most first; countries with as many in the order of their names."""
        language = self.scope.locale
        return sorted(
            ((code, count) for code, count in self.counted),
            key=lambda row: (-row[1], sorting_key(country_name(row[0], language))),
        )


def country_position(language: str) -> StrIndex:
    """Where a member's country stands among all countries, by their names in a language."""
    codes = sorted(country_codes(), key=lambda code: sorting_key(country_name(code, language)))
    return StrIndex(Value(",".join(codes)), F("country"))


def secondees(scope: Scope, wanted: Slice) -> Part:
    """The first to serve comes first."""
    found = SecondeeRecord.in_scope(scope).order_by("sort_order", "pk")
    return cut(found, wanted, SecondeeRecord.read)


def secondee_positions(scope: Scope) -> dict[Any, int]:
    """Document → its place, 1 for the first, among all that are public in the scope."""
    found = SecondeeRecord.in_scope(scope).order_by("sort_order", "pk")
    keys = found.values_list("translation_key", flat=True)
    return {key: position for position, key in enumerate(keys, start=1)}


def site_information(scope: Scope) -> SiteRecord | None:
    found = SiteRecord.find(
        ("site", scope.languages), lambda: SiteRecord.in_scope(scope).order_by("pk")[:1]
    )
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
    public = public_snippets(Member).filter(pk__in=source.values("pk"))
    counted = public.values_list("country").annotate(Count("pk"), Count("declaration_signed_on"))
    figures = list(counted.order_by())
    return AllianceFigures(
        members=sum(members for _country, members, _signed in figures),
        countries=len(figures),
        signatories=sum(signed for _country, _members, signed in figures),
        signatory_countries=sum(1 for _country, _members, signed in figures if signed),
    )
