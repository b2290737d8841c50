"""What the documents say is true."""

import json
import re
from pathlib import Path

import pytest
from graphql import OperationDefinitionNode, parse, validate

from cms.schema import errors, schema
from cms.settings.env import settings_table
from cms.settings.limits import limits_table

pytestmark = pytest.mark.django_db

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
GUIDE = (ROOT / "docs/graphql.md").read_text(encoding="utf-8")
SECURITY = (ROOT / "docs/security.md").read_text(encoding="utf-8")
OPERATIONS = sorted((ROOT / "graphql/operations").glob("*.graphql"))


def between(name: str) -> str:
    return README.split(f"<!-- {name}:begin -->")[1].split(f"<!-- {name}:end -->")[0].strip()


def test_table_of_settings_is_what_is_read():
    assert between("settings") == settings_table(), "run `make settings-table`"


def test_table_of_limits_is_what_holds():
    table = SECURITY.split("<!-- limits:begin -->")[1].split("<!-- limits:end -->")[0].strip()

    assert table == limits_table(), "run `python -m cms.settings.limits`"


def test_every_make_target_that_is_told_exists():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    told = set(re.findall(r"make ([a-z][a-z0-9-]*)", README + SECURITY))

    assert {"run", "test"} <= told
    assert not {name for name in told if f"\n{name}:" not in makefile}


def test_every_link_to_a_file_leads_somewhere():
    links = re.findall(r"\]\(([^)#]+)\)", README)

    assert [link for link in links if "://" not in link and not (ROOT / link).exists()] == []


def test_licence_of_every_package_in_the_assets_stands_beside_it():
    folder = ROOT / "cms/static/graphiql"
    taken = re.findall(
        r"^take (\S+)", (folder / "update").read_text(encoding="utf-8"), re.MULTILINE
    )

    assert taken
    for package in taken:
        licence = (folder / f"{package}.LICENSE").read_text(encoding="utf-8")
        assert licence.startswith("MIT License")


def test_settings_are_documented():
    assert all(f"| `{line}` |" in README for line in ("SECRET_KEY", "DATABASE_URL", "LANGUAGES"))


@pytest.mark.parametrize("path", OPERATIONS, ids=lambda path: path.stem)
def test_operation_is_valid_and_named_as_its_file(path):
    document = parse(path.read_text(encoding="utf-8"))

    assert validate(schema.graphql_schema, document) == []
    operations = [one for one in document.definitions if isinstance(one, OperationDefinitionNode)]
    assert [operation.name.value for operation in operations] == [path.stem]


def test_first_query_gives_the_answer_that_is_shown(sample_site, client):
    query = json.loads(README.split("-d '")[1].split("'\n```")[0])

    answer = client.post("/graphql/", query, content_type="application/json").json()

    shown = between("answer").removeprefix("```json").removesuffix("```")
    assert json.loads(shown) == answer


SECTION = re.compile(
    r"```graphql\n(?P<query>.*?)```\n\nVariables:\n\n```json\n(?P<variables>.*?)```"
    r"(?:\n\nAnswer:\n\n```json\n(?P<answer>.*?)```)?",
    re.DOTALL,
)
SECTIONS = [match.groupdict() for match in SECTION.finditer(GUIDE)]


def name_of(section: dict[str, str]) -> str:
    return re.search(r"(?:query|mutation) (\w+)", section["query"])[1]


def without_ids(value: object) -> object:
    """Ids follow the numbers of rows, which differ from one database to the next."""
    if isinstance(value, dict):
        return {key: without_ids(item) for key, item in value.items() if key != "id"}
    return [without_ids(item) for item in value] if isinstance(value, list) else value


def test_guide_quotes_every_operation():
    quoted = {name_of(section): section["query"] for section in SECTIONS}

    assert quoted == {path.stem: path.read_text(encoding="utf-8") for path in OPERATIONS}
    assert len(SECTIONS) >= 10
    assert GUIDE.count("```graphql") == len(SECTIONS)


@pytest.mark.parametrize("text", [GUIDE, SECURITY], ids=["graphql", "security"])
def test_links_of_the_docs_lead_somewhere(text):
    links = re.findall(r"\]\(([^)#]+)\)", text)

    assert [link for link in links if not (ROOT / "docs" / link).exists()] == []


@pytest.mark.parametrize("section", SECTIONS, ids=name_of)
@pytest.mark.parametrize("tag", ["", "fr", "en", "de", "rom"])
def test_query_of_the_guide_answers_on_the_sample_content(sample_site, execute, section, tag):
    variables = json.loads(section["variables"])
    if tag and "locale" in variables:
        variables |= {"locale": tag, "fallback": ["fr"]}

    data = execute(section["query"], **variables)

    assert all(data.values())
    if section["answer"] and not tag:
        assert without_ids(json.loads(section["answer"])) == without_ids({"data": data})


def test_codes_of_errors_are_told():
    constants = {value for name, value in vars(errors).items() if name.isupper()}
    codes = {value for value in constants if str(value).isupper()}

    assert {code for code in codes if f"`{code}`" not in GUIDE} == set()
