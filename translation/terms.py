"""The termbase: the terms of the terminology pages, paired across languages by their key."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import snowballstemmer
from wagtail.models import Locale

from pages.models import TerminologyPage

LANGUAGES = {
    "ar": "arabic", "ca": "catalan", "cs": "czech", "da": "danish", "de": "german", "el": "greek", "en": "english",
    "es": "spanish", "et": "estonian", "eu": "basque", "fi": "finnish", "fr": "french", "ga": "irish",
    "hi": "hindi", "hu": "hungarian", "hy": "armenian", "id": "indonesian", "it": "italian",
    "lt": "lithuanian", "nb": "norwegian", "ne": "nepali", "nl": "dutch", "nn": "norwegian",
    "no": "norwegian", "pl": "polish", "pt": "portuguese", "ro": "romanian", "ru": "russian", "sr": "serbian",
    "sv": "swedish", "ta": "tamil", "tr": "turkish", "yi": "yiddish",
}  # fmt: skip
"""Language tag to the stemmer of that language."""
WORD = re.compile(r"[^\W_]+")
ENDING = 2
"""Letters at the end of a word that inflection may change where there is no stemmer, as for Romani."""
SHORTEST = 4
"""Letters; a shorter stem matches whole words only, or it would be found everywhere."""


@dataclass(frozen=True, slots=True)
class Term:
    key: str
    """The block's id, the same in each language."""
    code: str
    forms: tuple[str, ...]
    """The term, then its variants; all are approved."""
    ids: tuple[str, ...]
    """Of the blocks that the forms stand in, the same in each language: the key for the term itself."""
    definition: str
    """HTML."""


@dataclass(frozen=True, slots=True)
class TermPair:
    key: str
    source: tuple[str, ...]
    target: tuple[str, ...]


def terms_of(locale: Locale) -> list[Term]:
    """In the order of the page; of published pages. One query."""
    pages = TerminologyPage.objects.filter(locale=locale, live=True).only("terms")
    return [term(block) for page in pages for block in page.terms if block.value["name"]]


def term(block: Any) -> Term:
    value = block.value
    variants = value["variants"].bound_blocks if value["variants"] else []
    places = {value["name"].strip(): str(block.id)}
    for variant in variants:
        if form := (variant.value or "").strip():
            places.setdefault(form, str(variant.id))
    return Term(
        key=str(block.id),
        code=value["code"],
        forms=tuple(places),
        ids=tuple(places.values()),
        definition=value["definition"].source if value["definition"] else "",
    )


def term_pairs(source: Locale, target: Locale) -> list[TermPair]:
    """The terms that both languages have. Two queries."""
    translated = {term.key: term.forms for term in terms_of(target)}
    return [
        TermPair(term.key, term.forms, translated[term.key])
        for term in terms_of(source)
        if term.key in translated
    ]


def words(text: str) -> list[str]:
    return [word.casefold() for word in WORD.findall(text.replace("\u00ad", ""))]


def has(text: Sequence[str], form: str, tag: str) -> bool:
    """Whether the words of the form stand there in a row, each in any inflection."""
    wanted = words(form)
    if not wanted:
        return False
    language = tag.split("-")[0]
    return any(
        all(is_form(text[at + place], word, language) for place, word in enumerate(wanted))
        for at in range(len(text) - len(wanted) + 1)
    )


def is_form(word: str, term: str, language: str) -> bool:
    if word == term:
        return True
    root = stem(term, language)
    if stem(word, language) == root:
        return True
    # Compounds, such as Antiziganismusforschung; and the endings of languages without a stemmer.
    return len(root) >= SHORTEST and word.startswith(root)


@lru_cache(maxsize=20_000)
def stem(word: str, language: str) -> str:
    """Each word gets a stemmer of its own: they keep their state, and threads would mix it up."""
    name = LANGUAGES.get(language)
    if name in snowballstemmer.algorithms():
        return snowballstemmer.stemmer(name).stemWord(word)
    return word[: max(len(word) - ENDING, SHORTEST)]
