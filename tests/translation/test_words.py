"""The kept numbers of words are those that counting gives, whoever wrote."""

import pytest
from wagtail_localize.models import StringTranslation, Translation

from tests.factories import block, locale, make_home, make_member, make_page
from tests.translation.making import change, put
from translation import words
from translation.models import DocumentWords, TranslatedWords
from translation.submitting import submit

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("", 0),
        ("Un mot", 2),
        ("Un <b>mot</b>.", 2),
        ("L'égalité, aujourd'hui !", 2),
        ("2024 - 2025", 2),
        ('a<br>b <a id="a1">c d</a>', 4),
        ("R&amp;D", 1),
    ],
)
def test_words_are_those_of_a_word_processor(text, number):
    assert words.count_words(text) == number


@pytest.fixture
def page():
    home = make_home()
    body = [block("paragraph", "<p>Un mot. Trois mots encore.</p>")]
    return make_page(home, title="Une page", slug="une-page", body=body)


@pytest.fixture
def task(page):
    return submit(page, locale("de"), by=None)


def total(document):
    return DocumentWords.objects.get(document=document.translation_key).words


def done(task):
    return TranslatedWords.objects.get(translation=task.translation).words


def is_true():
    documents, translations = words.true_sizes()
    return documents.items() <= dict(
        DocumentWords.objects.values_list("document", "words")
    ).items() and translations == dict(TranslatedWords.objects.values_list("translation", "words"))


def test_document_is_counted_before_anybody_submits_it(page):
    assert total(page) == 7
    member = make_member(name="Ville de Lille")
    member.save_revision().publish()
    assert total(member) == 3


def test_submitted_document_counts_the_same(task, page):
    assert (total(page), done(task)) == (7, 0)


def test_written_and_deleted_texts_are_counted(task):
    put(task, "Une page", "Eine Seite")
    assert done(task) == 2

    put(task, "Une page", "")
    assert done(task) == 0


def test_text_with_an_error_is_not_done(task):
    put(task, "Une page", "Eine Seite")
    row = StringTranslation.objects.get(data="Eine Seite")

    row.has_error = True
    row.save()

    assert done(task) == 0


def test_changed_source_is_counted_anew(task, page):
    put(task, "Une page", "Eine Seite")

    change(page, title="Une autre page encore")

    assert (total(page), done(task)) == (9, 0)
    assert is_true()


def test_other_language_is_not_touched(task, page):
    romani = submit(page, locale("rom"), by=None)

    put(task, "Une page", "Eine Seite")

    assert (done(task), done(romani)) == (2, 0)
    assert is_true()


def test_everything_can_be_counted_anew(task, page):
    put(task, "Une page", "Eine Seite")
    DocumentWords.objects.all().delete()
    TranslatedWords.objects.update(words=99)

    words.recount_everything()

    assert (total(page), done(task)) == (7, 2)
    assert total(page.get_parent()) == 2
    assert Translation.objects.count() == TranslatedWords.objects.count()
