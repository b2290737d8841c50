"""Countries as frontends read them."""

import graphene

from cms.schema.scalars import CountryCode
from snippets.countries import country_name


class Country(graphene.ObjectType):
    class Meta:
        description = "A country; its name is in the locale of the node that it hangs on."

    code = CountryCode(required=True, description="ISO 3166-1 alpha-2.")
    name = graphene.String(
        required=True,
        description="From CLDR, in the locale asked for; in the source language where CLDR does not "
        "know the locale (Romani).",
    )


def country(code: str | None, language: str) -> dict[str, str] | None:
    return {"code": code, "name": country_name(code, language)} if code else None


class CountryCount(graphene.ObjectType):
    class Meta:
        description = "How many members a country has."

    country = graphene.Field(Country, required=True, description="The country.")
    count = graphene.Int(required=True, description="How many of all that match.")
