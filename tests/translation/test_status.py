"""GraphQL tells of a translation what the coordinator sees of it."""

import pytest
from wagtail_localize.models import StringTranslation, Translation, TranslationSource

from tests.factories import locale, make_home, make_page, publish
from tests.translation.making import change, put_all, reviewed_and_published
from translation import sources
from translation.adopting import adopt_all
from translation.models import SegmentVersion, State, TranslationTask
from translation.submitting import submit

pytestmark = pytest.mark.django_db

ASK = '{ page(path: "/fr/") { translations { locale status } } locales { code completeness } }'


@pytest.fixture
def home():
    return make_home()


@pytest.fixture
def task(home):
    made = submit(home, locale("de"), by=None)
    put_all(made, {"Accueil": "Start", "Ensemble": "Zusammen"})
    return reviewed_and_published(made)


def status(execute, tag="de"):
    links = execute(ASK)["page"]["translations"]
    return next((link["status"] for link in links if link["locale"] == tag), None)


def test_status_follows_the_task(task, home, execute):
    assert status(execute) == "TRANSLATED"

    change(home, tagline="Autre")
    assert status(execute) == "OUTDATED"

    put_all(task, {"Autre": "Anders"})
    assert status(execute) == "OUTDATED", "written is not published"

    reviewed_and_published(task)
    assert status(execute) == "TRANSLATED"


def test_published_typo_does_not_make_the_status_flip(task, home, execute):
    sources.publish_as_minor(home.pk)
    change(home, tagline="Ensembles")
    sources.publish_as_minor(None)

    assert status(execute) == "TRANSLATED"


def test_source_published_without_a_change_outdates_nothing(task, home, execute):
    publish(home)

    assert status(execute) == "TRANSLATED"


def test_completeness_is_the_share_of_published_tasks(task, home, execute):
    make_page(home)

    shares = {one["code"]: one["completeness"] for one in execute(ASK)["locales"]}

    published = TranslationTask.objects.exclude(published_at=None)
    assert shares == {"fr": 1, "en": 0, "de": published.count() / 2, "rom": 0}


def test_statement_count_does_not_depend_on_the_pages(
    home, execute, django_assert_num_queries, settings
):
    settings.RESPONSE_CACHE = False
    make_page(home)
    ask = '{ pages(locale: "fr") { edges { node { translations { status } } } } }'
    execute(ask)
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(
        connection,
    ) as few:
        execute(ask)
    expected = len(few)
    for _ in range(4):
        submit(make_page(home), locale("de"), by=None)
    execute(ask)
    with django_assert_num_queries(expected):
        execute(ask)


@pytest.fixture
def made_without_tasks(home):
    """As before there were tasks: the German home is live, with its words in bulk."""
    source, _made = TranslationSource.get_or_create_from_instance(home)
    Translation.objects.bulk_create([Translation(source=source, target_locale=locale("de"))])
    words = {"Accueil": "Start", "Ensemble": "Zusammen"}
    StringTranslation.objects.bulk_create(
        StringTranslation(
            translation_of=segment.string,
            context=segment.context,
            locale=locale("de"),
            data=words[segment.string.data],
            translation_type="manual",
        )
        for segment in source.stringsegment_set.select_related("string", "context")
    )
    page, _made = source.create_or_update_translation(locale("de"), publish=False)
    page.latest_revision.publish()


def test_live_translations_without_tasks_are_adopted(made_without_tasks, home, execute):
    assert adopt_all() == 1
    assert adopt_all() == 0

    task = TranslationTask.objects.get()
    assert (task.state, task.outdated_since, task.approved.count()) == (State.PUBLISHED, None, 2)
    assert SegmentVersion.objects.count() == 2
    change(home, tagline="Autre")
    assert status(execute) == "OUTDATED"


def test_live_half_done_translation_is_adopted_as_outdated(made_without_tasks, home):
    StringTranslation.objects.filter(data="Start").delete()

    adopt_all()

    assert TranslationTask.objects.get().state == State.OUTDATED
