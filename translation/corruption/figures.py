"""The kept numbers of words are those that counting gives."""

from collections.abc import Iterator
from typing import Any

from translation import words
from translation.corruption.finding import Finding
from translation.models import DocumentWords, TranslatedWords


def wrong_figures() -> Iterator[Finding]:
    documents, translations = words.true_sizes()
    kept = dict(DocumentWords.objects.values_list("document", "words"))
    done = dict(TranslatedWords.objects.values_list("translation", "words"))
    wrong = differing(documents, kept) + differing(translations, done)
    wrong += len(words.uncounted())
    if wrong:
        yield Finding("word counts", f"{wrong} are missing or wrong", words.recount_everything)


def differing(true: dict[Any, int], kept: dict[Any, int]) -> int:
    return sum(kept.get(key) != number for key, number in true.items())
