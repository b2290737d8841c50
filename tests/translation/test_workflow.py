"""The steps of a task: which lead where, and what is kept of them."""

import pytest

from tests.factories import make_home
from tests.translation.making import make_task, person, put, reviewer, translator
from translation import workflow
from translation.events import Event, happened
from translation.models import State, TranslationTask
from translation.workflow import STEPS, CommentMissing, WrongState

pytestmark = pytest.mark.django_db


@pytest.fixture
def task():
    return make_task(make_home())


@pytest.fixture
def events():
    heard = []

    def hear(event, by, comment, users, **_):
        heard.append((event, str(by), comment, [user.username for user in users]))

    happened.connect(hear)
    yield heard
    happened.disconnect(hear)


@pytest.mark.parametrize("to", State)
@pytest.mark.parametrize("standing", State)
def test_only_the_steps_of_the_table_can_be_taken(task, standing, to):
    TranslationTask.objects.filter(pk=task.pk).update(state=standing)
    allowed = to in STEPS[standing]

    if allowed:
        workflow.move(task, to, by=None)
    else:
        with pytest.raises(WrongState):
            workflow.move(task, to, by=None)

    task.refresh_from_db()
    assert task.state == (to if allowed else standing)
    assert task.transitions.count() == allowed


def test_every_state_can_be_reached_and_left():
    assert set().union(*STEPS.values()) == set(State) - {State.NEW}
    assert all(STEPS[state] for state in State)


def test_steps_are_kept_with_who_and_why(task):
    anna, bela = translator("anna"), reviewer("bela")
    workflow.start(task, by=anna)
    workflow.request_review(task, by=anna, comment="Fertig")
    workflow.request_changes(task, by=bela, comment="Zweiter Satz")

    kept = task.transitions.values_list("from_state", "to_state", "by__username", "comment")
    assert list(kept) == [
        ("NEW", "IN_PROGRESS", "anna", ""),
        ("IN_PROGRESS", "IN_REVIEW", "anna", "Fertig"),
        ("IN_REVIEW", "CHANGES_REQUESTED", "bela", "Zweiter Satz"),
    ]


def test_those_who_listen_are_told(task, events):
    anna = translator("anna")
    workflow.assign(task, [anna], by=None)
    workflow.assign(task, [anna], by=None)
    workflow.request_review(task, by=anna)
    workflow.comment_on(task, "Bitte", by=anna)

    assert events == [
        (Event.ASSIGNED, "None", "", ["anna"]),
        (Event.REVIEW_REQUESTED, "anna", "", []),
        (Event.COMMENTED, "anna", "Bitte", []),
    ]


def test_nobody_is_sent_back_without_a_reason(task):
    workflow.request_review(task, by=None)

    with pytest.raises(CommentMissing):
        workflow.request_changes(task, by=None, comment=" ")


def test_stale_copy_of_a_task_cannot_take_a_step_twice(task):
    stale = TranslationTask.objects.get(pk=task.pk)
    workflow.request_review(task, by=None)

    with pytest.raises(WrongState):
        workflow.request_review(stale, by=None)


@pytest.mark.parametrize(
    ("standing", "after"),
    [
        (State.NEW, State.IN_PROGRESS),
        (State.APPROVED, State.IN_PROGRESS),
        (State.PUBLISHED, State.IN_PROGRESS),
        (State.IN_REVIEW, State.IN_REVIEW),
        (State.CHANGES_REQUESTED, State.CHANGES_REQUESTED),
    ],
)
def test_written_text_takes_an_approval_away(task, standing, after):
    TranslationTask.objects.filter(pk=task.pk).update(state=standing)

    put(task, "Ensemble", "Zusammen", by=person("anna"))

    task.refresh_from_db()
    assert task.state == after
