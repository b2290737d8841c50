"""The index follows what is saved, and can be written anew."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.db import IntegrityError

from search.models import SearchEntry
from tests.factories import make_home, make_member, make_page, publish, translate

pytestmark = pytest.mark.django_db


def shown():
    return sorted(SearchEntry.objects.values_list("language", "title", "body", "configuration"))


def test_rebuilt_index_is_the_one_that_was_kept():
    home = make_home()
    page = make_page(home, title="Page", intro="<p>Texte</p>")
    translate(home, "de", title="Start")
    translate(make_member(name="Lyon"), "en", name="Lyons")
    page.title = "Autre"
    publish(page)
    kept = shown()
    SearchEntry.objects.all().delete()

    call_command("rebuild_search_index", stdout=StringIO())

    assert shown() == kept
    assert len(kept) == 5


def test_missing_index_is_made_by_the_next_migrate():
    make_page(make_home(), title="Page")
    kept = shown()
    SearchEntry.objects.all().delete()

    call_command("migrate", verbosity=0)

    assert shown() == kept


def test_entry_stands_for_exactly_one_thing():
    with pytest.raises(IntegrityError):
        SearchEntry.objects.create(language="fr", configuration="simple", title="", body="")


def test_saving_a_draft_writes_no_entry(django_assert_num_queries):
    page = make_page(make_home(), title="Page")
    kept = shown()
    page.title = "Brouillon"

    page.save_revision()

    assert shown() == kept
