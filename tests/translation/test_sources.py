"""The source changes: what is live stays whole, the task says what is to be done, nothing that was typed is lost."""

import pytest

from tests.factories import block, locale, make_home, make_page
from tests.translation.making import (
    change,
    person,
    put,
    put_all,
    reviewed_and_published,
    rich_text,
    unit_of,
)
from translation import sources
from translation.changes import Kind, changes, differing_words, open_changes
from translation.events import Event, happened
from translation.models import Origin, State
from translation.sources import NotMinor
from translation.submitting import submit
from translation.units import units

pytestmark = pytest.mark.django_db

WORDS = {
    "Page": "Seite",
    "Le premier point est court.": "Der erste Punkt ist kurz.",
    "Le second point est long.": "Der zweite Punkt ist lang.",
}
FIRST, SECOND = list(WORDS)[1:]


@pytest.fixture
def page():
    home = make_home()
    start = submit(home, locale("de"), by=None)
    put_all(start, {"Accueil": "Start", "Ensemble": "Zusammen"})
    reviewed_and_published(start)
    page = make_page(home, title="Page", slug="page")
    return change(page, body=rich_text(page, FIRST, SECOND))


@pytest.fixture
def task(page):
    made = submit(page, locale("de"), by=None)
    put_all(made, WORDS, by=person("anna"))
    return reviewed_and_published(made)


def edit(page, *paragraphs, **values):
    return change(page, body=rich_text(page, *paragraphs), **values)


def shown(task):
    return str(task.translation.get_target_instance().body[0].value)


GERMAN = "<p>Der erste Punkt ist kurz.</p><p>Der zweite Punkt ist lang.</p>"


def found(task):
    return [
        (one.kind, one.unit and one.unit.source, one.old and one.old.text)
        for one in open_changes(task)
    ]


def test_changed_comma_leaves_the_live_page_whole_and_outdated(task, page):
    """T20: wagtail-localize shows that paragraph in the source's language."""
    edit(page, FIRST, "Le second point, est long.")

    task.refresh_from_db()
    assert task.state == State.OUTDATED
    assert task.outdated_since
    assert shown(task) == GERMAN
    assert found(task) == [
        (Kind.CHANGED, "Le second point, est long.", "Der zweite Punkt ist lang.")
    ]


def test_only_the_words_that_differ_are_marked():
    old, new = differing_words("Le <b>second</b> point.", "Le <b>dernier</b> point.")

    assert [piece.text for piece in old if piece.is_different] == ["second"]
    assert [piece.text for piece in new if piece.is_different] == ["dernier"]
    assert "".join(piece.text for piece in new) == "Le <b>dernier</b> point."


def test_still_valid_takes_the_old_text_and_keeps_whose_it_was(task, page):
    edit(page, FIRST, "Le second point, est long.")
    (one,) = open_changes(task)

    sources.confirm(task, one, by=person("bela"))

    unit = unit_of(task, "Le second point, est long.")
    assert (unit.target, unit.origin) == ("Der zweite Punkt ist lang.", Origin.HUMAN)
    assert units(task.translation)[0].written_by == unit.written_by
    task.refresh_from_db()
    assert task.state == State.IN_PROGRESS
    assert task.outdated_since, "what is live is behind until it is published again"
    reviewed_and_published(task)
    assert task.outdated_since is None


def test_sentences_that_share_a_context_find_their_old_translation(task, page):
    """Both paragraphs have one context: pairing by place alone would mix them up."""
    edit(page, "Le second point est très long.", "Nouveau texte entièrement différent.", FIRST)

    assert found(task) == [
        (Kind.CHANGED, "Le second point est très long.", "Der zweite Punkt ist lang."),
        (Kind.NEW, "Nouveau texte entièrement différent.", None),
    ]


def test_removed_paragraph_is_told(task, page):
    edit(page, FIRST)

    assert found(task) == [(Kind.REMOVED, None, "Der zweite Punkt ist lang.")]


def test_neutral_change_goes_to_the_live_translation_and_outdates_nothing(task, page):
    """No word changed: the order of paragraphs follows at once, without a translator."""
    edit(page, SECOND, FIRST)

    task.refresh_from_db()
    assert (task.state, task.outdated_since) == (State.PUBLISHED, None)
    assert shown(task) == "<p>Der zweite Punkt ist lang.</p><p>Der erste Punkt ist kurz.</p>"


