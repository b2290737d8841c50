"""The scalars of the contract: language tags and country codes; dates and UUIDs are graphene's."""

import re
from typing import Any

import graphene
from graphql import GraphQLError, StringValueNode, ValueNode

LANGUAGE_TAG = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")
COUNTRY_CODE = re.compile(r"[A-Z]{2}")


class TextScalar(graphene.Scalar):
    """A string of a fixed form; anything else is an error."""

    class Meta:
        abstract = True

    @staticmethod
    def checked(value: Any, pattern: re.Pattern[str], example: str) -> str:
        if not isinstance(value, str) or not pattern.fullmatch(value):
            raise GraphQLError(f"Expected {example}.")
        return value

    @classmethod
    def parse_literal(cls, node: ValueNode, _variables: Any = None) -> Any:
        return cls.parse_value(node.value if isinstance(node, StringValueNode) else None)

    @staticmethod
    def serialize(value: Any) -> str:
        return str(value)

    @staticmethod
    def parse_value(value: Any) -> str:
        raise NotImplementedError


class LanguageTag(TextScalar):
    class Meta:
        description = (
            "An RFC 5646 language tag of a content language of the site, such as `fr`, `en`, `de` or "
            "`rom`. Read without regard to case."
        )

    @staticmethod
    def parse_value(value: Any) -> str:
        return TextScalar.checked(value, LANGUAGE_TAG, "a language tag such as fr, en, de or rom")


class CountryCode(TextScalar):
    class Meta:
        description = "An ISO 3166-1 alpha-2 country code in capitals, such as `FR` or `MK`."

    @staticmethod
    def parse_value(value: Any) -> str:
        return TextScalar.checked(value, COUNTRY_CODE, "a country code such as FR or MK")
