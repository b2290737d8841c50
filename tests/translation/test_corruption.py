"""Each known corruption is made, told, repaired, and no text is lost."""

import json
from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import timezone
from wagtail.models import Page
from wagtail_localize.models import (
    LocaleSynchronization,
    String,
    StringTranslation,
    Translation,
    TranslationSource,
)

from tests.factories import locale, make_home, make_member, make_page, publish, translate
from tests.translation.making import put_all, reviewed_and_published
from translation import workflow
from translation.corruption import check
from translation.models import (
    ApprovedSegment,
    Comment,
    DocumentWords,
    SegmentVersion,
    State,
    TranslatedWords,
    TranslationTask,
)
from translation.submitting import submit

pytestmark = pytest.mark.django_db

WORDS = {"Accueil": "Start", "Ensemble": "Zusammen"}


@pytest.fixture
def home():
    return make_home()


@pytest.fixture
def task(home):
    made = submit(home, locale("de"), by=None)
    put_all(made, WORDS)
    return reviewed_and_published(made)


def found(*, repair=False):
    return [(finding.kind, outcome) for finding, outcome in check(repair=repair)]


def all_texts():
    """Everything that somebody wrote, wherever it stands."""
    pages = Page.objects.filter(depth__gt=1)
    return {
        *StringTranslation.objects.values_list("data", flat=True),
        *SegmentVersion.objects.values_list("text", flat=True),
        *ApprovedSegment.objects.values_list("text", flat=True),
        *Comment.objects.values_list("text", flat=True),
        *pages.values_list("title", "draft_title"),
        *(
            json.dumps(
                page.specific.get_latest_revision_as_object().serializable_data(), default=str
            )
            for page in pages
            if page.latest_revision_id
        ),
    } - {""}


def repaired(kind):
    """The dry run tells it and changes nothing; the repair leaves nothing to tell and loses no text."""
    before = all_texts()
    assert kind in dict(found()), found()
    assert dict(found())[kind] == "found"
    assert all_texts() == before

    assert dict(found(repair=True))[kind] == "repaired"

    assert found() == []
    kept = {text for text in before if isinstance(text, str) and not text.startswith("{")}
    assert kept <= all_texts()


def test_whole_site_has_nothing_to_repair(task, home):
    make_page(home, title="Nur französisch")
    make_member()

    assert found() == [("word counts", "found")]
    found(repair=True)
    assert found() == []


def test_second_source_in_another_language_is_merged(task, home):
    german = home.get_translation(locale("de"))
    stray, _made = TranslationSource.get_or_create_from_instance(german)
    english = Translation.objects.create(source=stray, target_locale=locale("en"))
    translate(home, "en")
    workflow.comment_on(english.task, "Wichtig", by=None)

    repaired("two sources")

    sources = TranslationSource.objects.filter(object_id=home.translation_key)
    assert [source.locale for source in sources] == [locale("fr")]
    assert Comment.objects.get().task.translation.source == sources[0]
    task.refresh_from_db()
    assert task.state == State.PUBLISHED


def test_only_source_in_another_language_gives_its_words_to_the_true_one(home):
    german = translate(home, "de", title="Start", tagline="Zusammen")
    TranslationSource.get_or_create_from_instance(german)

    repaired("two sources")

    task = TranslationTask.objects.get()
    assert (task.translation.source.locale, task.state) == (locale("fr"), State.PUBLISHED)
    assert set(StringTranslation.objects.values_list("data", flat=True)) >= {"Start", "Zusammen"}


def test_document_of_another_language_alone_is_left_to_a_person(home):
    german = translate(home, "de")
    alone = make_page(german, title="Nur deutsch", locale=locale("de"))
    TranslationSource.get_or_create_from_instance(alone)

    outcomes = [one for one in check(repair=True) if one[0].kind == "two sources"]

    assert [(finding.repair, outcome) for finding, outcome in outcomes] == [(None, "found")]
    assert TranslationSource.objects.filter(locale=locale("de")).exists()


def test_missing_aliases_are_made(home):
    LocaleSynchronization.objects.create(locale=locale("rom"), sync_from=locale("fr"))
    Page.objects.filter(locale=locale("rom")).delete()
    page = make_page(home, title="Neu")
    found(repair=True)
    Page.objects.get(locale=locale("rom"), translation_key=page.translation_key).delete()

    repaired("missing aliases")

    copy = Page.objects.get(locale=locale("rom"), translation_key=page.translation_key)
    assert copy.alias_of_id == page.pk


def test_task_without_its_document_goes_and_its_words_stay(task, home):
    source = task.translation.source
    TranslationSource.objects.filter(pk=source.pk).update(
        object_id=source.object_id, specific_content_type=source.specific_content_type
    )
    Page.objects.filter(pk=home.pk).update(translation_key=make_member().translation_key)

    before = all_texts()
    assert ("task without a document", "repaired") in found(repair=True)

    assert not TranslationTask.objects.exists()
    assert TranslationSource.objects.exists()
    assert {"Start", "Zusammen"} <= before & all_texts()


