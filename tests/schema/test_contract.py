"""The public contract: what is promised, what is committed, and what is served."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from graphql import (
    GraphQLSchema,
    build_schema,
    find_breaking_changes,
    is_enum_type,
    is_input_object_type,
    is_introspection_type,
    is_scalar_type,
    is_union_type,
)

from cms.schema import schema
from cms.schema.printing import printed_schema

ROOT = Path(__file__).parents[2]
SERVED: GraphQLSchema = schema.graphql_schema


def test_committed_schema_is_what_is_served():
    committed = (ROOT / "graphql/schema.graphql").read_text(encoding="utf-8")

    assert committed == printed_schema(), "run `make schema` and commit graphql/schema.graphql"


@pytest.mark.parametrize("language", ["fr", "en", "de"])
def test_schema_is_the_same_whatever_the_language(language):
    """Descriptions that come from translated help texts freeze in the language of the first import."""
    code = (
        "import django; from django.utils import translation; django.setup();"
        f"translation.activate('{language}');"
        "from cms.schema.printing import printed_schema; import sys;"
        "sys.stdout.buffer.write(printed_schema().encode())"
    )
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "cms.settings.test",
        "LANGUAGES": f"{language},rom",
    }

    result = subprocess.run(  # noqa: S603
        [sys.executable, "-c", code], capture_output=True, check=True, cwd=ROOT, env=environment
    )

    assert result.stdout.decode() == printed_schema()


def test_served_schema_keeps_every_promise():
    """Types, fields and arguments may be added; nothing of the contract may go or change."""
    contract = build_schema((ROOT / "graphql/contract.graphql").read_text(encoding="utf-8"))

    # From its own text: graphene's enums hold Python values, which the comparison would take for changes.
    assert find_breaking_changes(contract, build_schema(printed_schema())) == []


def test_contract_test_sees_a_broken_promise():
    contract = (ROOT / "graphql/contract.graphql").read_text(encoding="utf-8")
    more = contract.replace("contentVersion: String!", "contentVersion: String!  another: Int")

    changes = find_breaking_changes(build_schema(more), build_schema(printed_schema()))

    assert [change.description for change in changes] == ["Query.another was removed."]


def parts_without_description():
    for name, kind in SERVED.type_map.items():
        if is_introspection_type(kind) or name in {"String", "Int", "Float", "Boolean", "ID"}:
            continue
        if not kind.description:
            yield name
        if is_enum_type(kind):
            yield from (
                f"{name}.{key}" for key, value in kind.values.items() if not value.description
            )
        elif not (is_scalar_type(kind) or is_union_type(kind)):
            yield from undescribed_fields(name, kind)


def undescribed_fields(name, kind):
    for key, field in kind.fields.items():
        if not field.description:
            yield f"{name}.{key}"
        if not is_input_object_type(kind):
            yield from (
                f"{name}.{key}({arg})" for arg, a in field.args.items() if not a.description
            )


def test_every_type_field_and_argument_has_a_description():
    assert list(parts_without_description()) == []


def test_no_type_shows_a_column_that_is_nobodys_business():
    words = {"owner", "draft", "unpublished", "locked", "superuser", "password", "hasUnpublished"}
    names = {
        field.lower()
        for kind in SERVED.type_map.values()
        if hasattr(kind, "fields") and not is_introspection_type(kind)
        for field in kind.fields
    }

    assert not {name for name in names for word in words if word.lower() in name}


def test_contract_folder_holds_no_python():
    """A package named graphql would shadow graphql-core."""
    assert list((ROOT / "graphql").rglob("*.py")) == []


def test_schema_builds_from_its_own_text():
    assert build_schema(printed_schema()).query_type
