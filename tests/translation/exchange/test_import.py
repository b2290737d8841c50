"""An import tells first what it would do, and then does exactly that or nothing."""

import pytest
from django.contrib.auth import get_user_model
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from wagtail.models import Page
from wagtail_localize.models import String, StringSegment, StringTranslation, TranslationContext

from tests.factories import locale, make_home, make_page, paragraph
from tests.translation.documents import make_translation, put, unit_of
from tests.translation.exchange.generated import SENTENCE
from translation.checks import errors_of
from translation.exchange.applying import NotApplicable, apply, obstacles
from translation.exchange.exporting import documents, translations_into
from translation.exchange.files import FileUnit, Key, TranslationFile, digest
from translation.exchange.planning import Kind, make_plan
from translation.exchange.po import read_po, write_po
from translation.exchange.xliff import read_xliff, write_xliff
from translation.models import (
    Origin,
    SegmentVersion,
    Transition,
    TranslatedWords,
    TranslationTask,
)
from translation.submitting import submit
from translation.units import units

pytestmark = pytest.mark.django_db
FORMATS = {"xliff": (write_xliff, read_xliff), "po": (write_po, read_po)}
GENERATED = settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[
        HealthCheck.too_slow,
        HealthCheck.function_scoped_fixture,
        HealthCheck.filter_too_much,
    ],
)


@pytest.fixture
def home():
    return make_home()


@pytest.fixture(params=sorted(FORMATS))
def exchange(request):
    """(to a file, to a plan)"""
    write, read = FORMATS[request.param]

    def export(*translations):
        return write(documents(translations), "fr", "de")

    def plan(content):
        return make_plan(read(content, "work.file"), locale("de"))

    return export, plan


def filled(content, **texts):
    """As a translator fills it in: texts by what stands there now."""
    for old, new in texts.items():
        content = content.replace(old.encode(), new.encode())
    return content


def kinds(plan):
    return {row.unit.source if row.unit else row.reason: row.kind for row in plan.rows}


def test_changed_and_unchanged_are_told_apart_and_nothing_is_written_yet(home, exchange):
    export, plan = exchange
    german = make_translation(home, "Un", "Deux", "Trois")
    put(german, "Un", "AAAA")
    put(german, "Deux", "BBBB")

    found = plan(filled(export(german), AAAA="Eins"))

    assert kinds(found)["Un"] == Kind.CHANGED
    assert kinds(found)["Deux"] == Kind.SAME
    assert kinds(found)["Trois"] == Kind.EMPTY
    assert unit_of(german, "Un").target == "AAAA"


def test_what_is_applied_stands_there_with_its_file_and_who_did_it(home, exchange):
    export, plan = exchange
    anna = get_user_model().objects.create_user("anna")
    german = make_translation(home, "Un")
    put(german, "Un", "AAAA")

    assert apply(plan(filled(export(german), AAAA="Eins")), anna) == 1

    unit = unit_of(german, "Un")
    assert (unit.target, unit.origin, unit.tool, unit.written_by) == (
        "Eins",
        Origin.HUMAN,
        "work.file",
        anna.pk,
    )


def test_new_translation_is_new(home, exchange):
    export, plan = exchange
    german = make_translation(home, "Un")
    put(german, "Un", "AAAA")
    content = export(german)
    put(german, "Un", "")

    assert kinds(plan(content))["Un"] == Kind.NEW


def test_text_written_since_the_export_is_a_conflict_until_it_is_agreed(home, exchange):
    export, plan = exchange
    german = make_translation(home, "Un", "Deux")
    put(german, "Un", "AAAA")
    put(german, "Deux", "BBBB")
    content = filled(export(german), AAAA="Eins", BBBB="Zwei")
    put(german, "Un", "Meanwhile")

    found = plan(content)

    assert kinds(found)["Un"] == Kind.CONFLICT
    with pytest.raises(NotApplicable):
        apply(found, None)
    assert unit_of(german, "Deux").target == "BBBB"
    assert apply(found, None, {Kind.CONFLICT}) == 2
    assert unit_of(german, "Un").target == "Eins"