def test_translation_without_a_task_gets_one_with_the_true_state(task):
    TranslationTask.objects.all().delete()

    repaired("translation without a task")

    assert TranslationTask.objects.get().state == State.PUBLISHED


def test_live_translation_that_nobody_follows_gets_a_task_with_its_words(home):
    translate(home, "de", title="Start", tagline="Zusammen")

    repaired("live without a task")

    task = TranslationTask.objects.get()
    assert task.state == State.PUBLISHED
    assert {row.text for row in task.approved.all()} >= {"Start", "Zusammen"}


def test_broken_counts_of_the_tree_are_counted_anew(home):
    found(repair=True)
    Page.objects.filter(pk=home.pk).update(numchild=7)

    repaired("page tree")

    assert Page.objects.get(pk=home.pk).numchild == 0


def test_orphan_is_told_and_never_deleted(home):
    page = make_page(make_page(home, title="Eltern"), title="Kind")
    Page.objects.filter(title="Eltern").update(path=home.path + "0099")

    outcomes = found(repair=True)

    assert ("page tree", "found") in outcomes
    assert Page.objects.filter(pk=page.pk).exists()


def test_text_without_a_place_is_put_where_its_words_stand(task):
    row = StringTranslation.objects.get(data="Start")
    StringTranslation.objects.filter(pk=row.pk).update(context=None)
    TranslationTask.objects.update(state=State.PUBLISHED)
    TranslatedWords.objects.update(words=1)

    repaired("text without a place")

    assert StringTranslation.objects.get(data="Start").context_id == row.context_id
    task.refresh_from_db()
    assert task.state == State.PUBLISHED


def test_text_that_fits_nowhere_stays_in_the_history(task):
    string = String.objects.create(
        locale=locale("fr"), data="Ancien", data_hash=None or String._get_data_hash("Ancien")
    )
    StringTranslation.objects.bulk_create(
        [StringTranslation(translation_of=string, context=None, locale=locale("de"), data="Früher")]
    )

    repaired("text without a place")

    assert SegmentVersion.objects.filter(text="Früher").exists()


def test_draft_that_was_published_without_approval_is_taken_off(home):
    task = submit(home, locale("de"), by=None)
    put_all(task, {"Accueil": "Start"})
    publish(task.translation.get_target_instance())
    TranslationTask.objects.update(published_at=None, state=State.IN_PROGRESS)

    repaired("live but never approved")

    page = task.translation.get_target_instance()
    assert not page.live
    assert StringTranslation.objects.filter(data="Start").exists()


def test_version_that_nobody_approved_gives_way_to_the_approved_one(task):
    page = task.translation.get_target_instance()
    page.title = "Halb fertig"
    publish(page)
    Page.objects.filter(pk=page.pk).update(
        last_published_at=timezone.now() + timezone.timedelta(minutes=1)
    )

    repaired("live differs from what was approved")

    page.refresh_from_db()
    assert (page.title, page.live) == ("Start", True)
    assert any("Halb fertig" in json.dumps(one.content) for one in page.revisions.all())


def test_wrong_figures_are_counted_anew(task, home):
    DocumentWords.objects.update(words=99)
    TranslatedWords.objects.all().delete()

    repaired("word counts")

    assert DocumentWords.objects.get(document=home.translation_key).words == 2
    assert TranslatedWords.objects.get().words == 2


def command(*arguments):
    out = StringIO()
    try:
        call_command("check_translations", *arguments, stdout=out)
    except SystemExit as end:
        return end.code, out.getvalue()
    return 0, out.getvalue()


def test_command_is_a_dry_run_with_an_exit_code(task, home):
    Page.objects.filter(pk=home.pk).update(numchild=7)

    first, told = command()
    again, _told = command()
    done, repaired_lines = command("--repair")
    clean, nothing = command()

    assert (first, again, done, clean) == (1, 1, 0, 0)
    assert "page tree: depth or number of children" in told
    assert "1 found, 0 repaired, 1 left." in told
    assert "1 found, 1 repaired, 0 left." in repaired_lines
    assert nothing == "0 found, 0 repaired, 0 left.\n"


def test_repair_that_fails_is_told_and_undone_and_the_rest_goes_on(task, home, monkeypatch):
    Page.objects.filter(pk=home.pk).update(numchild=7)
    DocumentWords.objects.update(words=99)

    def fail():
        Page.objects.update(title="x")
        raise ValueError("broken")

    monkeypatch.setattr("translation.corruption.tree.fix", fail)

    code, told = command("--repair")

    assert code == 1
    assert "not repaired: ValueError: broken" in told
    assert "word counts: 1 are missing or wrong: repaired" in told
    assert not Page.objects.filter(title="x").exists()