def test_neutral_change_waits_while_somebody_is_at_work(task, page):
    put(task, "Page", "Halb fertig")

    edit(page, SECOND, FIRST)

    assert shown(task) == GERMAN
    assert task.translation.get_target_instance().title == "Seite"


def test_text_in_another_block_takes_its_translation_along(task, page):
    change(page, body=[block("paragraph", f"<p>{FIRST}</p><p>{SECOND}</p>")])

    task.refresh_from_db()
    assert (task.state, shown(task)) == (State.PUBLISHED, GERMAN)


def test_minor_change_leaves_translations_valid(task, page):
    sources.publish_as_minor(page.pk)
    edit(page, FIRST, "Le second point est long !")
    sources.publish_as_minor(None)

    task.refresh_from_db()
    assert (task.state, task.outdated_since) == (State.PUBLISHED, None)
    assert shown(task) == GERMAN
    assert unit_of(task, "Le second point est long !").target == "Der zweite Punkt ist lang."
    edit(page, FIRST, "Le second point est moins long.")
    assert [one.old.source for one in open_changes(task)] == ["Le second point est long !"]


def test_added_paragraph_is_never_minor(task, page):
    sources.publish_as_minor(page.pk)
    edit(page, FIRST, SECOND, "Encore un point tout à fait neuf.")
    sources.publish_as_minor(None)

    task.refresh_from_db()
    assert task.state == State.OUTDATED
    with pytest.raises(NotMinor):
        sources.mark_minor(task, by=None)


def test_change_can_be_called_minor_afterwards(task, page):
    edit(page, FIRST, "Le second point est long !")
    task.refresh_from_db()

    sources.mark_minor(task, by=None)

    task.refresh_from_db()
    assert (task.state, task.outdated_since) == (State.PUBLISHED, None)
    assert not open_changes(task)


def test_source_that_goes_back_is_no_longer_outdated(task, page):
    edit(page, FIRST, "Autre chose.")
    edit(page, FIRST, SECOND)

    task.refresh_from_db()
    assert (task.state, task.outdated_since) == (State.PUBLISHED, None)


def test_work_in_progress_survives_a_change_of_the_source(page):
    """T30: nothing is published yet; the half-done work is offered for the new sentence."""
    task = submit(page, locale("rom"), by=None)
    put(task, SECOND, "O dujto punkto")

    edit(page, FIRST, "Le second point, est long.")

    pairs = [(c.unit.source, c.old.text) for c in changes(task) if c.kind == Kind.CHANGED]
    assert pairs == [("Le second point, est long.", "O dujto punkto")]


def test_approval_does_not_survive_a_changed_source(page):
    task = submit(page, locale("de"), by=None)
    put_all(task, WORDS)
    from translation import publishing, workflow

    workflow.request_review(task, by=None)
    publishing.approve(task, by=None)

    edit(page, FIRST, "Autre chose.")

    task.refresh_from_db()
    assert task.state == State.IN_PROGRESS


def test_those_concerned_are_told_once(task, page):
    heard = []
    listen = lambda event, **_: heard.append(event)  # noqa: E731
    happened.connect(listen)
    edit(page, FIRST, "Autre chose.")
    happened.disconnect(listen)

    assert heard == [Event.SOURCE_CHANGED]


def test_stopped_and_restarted_translation_loses_nothing(task, page):
    """T30: wagtail-localize's stop and start throws manual work away."""
    put(task, "Page", "Blatt")
    task.translation.enabled = False
    task.translation.save()

    submit(page, locale("de"), by=None)

    assert unit_of(task, "Page").target == "Blatt"
    assert task.translation.get_target_instance().title == "Seite"


def test_draft_of_the_source_changes_nothing(task, page):
    page.title = "Brouillon"
    page.save_revision()

    assert unit_of(task, "Page").target == "Seite"


def test_changed_translation_is_no_source(task):
    """T25."""
    german = task.translation.get_target_instance()
    german.save_revision().publish()

    task.refresh_from_db()
    assert task.state == State.PUBLISHED
