"""The served schema as text: sorted, with one final newline, the same on every machine."""

from graphql import lexicographic_sort_schema, print_schema

from cms.schema import schema


def printed_schema() -> str:
    return print_schema(lexicographic_sort_schema(schema.graphql_schema)).rstrip() + "\n"
