"""Nothing that is not public comes out of the endpoint, whatever is asked, and by whatever side door."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from types import SimpleNamespace
from unittest.mock import patch

import pytest
from django.db import connection, transaction
from django.db.models import Q

import statements
from content_version.models import ContentChange
from content_version.watched import watched_columns
from media.models import Picture, SiteDocument
from membership.models import Application
from pages import people, reading, redirects
from pages.models import SitePage
from pages.reading import Reader
from search import finding
from search.models import SearchEntry
from tests.schema.hidden_content import MARKER, OPEN, make_site
from tests.schema.walking import Walk, every_field

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def site(django_db_setup, django_db_blocker):
    """Made once: the walks only read."""
    # Wagtail's own index serves the admin only, and takes most of the time of saving.
    with django_db_blocker.unblock(), transaction.atomic():
        with patch("modelsearch.index.insert_or_update_object"):
            make_site()
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def walked(site):
    """The whole walk, once: the questions whose answers hold the marker, what was reached, the tables read."""
    walk, tables = Walk([MARKER, OPEN]), set()

    def look(run, sql, params, many, context):
        tables.update(re.findall(r'(?:FROM|JOIN) "(\w+)"', sql))
        return run(sql, params, many, context)

    with connection.execute_wrapper(look):
        answers = list(walk.answers())
    return SimpleNamespace(
        wrong=[question for question, answer in answers if leaks(answer)],
        failed=[question for question, answer in answers if "INTERNAL" in str(answer["errors"])],
        reached=set(walk.reached),
        tables=tables,
    )


def leaks(answer):
    return MARKER in str(answer).lower()


def test_nothing_hidden_is_in_any_answer(walked):
    assert walked.wrong == []


def test_nothing_fails(walked):
    assert walked.failed == []


def test_walk_went_everywhere(walked):
    """Or it would have proved nothing: a new field that nothing fills must be filled in hidden_content."""
    assert every_field() - walked.reached == NEVER_REACHED


def test_every_table_that_a_query_reads_moves_the_content_version(walked):
    """So that no new table can be forgotten."""
    others = {"django_content_type", ContentChange._meta.db_table, Application._meta.db_table}

    assert len(walked.tables) > 20
    assert walked.tables - set(watched_columns()) - others == set()


NEVER_REACHED = {
    "HomePage_breadcrumbs",  # Nothing stands above it,
    "HomePage_parent",  # ever.
    "ApplyForMembershipPayload_errors",  # The input is right.
    "FieldError_code",
    "FieldError_field",
    "FieldError_message",
}


EVERY_ROW = Q(pk__isnull=False)


@contextmanager
def everything_visible(owner, name):
    """The rule taken out of one method of the reader."""
    real = getattr(owner, name)

    def careless(self, *args, **kwargs):
        before = dict(self.__dict__)
        self.__dict__.update(is_public=EVERY_ROW, visible=SitePage.objects.all())
        try:
            return real(self, *args, **kwargs)
        finally:
            del self.is_public, self.visible
            self.__dict__.update(before)

    with patch.object(owner, name, careless):
        yield


def every_row(model):
    return model._default_manager.all()


def pages_of(_reader, scope):
    return SitePage.objects.filter(locale__language_code=scope.locale)


def page_of(_reader, found):
    return found.redirect_page.url_path if found.redirect_page else ""


@contextmanager
def careless_search():
    """The index finds everything, and the records are read without the rule."""
    everything = patch.object(finding, "public_entries", lambda *_: SearchEntry.objects.all())
    with everything, everything_visible(Reader, "read_visible"):
        yield


HOLES = {
    "path": (everything_visible, (Reader, "by_path"), "page"),
    "id": (everything_visible, (Reader, "by_id"), "node"),
    "version": (everything_visible, (Reader, "by_keys"), "page"),
    "menu": (everything_visible, (Reader, "in_menus"), "navigation"),
    "links and choosers": (everything_visible, (Reader, "by_ids"), "node"),
    "parents and breadcrumbs": (everything_visible, (Reader, "relatives"), "page"),
    "translations": (everything_visible, (Reader, "relatives"), "node"),
    "children": (everything_visible, (Reader, "children"), "node"),
    "lists": (patch.object, (Reader, "in_scope", pages_of), "pages"),
    "redirects": (patch.object, (redirects, "target_address", page_of), "redirect"),
    "pictures": (patch.object, (reading, "public_pictures", lambda _: every_row(Picture)), "node"),
    "documents": (
        patch.object,
        (reading, "public_documents", lambda _: every_row(SiteDocument)),
        "node",
    ),
    "members": (patch.object, (people, "public_snippets", every_row), "members"),
    "chosen members": (patch.object, (people, "public_snippets", every_row), "node"),
    "linked members": (patch.object, (people, "live_now", lambda: EVERY_ROW), "node"),
    "secondees": (patch.object, (people, "public_snippets", every_row), "secondees"),
    "search": (careless_search, (), "search"),
}
"""How to take the rule out of one place, and a root field by which that must come to light."""


@pytest.fixture
def no_statements_of_the_hole() -> Iterator[None]:
    """What was compiled with a hole must not serve afterwards."""
    yield
    statements.forget_all()


@pytest.mark.usefixtures("no_statements_of_the_hole")
@pytest.mark.parametrize("hole", HOLES)
def test_walk_finds_a_resolver_without_the_rule(site, hole):
    take_out, place, root = HOLES[hole]
    statements.forget_all()

    with take_out(*place):
        assert any(leaks(answer) for _question, answer in Walk([MARKER, OPEN]).answers([root]))
