"""Never half a page: only what is whole, free of errors and approved goes public, and all at once."""

import pytest
from wagtail.contrib.redirects.models import Redirect
from wagtail.signals import page_published

from tests.factories import block, locale, make_draft, make_home, make_member, make_page, publish
from tests.translation.making import change, put, put_all, reviewed_and_published, reviewer
from translation import publishing, workflow
from translation.models import SegmentVersion, State
from translation.publishing import NotReady, approve, approve_and_publish, obstacles
from translation.submitting import submit
from translation.units import units
from translation.workflow import WrongState

pytestmark = pytest.mark.django_db

WORDS = {"Page": "Seite", "Un <b>mot</b>.": "Ein <b>Wort</b>."}


@pytest.fixture
def page():
    body = [block("paragraph", "<p>Un <b>mot</b>.</p>")]
    home = make_home()
    task = submit(home, locale("de"), by=None)
    put_all(task, {"Accueil": "Start", "Ensemble": "Zusammen"})
    reviewed_and_published(task)
    return make_page(home, title="Page", slug="page", body=body)


@pytest.fixture
def task(page):
    return submit(page, locale("de"), by=None)


@pytest.fixture
def published(task):
    put_all(task, WORDS)
    return reviewed_and_published(task, by=reviewer())


ASK = '{ page(path: "/fr/page/", locale: "de", fallback: ["fr"]) { title path servedLocale } }'


def test_submitted_page_is_a_draft_and_the_fallback_is_served(task, execute):
    """T19."""
    assert execute(ASK)["page"] == {"title": "Page", "path": "/fr/page/", "servedLocale": "fr"}
    assert not task.translation.get_target_instance().live


def test_approved_page_goes_public_whole(published, execute):
    assert published.state == State.PUBLISHED
    assert execute(ASK)["page"] == {"title": "Seite", "path": "/de/seite/", "servedLocale": "de"}
    target = published.translation.get_target_instance()
    assert str(target.body[0].value) == "<p>Ein <b>Wort</b>.</p>"
    assert target.live_revision == target.latest_revision


def test_page_with_a_missing_segment_can_be_neither_approved_nor_published(task):
    put(task, "Page", "Seite")
    workflow.request_review(task, by=None)

    with pytest.raises(NotReady) as refused:
        approve(task, by=None)

    assert [one.unit.source for one in refused.value.obstacles] == ["Un <b>mot</b>."]
    task.refresh_from_db()
    assert task.state == State.IN_REVIEW


def test_text_with_broken_markup_blocks_the_approval(task):
    put_all(task, WORDS | {"Un <b>mot</b>.": "Ein <script>Wort</script>."})
    workflow.request_review(task, by=None)

    with pytest.raises(NotReady):
        approve(task, by=None)


def test_nothing_is_published_that_was_not_approved(task):
    put_all(task, WORDS)
    workflow.request_review(task, by=None)

    with pytest.raises(WrongState):
        publishing.publish(task, by=None)

    assert not task.translation.get_target_instance().live


def test_text_written_after_the_approval_takes_it_away(task):
    put_all(task, WORDS)
    workflow.request_review(task, by=None)
    approve(task, by=None)

    put(task, "Page", "Blatt")

    task.refresh_from_db()
    with pytest.raises(WrongState):
        publishing.publish(task, by=None)


def test_failing_publication_leaves_page_revision_and_task_as_they_were(task):
    put_all(task, WORDS)
    workflow.request_review(task, by=None)

    def fail(**_):
        raise RuntimeError

    page_published.connect(fail)
    try:
        with pytest.raises(RuntimeError):
            approve_and_publish(task, by=None)
    finally:
        page_published.disconnect(fail)

    task.refresh_from_db()
    target = task.translation.get_target_instance()
    assert (task.state, task.published_at, target.live, target.title) == (
        State.IN_REVIEW,
        None,
        False,
        "Page",
    )
    assert not task.approved.exists()


def test_live_page_stays_as_it_was_while_somebody_translates(published):
    """wagtail-localize writes drafts into the live row."""
    put(published, "Page", "Blatt")

    assert published.translation.get_target_instance().title == "Seite"


def test_approval_marks_every_text_as_reviewed_by_the_reviewer(published):
    kept = SegmentVersion.objects.filter(locale__language_code="de", text__in=WORDS.values())
    assert {version.reviewed_by.username for version in kept} == {"reviewer"}
    put(published, "Page", "Blatt")
    assert [u.source for u in units(published.translation) if not u.is_reviewed] == ["Page"]


def test_unpublished_source_is_not_published_in_another_language(task, page):
    put_all(task, WORDS)
    make_draft(page)

    assert [one.unit for one in obstacles(task)] == [None]


def test_slug_is_made_from_the_title_once_and_then_stays(published, page):
    """T33: an address does not change because a title does."""
    put(published, "Page", "Blatt")
    reviewed_and_published(published)

    assert published.translation.get_target_instance().slug == "seite"


def test_slug_of_the_source_changes_without_touching_its_translations(published, page):
    change(page, slug="autre")

    published.refresh_from_db()
    assert published.outdated_since is None
    assert published.translation.get_target_instance().slug == "seite"


def test_slug_that_a_translator_changes_leaves_a_redirect(
    published, django_capture_on_commit_callbacks
):
    put(published, "page", "blatt")
    with django_capture_on_commit_callbacks(execute=True):
        reviewed_and_published(published)

    target = published.translation.get_target_instance()
    assert target.slug == "blatt"
    assert [r.redirect_page_id for r in Redirect.objects.filter(old_path="/de/seite")] == [
        target.pk
    ]


def test_taken_slug_gets_a_number(task, page):
    put_all(task, WORDS)
    reviewed_and_published(task)
    twin = submit(
        make_page(page.get_parent(), title="Page 2", slug="page-2"), locale("de"), by=None
    )
    put(twin, "Page 2", "Seite")
    reviewed_and_published(twin)

    assert twin.translation.get_target_instance().slug == "seite-1"


def test_snippet_goes_the_same_way(execute):
    member = make_member(name="Ville", description="<p>Belle</p>")
    publish(member)
    task = submit(member, locale("de"), by=None)
    ask = '{ members(locale: "de", fallback: ["fr"]) { edges { node { description { text } servedLocale } } } }'

    def served():
        return [edge["node"] for edge in execute(ask)["members"]["edges"]]

    assert [one["servedLocale"] for one in served()] == ["fr"]

    for unit in units(task.translation):
        put(task, unit.source, {"Belle": "Schön"}.get(unit.source, unit.source))
    reviewed_and_published(task)

    assert served() == [{"description": {"text": "Schön"}, "servedLocale": "de"}]


def test_taken_down_page_is_no_longer_said_to_be_published(published):
    publishing.take_down(published, by=None)

    published.refresh_from_db()
    assert (published.state, published.published_at) == (State.IN_PROGRESS, None)


def test_alias_shows_the_source_until_its_translation_is_approved(page, execute):
    """T13: an alias is live with the source's words; approval makes it a page of its own."""
    page.copy_for_translation(locale("de"), alias=True)
    task = submit(page, locale("de"), by=None)
    assert task.translation.get_target_instance().alias_of_id == page.pk

    put_all(task, WORDS)
    reviewed_and_published(task)

    target = task.translation.get_target_instance()
    assert (target.alias_of_id, target.title, target.live) == (None, "Seite", True)