def test_old_text_that_the_translator_left_alone_does_not_undo_a_newer_one(home, exchange):
    """Threat: who fills in one segment of a file brings back the old text of all others."""
    export, plan = exchange
    german = make_translation(home, "Un", "Deux")
    put(german, "Un", "AAAA")
    put(german, "Deux", "BBBB")
    content = filled(export(german), BBBB="Zwei")
    put(german, "Un", "Meanwhile")

    assert apply(plan(content), None) == 1
    assert unit_of(german, "Un").target == "Meanwhile"


def test_changed_source_and_lost_document_do_not_fit_and_say_why(home, exchange):
    export, plan = exchange
    german, other = make_translation(home, "Un"), make_translation(home, "Autre")
    put(german, "Un", "AAAA")
    put(other, "Autre", "CCCC")
    content = export(german, other)
    other.delete()
    page = german.source.get_source_instance()
    page.body[0].value.source = "<p>Un et demi</p>"
    page.save_revision().publish()
    german.source.update_from_db()

    found = plan(content)

    assert found.count(Kind.UNKNOWN) >= 2
    reasons = {row.reason for row in found.rows if row.kind == Kind.UNKNOWN}
    assert "The source text has changed." in reasons
    assert any("document" in reason for reason in reasons)
    assert obstacles(found)
    assert obstacles(found, {Kind.UNKNOWN}) == []


def test_errors_block_and_are_told(home, exchange):
    export, plan = exchange
    german = make_translation(home, "Un [1]", "Deux")
    put(german, "Un [1]", "AAAA [1]")
    put(german, "Deux", "BBBB")
    content = filled(export(german), **{"AAAA [1]": "Eins", "BBBB": "Zwei"})

    found = plan(content)

    [row] = [row for row in found.rows if row.kind == Kind.ERROR]
    assert (row.unit.source, [one.code for one in row.findings]) == (
        "Un [1]",
        ["placeholder-missing"],
    )
    with pytest.raises(NotApplicable, match="1 translation has errors"):
        apply(found, None)
    assert apply(found, None, {Kind.ERROR}) == 1
    assert unit_of(german, "Un [1]").target == "AAAA [1]"


def test_approved_translation_is_replaced_only_when_that_is_said(home, exchange):
    export, plan = exchange
    german = make_translation(home, "Un")
    put(german, "Un", "AAAA", reviewed=True)

    found = plan(filled(export(german), AAAA="Eins"))

    assert found.approved == 1
    with pytest.raises(NotApplicable, match="approved"):
        apply(found, None)
    assert apply(found, None, replace_approved=True) == 1
    assert not unit_of(german, "Un").is_reviewed


def test_nothing_is_applied_when_the_site_has_changed_since_the_dry_run(home, exchange):
    export, plan = exchange
    german = make_translation(home, "Un", "Deux")
    put(german, "Un", "AAAA")
    put(german, "Deux", "BBBB")
    found = plan(filled(export(german), AAAA="Eins", BBBB="Zwei"))
    put(german, "Un", "Meanwhile")

    with pytest.raises(NotApplicable, match="dry run"):
        apply(found, None, {Kind.CONFLICT})

    assert unit_of(german, "Deux").target == "BBBB"


def test_two_translations_of_one_segment_are_an_error(home):
    german = make_translation(home, "Un")
    put(german, "Un", "AAAA")
    content = write_po(documents([german]), "fr", "de").decode()
    entry = next(part for part in content.split("\n\n") if "AAAA" in part)

    found = make_plan(
        read_po(f"{content}\n\n{entry.replace('AAAA', 'Eins')}".encode(), "x.po"), locale("de")
    )

    assert found.count(Kind.ERROR) == 1


def test_file_without_versions_never_replaces_silently(home):
    """T43: a tool that drops comments."""
    german = make_translation(home, "Un", "Deux")
    put(german, "Un", "AAAA")
    content = write_po(documents([german]), "fr", "de").decode().replace("#. version", "#. lost")

    found = make_plan(read_po(content.replace("AAAA", "Eins").encode(), "x.po"), locale("de"))

    assert kinds(found)["Un"] == Kind.CONFLICT


@pytest.mark.parametrize("count", [1, 5])
def test_dry_run_asks_five_queries_however_many_documents(
    home, count, exchange, django_assert_max_num_queries
):
    export, plan = exchange
    german = [make_translation(home, "Un", "Deux") for _ in range(count)]
    for one in german:
        put(one, "Un", "AAAA")
    content = export(*german)

    with django_assert_max_num_queries(5):
        plan(content)


