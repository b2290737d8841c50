"""The enums of the contract, each value with a description for frontend developers."""

from enum import Enum
from typing import Any

import graphene

from media.presets import PRESETS
from membership.form import FormFieldType as FieldTypes
from pages.dates import DatePrecision as Precision
from pages.models import PAGE_MODELS
from pages.models import EventKind as Kind
from snippets.models import MemberKind as Members


def described_enum(enum: type[Enum], description: str, **values: str) -> Any:
    """A GraphQL enum of a Python one. Raises KeyError when a value has no description."""
    texts = {member.name: values[member.name] for member in enum}
    return graphene.Enum.from_enum(
        enum, description=lambda value: description if value is None else texts[value.name]
    )


def listed_enum(name: str, description: str, **values: str) -> Any:
    """A GraphQL enum whose values stand for their own names."""
    enum = Enum(name, {value: value for value in values})  # type: ignore[misc]
    return described_enum(enum, description, **values)


PageType = listed_enum(
    "PageType",
    "The kinds of pages; each has a GraphQL type of its own.",
    **{model.page_type: f"A `{model.__name__}`." for model in PAGE_MODELS},
)
PageOrder = listed_enum(
    "PageOrder",
    "Orders of a list of pages.",
    TREE="As editors arranged them.",
    TITLE_ASC="By title.",
    TITLE_DESC="By title, backwards.",
    FIRST_PUBLISHED_ASC="Oldest first, by first publication.",
    FIRST_PUBLISHED_DESC="Newest first, by first publication.",
    LAST_PUBLISHED_DESC="The latest change first.",
)
DatePrecision = described_enum(
    Precision,
    "How much of a date holds.",
    YEAR="The year only.",
    MONTH="The year and the month.",
    DAY="The whole date.",
)
EventWhen = listed_enum(
    "EventWhen",
    "Which events, seen from now.",
    UPCOMING="Not yet over, the next first.",
    PAST="Over, the latest first.",
    ALL="All, the latest first.",
)
EventKind = described_enum(
    Kind,
    "What sort of event it is.",
    SEMINAR="A seminar.",
    CONFERENCE="A conference.",
    COMMEMORATION="A commemoration.",
    CEREMONY="A ceremony.",
    CAMPAIGN="A campaign.",
    OTHER="Anything else.",
)
MemberKind = described_enum(
    Members,
    "What sort of authority a member is.",
    CITY="A city.",
    MUNICIPALITY="A municipality.",
    REGION="A region.",
    ASSOCIATION="An association of local or regional authorities.",
)
MemberOrder = listed_enum(
    "MemberOrder",
    "Orders of a list of members.",
    NAME_ASC="By name, without regard to accents and capitals.",
    NAME_DESC="By name, backwards.",
    COUNTRY_ASC="By the country's name in the locale, then by name.",
    JOINED_ASC="The first to join first; those without a date last.",
    JOINED_DESC="The last to join first; those without a date last.",
)
FormFieldType = described_enum(
    FieldTypes,
    "How to draw a field of a form.",
    TEXT="One line of text.",
    MULTILINE="Several lines of text.",
    EMAIL="An e-mail address.",
    PHONE="A telephone number.",
    URL="The address of a website.",
    COUNTRY="One of `choices`, which are countries.",
    CHOICE="One of `choices`.",
    CHECKBOX="A box to tick, true or false; when required, it must be ticked.",
)
ImagePreset = listed_enum(
    "ImagePreset",
    "The named sizes of pictures; there are no others.",
    **{name: f"{preset.largest[0]} pixels wide at most." for name, preset in PRESETS.items()},
)
