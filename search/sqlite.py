"""Search on the embedded SQLite: an FTS5 table kept by triggers. It folds accents, and stands in for stemming
by finding words that begin with what is asked."""

import re
from typing import Any

from django.db.models import QuerySet, TextField
from django.db.models.expressions import RawSQL

from statements import Given

TERM = re.compile(r'(-?)(?:"([^"]*)"|(\S+))')
WORD = re.compile(r"\w+")
MOST_TERMS = 20
SHORTEST_BEGINNING = 3
"""Letters: shorter words are only found whole."""
TITLE_WEIGHT, BODY_WEIGHT = 4.0, 1.0
EXCERPT_WORDS = 30

TABLE = """
CREATE VIRTUAL TABLE IF NOT EXISTS search_words USING fts5(
  title, body, content='search_searchentry', content_rowid='id',
  tokenize='unicode61 remove_diacritics 2');
"""
# How FTS5 wants an external content table to be kept (its documentation, 4.4.3).
TRIGGERS = {
    "search_words_insert": """AFTER INSERT ON search_searchentry BEGIN
      INSERT INTO search_words(rowid, title, body) VALUES (new.id, new.title, new.body); END""",
    "search_words_delete": """AFTER DELETE ON search_searchentry BEGIN
      INSERT INTO search_words(search_words, rowid, title, body)
        VALUES ('delete', old.id, old.title, old.body); END""",
    "search_words_update": """AFTER UPDATE ON search_searchentry BEGIN
      INSERT INTO search_words(search_words, rowid, title, body)
        VALUES ('delete', old.id, old.title, old.body);
      INSERT INTO search_words(rowid, title, body) VALUES (new.id, new.title, new.body); END""",
}
HITS = "SELECT rowid FROM search_words WHERE search_words MATCH %s"
OF_ENTRY = "FROM search_words WHERE search_words MATCH %s AND rowid = search_searchentry.id"


def install(connection: Any, languages: list[str]) -> None:
    """Make the table and its triggers where they are not there yet."""
    with connection.cursor() as cursor:
        cursor.execute(TABLE)
        for name, rule in TRIGGERS.items():
            cursor.execute(f"CREATE TRIGGER IF NOT EXISTS {name} {rule}")


def asked(text: str) -> str:
    """What `matching` takes as text: whatever a person types, never an error. Empty finds nothing."""
    return match_expression(text)


def matching(entries: "QuerySet[Any]", language: str) -> "QuerySet[Any]":
    """The entries that match the text that is given, with rank and excerpt."""
    text = Given("text", TextField())
    rank = f"(SELECT -bm25(search_words, {TITLE_WEIGHT}, {BODY_WEIGHT}) {OF_ENTRY})"
    excerpt = f"(SELECT snippet(search_words, 1, '', '', '…', {EXCERPT_WORDS}) {OF_ENTRY})"
    found = entries.filter(pk__in=RawSQL(HITS, [text]))
    return found.annotate(rank=RawSQL(rank, [text]), excerpt=RawSQL(excerpt, [text]))


def match_expression(text: str) -> str:
    """What PostgreSQL's websearch_to_tsquery understands, for FTS5: phrases, or, -words; empty without a word."""
    alternatives: list[tuple[list[str], list[str]]] = [([], [])]
    for minus, quoted, bare in TERM.findall(text)[:MOST_TERMS]:
        if bare.casefold() == "or" and not minus:
            alternatives.append(([], []))
        elif expression := phrase(quoted) if quoted else beginnings(bare):
            alternatives[-1][bool(minus)].append(expression)
    return " OR ".join(combined(*alternative) for alternative in alternatives if alternative[0])


def phrase(text: str) -> str:
    return f'"{" ".join(found)}"' if (found := WORD.findall(text)) else ""


def beginnings(text: str) -> str:
    """Each word of what stands without a space, as in l'accueil; long ones also as a beginning."""
    found = WORD.findall(text)
    return " AND ".join(
        f'"{word}"*' if len(word) >= SHORTEST_BEGINNING else f'"{word}"' for word in found
    )


def combined(wanted: list[str], unwanted: list[str]) -> str:
    expression = " AND ".join(wanted)
    return f"(({expression}) NOT ({' OR '.join(unwanted)}))" if unwanted else f"({expression})"
