"""What was translated once is offered again, and says where it comes from."""

import random
import time

import pytest
from django.contrib.auth import get_user_model
from django.db import connection
from wagtail_localize.models import String, StringTranslation, TranslationContext

from tests.factories import locale, make_home
from tests.translation.documents import make_translation, put, unit_of
from translation.memory import fill_identical, suggestions, suggestions_for
from translation.models import MemoryEntry, Origin, SegmentVersion
from translation.units import units

pytestmark = pytest.mark.django_db
LONG = "Les communes soutiennent l’inclusion des Roms"


@pytest.fixture
def home():
    return make_home()


def offers(translation, text, **options):
    unit = unit_of(translation, text)
    return suggestions(unit, locale("fr"), translation.target_locale, **options)


def test_identical_text_of_another_document_is_offered_with_its_provenance(home):
    anna = get_user_model().objects.create_user("anna", first_name="Anna", last_name="Kovács")
    earlier = make_translation(home, LONG, title="Avant")
    put(earlier, LONG, "Die Gemeinden …", by=anna, reviewed=True)

    [offer] = offers(make_translation(home, LONG, title="Après"), LONG)

    assert (offer.score, offer.target, offer.document) == (100, "Die Gemeinden …", "Avant")
    assert (offer.written_by, offer.origin, offer.is_reviewed) == ("Anna Kovács", "HUMAN", True)
    assert offer.document_id == str(earlier.source.object_id)
    assert offer.written_at


def test_similar_text_is_offered_with_its_percentage(home):
    put(make_translation(home, LONG), LONG, "Die Gemeinden …")

    changed = LONG.replace("soutiennent", "soutenaient")
    [offer] = offers(make_translation(home, changed), changed)

    assert offer.source == LONG
    assert 85 < offer.score < 100


def test_different_text_other_language_and_what_has_an_error_are_not_offered(home):
    put(make_translation(home, LONG, tag="en"), LONG, "The municipalities …")
    put(make_translation(home, "Tout autre chose"), "Tout autre chose", "Ganz anderes")
    broken = make_translation(home, LONG)
    put(broken, LONG, '<a id="a9">Die Gemeinden</a>')

    assert offers(make_translation(home, LONG), LONG) == []


def test_own_text_is_not_offered(home):
    own = make_translation(home, LONG)
    put(own, LONG, "Die Gemeinden …")

    assert offers(own, LONG) == []


def test_identical_comes_first_then_reviewed_and_the_same_words_come_once(home):
    almost = f"{LONG}."
    put(make_translation(home, almost), almost, "similar, reviewed", reviewed=True)
    put(make_translation(home, LONG), LONG, "machine", origin=Origin.MACHINE)
    put(make_translation(home, LONG), LONG, "human")
    put(make_translation(home, LONG), LONG, "reviewed", reviewed=True)
    put(make_translation(home, LONG), LONG, "reviewed")

    found = offers(make_translation(home, LONG), LONG)

    assert [offer.target for offer in found] == [
        "reviewed",
        "human",
        "machine",
        "similar, reviewed",
    ]
    assert found[0].is_reviewed


def test_limit_keeps_the_best(home):
    for word in ("eins", "zwei", "drei"):
        put(make_translation(home, LONG), LONG, word, reviewed=word == "zwei")

    assert [offer.target for offer in offers(make_translation(home, LONG), LONG, limit=1)] == [
        "zwei"
    ]


def test_entries_of_files_are_offered(home):
    MemoryEntry.objects.create(
        source_locale=locale("fr"), target_locale=locale("de"), source=LONG, target="Aus der Datei",
        key=String._get_data_hash(LONG), file="old.tmx",
    )  # fmt: skip

    [offer] = offers(make_translation(home, LONG), LONG)

    assert (offer.score, offer.target, offer.document) == (100, "Aus der Datei", "old.tmx")


def test_text_without_letters_is_found_too(home):
    put(make_translation(home, "…"), "…", "...")

    assert [offer.target for offer in offers(make_translation(home, "…"), "…")] == ["..."]


def test_identical_ones_are_filled_in_one_go_and_marked(home):
    anna = get_user_model().objects.create_user("anna")
    earlier = make_translation(home, LONG, "Deux", "Trois", title="Avant")
    put(earlier, LONG, "Die Gemeinden …")
    put(earlier, "Deux", "Zwei")
    put(earlier, "Trois", "Drei", origin=Origin.MACHINE)
    new = make_translation(home, LONG, "Deux", "Trois", title="Après")
    put(new, "Deux", "Schon da")

    assert fill_identical(new, anna) == 1

    filled = unit_of(new, LONG)
    assert (filled.target, filled.origin, filled.tool) == ("Die Gemeinden …", "MEMORY", "Avant")
    assert (filled.written_by, filled.is_reviewed) == (anna.pk, False)
    assert unit_of(new, "Deux").target == "Schon da"
    assert unit_of(new, "Trois").target == ""
    assert fill_identical(new, anna) == 0


def test_what_does_not_fit_the_field_is_not_filled(home):
    put(make_translation(home, "Titre"), "Titre", "T" * 300)
    new = make_translation(home, title="Titre")

    assert fill_identical(new, None) == 0


def test_same_text_twice_in_one_paragraph_is_filled_once(home):
    put(make_translation(home, "Un"), "Un", "Eins")

    new = make_translation(home, "Un</p><p>Un")
    assert fill_identical(new, None) == 1
    assert [unit.target for unit in units(new) if unit.source == "Un"] == ["Eins", "Eins"]


@pytest.mark.parametrize("count", [1, 8])
def test_queries_do_not_grow_with_the_document(home, count, django_assert_max_num_queries):
    texts = [f"{LONG} {place}" for place in range(count)]
    earlier = make_translation(home, *texts)
    for text in texts:
        put(earlier, text, text.upper())
    found = units(make_translation(home, *texts))

    with django_assert_max_num_queries(10):
        offered = suggestions_for(found, locale("fr"), locale("de"))
    assert sum(map(bool, offered.values())) >= count


LETTERS = "abcdefghijklmnopqrstuvwxyz"
VOCABULARY = ["".join(random.Random(-n).choices(LETTERS, k=3 + n % 8)) for n in range(1, 2000)]  # noqa: S311


def sentence(place):
    """Twelve words of a vocabulary as large as that of a site; always the same ones."""
    return " ".join(random.Random(place).sample(VOCABULARY, 12))  # noqa: S311


def test_memory_of_20000_strings_answers_a_whole_document_in_time(home):
    """Half a second for a document of 30 segments is the aim; the bound leaves room for a busy machine."""
    french, german = locale("fr"), locale("de")
    context = TranslationContext.objects.create(
        object=make_translation(home, "Rien").source.object, path="body.x"
    )
    strings = String.objects.bulk_create(
        String(locale=french, data=(text := sentence(place)), data_hash=String._get_data_hash(text))
        for place in range(20_000)
    )
    StringTranslation.objects.bulk_create(
        StringTranslation(translation_of=one, locale=german, context=context, data=one.data.upper())
        for one in strings
    )
    SegmentVersion.objects.bulk_create(
        SegmentVersion(
            string=one, context=context, locale=german, text=one.data.upper(), origin="HUMAN"
        )
        for one in strings
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    new = units(make_translation(home, *(f"{sentence(place)} !" for place in range(100, 130))))

    started = time.perf_counter()
    offered = suggestions_for(new, french, german)
    elapsed = time.perf_counter() - started

    print(f"{len(new)} segments against 20,000 strings: {elapsed:.2f} s")  # noqa: T201
    assert sum(map(bool, offered.values())) >= 30
    assert elapsed < 5