def test_export_asks_two_queries_for_a_hundred_documents(home, django_assert_max_num_queries):
    for _ in range(3):
        make_translation(home, "Un", "Deux")

    with django_assert_max_num_queries(3):
        assert len(documents(translations_into(locale("de")))) == 3


def after(write):
    """All that stands in the database of German after write, and how it got there."""
    german = locale("de")
    sid = transaction.savepoint()
    write()
    found = {
        "texts": sorted(
            StringTranslation.objects.filter(locale=german).values_list(
                *("translation_of__data", "data", "translation_type", "tool_name", "has_error"),
                "last_translated_by__username",
            )
        ),
        "history": sorted(
            SegmentVersion.objects.filter(locale=german).values_list(
                *("string__data", "text", "origin", "tool", "written_by__username")
            )
        ),
        "tasks": sorted(TranslationTask.objects.values_list("pk", "state")),
        "steps": sorted(Transition.objects.values_list("task", "to_state", "by__username")),
        "words": sorted(TranslatedWords.objects.values_list("translation", "words")),
        "drafts": sorted(Page.objects.filter(locale=german).values_list("pk", "draft_title")),
    }
    transaction.savepoint_rollback(sid)
    return found


def key_of(translation, unit):
    return Key(translation.source.object_id, unit.path, digest(unit.source))


def test_import_leaves_what_the_same_texts_leave_when_they_are_typed(home):
    """The many go another way than the one: what signals do for each is done for all."""
    bela = get_user_model().objects.create_user("bela")
    task = submit(
        make_page(home, title="AAAA", body=[paragraph("<p>Un</p><p>Deux</p>")]),
        locale("de"),
        by=None,
    )
    german = task.translation
    put(german, "Un", "CCCC")
    other = make_translation(home, "Trois", title="Autre")
    put(other, "Trois", "DDDD")
    StringTranslation.objects.filter(data="CCCC").update(has_error=True, field_error="x")
    new = {"AAAA": "Titel", "Un": "Eins & <b>x</b>", "Deux": "Zwei"}

    def typed():
        for source, text in new.items():
            put(german, source, text, by=bela, tool="work.file")

    def brought_in():
        given = [
            FileUnit(key_of(german, unit), new[unit.source], unit.version or 0, 1)
            for unit in units(german)
            if unit.source in new
        ]
        found = make_plan(TranslationFile("work.file", "fr", "de", given), locale("de"))
        assert apply(found, bela, replace_approved=True) == len(new)

    assert after(brought_in) == after(typed)


def test_whole_language_is_exported(home):
    first, second = make_translation(home, "Un"), make_translation(home, "Deux")
    make_translation(home, "Trois", tag="en")

    assert set(translations_into(locale("de"))) == {first, second}


PAIRS = st.lists(
    st.tuples(SENTENCE, SENTENCE), min_size=1, max_size=3, unique_by=lambda pair: pair[0]
)


@given(PAIRS)
@GENERATED
def test_whatever_stands_in_a_document_comes_back_as_it_was(exchange, pairs):
    """On SQLite and PostgreSQL: out, emptied here, in again, and out once more is the same file but for versions."""
    export, plan = exchange
    with transaction.atomic():
        german = make_translation(make_home(slug="fr"), title="Page")
        write_segments(german, pairs)
        before = targets(german)
        content = export(german)
        StringTranslation.objects.filter(locale=german.target_locale).delete()

        found = plan(content)
        apply(found, None, {Kind.ERROR})

        after = targets(german)
        assert {source: after[source] for source in before if before[source]} == {
            source: text for source, text in before.items() if text
        }
        transaction.set_rollback(True)


def targets(translation):
    """By source, without what no import takes in."""
    return {
        unit.source: unit.target
        for unit in units(translation)
        if not unit.target or not errors_of(unit.source, unit.target, limit=None)
    }


def write_segments(translation, pairs):
    source = translation.source
    for order, (text, target) in enumerate(pairs, start=100):
        string = String.objects.create(
            locale=source.locale, data=text, data_hash=String._get_data_hash(text)
        )
        context = TranslationContext.objects.create(object=source.object, path=f"body.{order}")
        StringSegment.objects.create(
            source=source, string=string, context=context, order=order, attrs="null"
        )
        StringTranslation.objects.create(
            translation_of=string, context=context, locale=translation.target_locale, data=target
        )
