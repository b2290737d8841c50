"""What one request to the GraphQL endpoint may ask for, and how often: every figure, with what it means.

The figures follow what GitHub, Shopify, Saleor, Contentful and Hygraph publish, and the defaults of graphql-armor.
"""

import sys
from typing import Any

from pydantic import BaseModel, ConfigDict, Field


class GraphQLLimits(BaseModel):
    """One more than any of these is an error with a code, never a silent cut."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    body_bytes: int = Field(default=131_072, ge=1, description="Bytes of a request's body.")
    json_nesting: int = Field(default=100, ge=1, description="Levels of JSON in the body.")
    text_length: int = Field(default=32_768, ge=1, description="Characters of the document.")
    tokens: int = Field(default=4_000, ge=1, description="Lexical tokens of the document.")
    comments: int = Field(default=500, ge=0, description="Comments in the document.")
    alias_length: int = Field(default=100, ge=1, description="Characters of an alias.")
    depth: int = Field(default=15, ge=1, description="Fields within fields, fragments followed.")
    introspection_depth: int = Field(
        default=25, ge=1, description="The same inside an introspection."
    )
    aliases: int = Field(
        default=50, ge=0, description="Aliases in the document, over all fragments."
    )
    root_fields: int = Field(
        default=20, ge=1, description="Fields of an operation, over all fragments."
    )
    directives: int = Field(default=50, ge=0, description="Directives in the document.")
    operations: int = Field(default=10, ge=1, description="Operations in the document.")
    fragments: int = Field(default=200, ge=0, description="Fragments in the document.")
    variables: int = Field(default=50, ge=0, description="Variables of all operations together.")
    merge_pairs: int = Field(
        default=20_000, ge=1, description="Pairs of fields that meet at one place of the answer."
    )
    mutations: int = Field(default=1, ge=1, description="Mutations in one request.")
    cost: int = Field(default=10_000, ge=1, description="Objects that an answer may hold at most.")
    introspection_cost: int = Field(
        default=150_000,
        ge=1,
        description="The same for an introspection; the usual one costs about half.",
    )
    page_size: int = Field(default=20, ge=1, description="Items of a list unless told.")
    max_page_size: int = Field(default=100, ge=1, description="Items of a list at most.")
    offset: int = Field(default=10_000, ge=1, description="Items that a cursor may skip.")
    errors: int = Field(
        default=20, ge=1, description="Errors in one answer; the first ones are told."
    )
    message_length: int = Field(
        default=300, ge=50, description="Characters of one error's message."
    )
    error_bytes: int = Field(
        default=65_536, ge=1_000, description="Bytes of all errors of an answer."
    )
    seconds: float = Field(default=5, gt=0, description="Seconds that an answer may take.")
    statement_seconds: float = Field(
        default=3, gt=0, description="Seconds that one statement may take in PostgreSQL."
    )
    requests_per_minute: int = Field(
        default=300, ge=1, description="Operations of one client in a minute."
    )
    burst: int = Field(default=60, ge=1, description="Operations of one client in ten seconds.")
    cost_per_minute: int = Field(
        default=100_000, ge=1, description="Cost of one client in a minute."
    )
    key_requests_per_minute: int = Field(
        default=3_000, ge=1, description="Operations of one API key."
    )
    key_burst: int = Field(
        default=600, ge=1, description="Operations of one API key in ten seconds."
    )
    key_cost_per_minute: int = Field(default=1_000_000, ge=1, description="Cost of one API key.")
    key_mutations: int = Field(
        default=4, ge=1, description="Mutations in one request with an API key."
    )


def given_limits(text: str) -> dict[str, Any]:
    """`DEPTH=20,COST=20000` as names of fields and texts. Raises ValueError for anything else."""
    parts = [part.strip() for part in text.split(",") if part.strip()]
    pairs = [part.partition("=") for part in parts]
    return {name.strip().lower(): value.strip() for name, _equals, value in pairs}


def limits_table() -> str:
    """The table in docs/security.md, in Markdown."""
    rows = [
        f"| `{name.upper()}` | {field.default:,} | {field.description} |"
        for name, field in GraphQLLimits.model_fields.items()
    ]
    return "\n".join(["| Limit | Default | What it counts |", "|---|---|---|", *rows])


if __name__ == "__main__":
    sys.stdout.write(limits_table() + "\n")
