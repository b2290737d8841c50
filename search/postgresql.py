"""Search on PostgreSQL: a weighted vector kept by a trigger, asked with websearch_to_tsquery."""

import re
from typing import Any

from django.contrib.postgres.search import SearchHeadline, SearchQuery, SearchRank
from django.db.models import F, QuerySet, TextField, Value

from search.languages import configuration, shipped_name
from statements import Given

BY_LENGTH = Value(1)
"""ts_rank's normalisation: divided by 1 + the logarithm of the length."""

MINUSES = re.compile(r"-(?:\s*-)+")

TRIGGER = """
CREATE OR REPLACE FUNCTION search_entry_vector() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.vector := setweight(to_tsvector(NEW.configuration::regconfig, NEW.title), 'A')
             || setweight(to_tsvector(NEW.configuration::regconfig, NEW.body), 'B');
  RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER search_entry_vector BEFORE INSERT OR UPDATE ON search_searchentry
  FOR EACH ROW EXECUTE FUNCTION search_entry_vector();
"""


def install(connection: Any, languages: list[str]) -> None:
    """Make what the index needs of the database, where it is not there yet."""
    with connection.cursor() as cursor:
        cursor.execute("CREATE EXTENSION IF NOT EXISTS unaccent")
        cursor.execute("SELECT cfgname FROM pg_ts_config")
        known = {name for (name,) in cursor.fetchall()}
        for language in languages:
            if configuration(language) not in known:
                make_configuration(cursor, language, known)
        cursor.execute(TRIGGER)


def make_configuration(cursor: Any, language: str, known: set[str]) -> None:
    name = configuration(language)
    base = shipped_name(language) if shipped_name(language) in known else "simple"
    cursor.execute(f'CREATE TEXT SEARCH CONFIGURATION "{name}" (COPY = "{base}")')
    stem = "simple" if base == "simple" else f"{base}_stem"
    cursor.execute(
        f'ALTER TEXT SEARCH CONFIGURATION "{name}" '
        f'ALTER MAPPING FOR hword, hword_part, word WITH unaccent, "{stem}"'
    )


def asked(text: str) -> str:
    """What `matching` takes as text: whatever a person types, never an error. Empty finds nothing.

    One minus sign says as much as many, of which PostgreSQL runs out of its stack (threat 14).
    """
    return MINUSES.sub("-", text)


def matching(entries: "QuerySet[Any]", language: str) -> "QuerySet[Any]":
    """The entries that match the text that is given, with rank and excerpt."""
    name = configuration(language)
    query = SearchQuery(Given("text", TextField()), config=name, search_type="websearch")
    # F: a plain name would have PostgreSQL make each vector anew, of its own text.
    return entries.filter(vector=query).annotate(
        rank=SearchRank(F("vector"), query, normalization=BY_LENGTH),
        excerpt=SearchHeadline(
            "body", query, config=name, start_sel="", stop_sel="", max_words=35, min_words=15
        ),
    )
