"""What the documents say is true."""

import json
import re
from pathlib import Path

import pytest
from graphql import parse, validate

from cms.schema import schema
from cms.settings.env import settings_table

pytestmark = pytest.mark.django_db

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
OPERATIONS = sorted((ROOT / "graphql/operations").glob("*.graphql"))


def between(name: str) -> str:
    return README.split(f"<!-- {name}:begin -->")[1].split(f"<!-- {name}:end -->")[0].strip()


def test_table_of_settings_is_what_is_read():
    assert between("settings") == settings_table(), "run `make settings-table`"


def test_every_make_target_that_is_told_exists():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    told = set(re.findall(r"make ([a-z][a-z0-9-]*)", README))

    assert {"run", "test"} <= told
    assert not {name for name in told if f"\n{name}:" not in makefile}


def test_every_link_to_a_file_leads_somewhere():
    links = re.findall(r"\]\(([^)#]+)\)", README)

    assert [link for link in links if "://" not in link and not (ROOT / link).exists()] == []


def test_settings_are_documented():
    assert all(f"| `{line}` |" in README for line in ("SECRET_KEY", "DATABASE_URL", "LANGUAGES"))


@pytest.mark.parametrize("path", OPERATIONS, ids=lambda path: path.stem)
def test_operation_is_valid_and_named_as_its_file(path):
    document = parse(path.read_text(encoding="utf-8"))

    assert validate(schema.graphql_schema, document) == []
    assert [definition.name.value for definition in document.definitions] == [path.stem]


def test_first_query_gives_the_answer_that_is_shown(sample_site, client):
    query = json.loads(README.split("-d '")[1].split("'\n```")[0])

    answer = client.post("/graphql/", query, content_type="application/json").json()

    shown = between("answer").removeprefix("```json").removesuffix("```")
    assert json.loads(shown) == answer


@pytest.mark.parametrize("path", OPERATIONS, ids=lambda path: path.stem)
@pytest.mark.parametrize("tag", ["fr", "en", "de", "rom"])
def test_operation_answers_on_the_sample_content(sample_site, execute, path, tag):
    data = execute(
        path.read_text(encoding="utf-8"), path="/fr/objectifs/", locale=tag, fallback=["fr"]
    )

    assert all(data.values())
