"""What is known to break in wagtail-localize and is not named in another file of these tests."""

import re
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.db.models import ManyToManyField
from django.urls import get_resolver, reverse
from modelcluster.models import get_all_child_relations
from wagtail.models import Page, TranslatableMixin, get_translatable_models
from wagtail_localize.models import StringSegment, TranslationSource

from pages.models import PAGE_MODELS
from snippets.models import Member, Secondee, SiteInformation
from tests.factories import block, locale, make_home, make_member, make_page, publish
from tests.translation.making import make_task, person, put_all, reviewed_and_published
from translation import publishing
from translation.models import State
from translation.submitting import submit
from translation.units import units

pytestmark = pytest.mark.django_db
OURS = [*PAGE_MODELS, Member, Secondee, SiteInformation]


@pytest.mark.parametrize("model", OURS, ids=lambda model: model.__name__)
def test_no_field_is_unique_over_all_languages(model):
    """T21: the copy for another language would break it."""
    own = [field for field in model._meta.local_fields if not field.primary_key]

    assert not [field.name for field in own if field.unique]


@pytest.mark.parametrize("model", OURS, ids=lambda model: model.__name__)
def test_no_relation_is_left_out_of_translation(model):
    """T23, T24: many-to-many fields are not translated, and translated child rows cannot be published."""
    many = [field.name for field in model._meta.many_to_many if isinstance(field, ManyToManyField)]
    children = [
        relation.name
        for relation in get_all_child_relations(model)
        if issubclass(relation.related_model, TranslatableMixin)
    ]

    assert (many, children) == ([], [])


def test_all_translatable_models_are_looked_at():
    assert {
        model
        for model in get_translatable_models()
        if model._meta.app_label in ("pages", "snippets")
    } <= {
        *OURS,
        *(parent for model in OURS for parent in model._meta.parents),
    }


def test_optional_text_that_was_stored_as_null_can_be_submitted():
    """T22."""
    quote = {"quote": "Mot", "attribution": None}
    page = make_page(make_home(), title="Page", slug="page", body=[block("quote", quote)])

    task = submit(page, locale("de"), by=None)

    assert {unit.source for unit in units(task.translation)} == {"Page", "page", "Mot"}


def test_field_that_is_new_to_a_source_comes_with_the_next_submission():
    """T34: until a sync, translators did not see it."""
    page = make_page(make_home(), title="Page", slug="page", seo_title="Titre long")
    task = submit(page, locale("de"), by=None)
    # As if the source had been taken before the field was there.
    StringSegment.objects.filter(source=task.translation.source, context__path="seo_title").delete()
    assert "Titre long" not in {unit.source for unit in units(task.translation)}

    submit(page, locale("rom"), by=None)

    assert "Titre long" in {unit.source for unit in units(task.translation)}


def test_translated_snippet_can_be_taken_off_the_site():
    """T35: wagtail-localize's editor cannot unpublish a snippet."""
    task = submit(publish(make_member(name="Ville")), locale("de"), by=None)
    put_all(task, {unit.source: unit.source for unit in units(task.translation)})
    reviewed_and_published(task)

    publishing.take_down(task, by=None)

    task.refresh_from_db()
    assert not task.translation.get_target_instance().live
    assert (task.state, task.published_at) == (State.IN_PROGRESS, None)


def test_source_in_another_language_does_not_confuse_the_task():
    """T25: an old second source for one document stays beside, and is not translated from."""
    home = make_home()
    task = make_task(home)
    german = home.copy_for_translation(locale("de"))
    TranslationSource.get_or_create_from_instance(german)

    again = submit(home, locale("de"), by=None)

    assert again == task
    assert again.translation.source.locale == locale("fr")


def test_bulk_publication_of_a_source_reaches_its_translations(client):
    """T30: wagtail-localize's bulk publication skips what was changed by a synchronisation."""
    home = make_home()
    task = submit(home, locale("de"), by=None)
    put_all(task, {"Accueil": "Start", "Ensemble": "Zusammen"})
    reviewed_and_published(task)
    home = type(home).objects.get(pk=home.pk)
    home.tagline = "Tous ensemble"
    home.save_revision()
    client.force_login(person("admin", is_superuser=True))

    bulk = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    client.post(f"{bulk}?id={home.pk}")

    home.refresh_from_db()
    task.refresh_from_db()
    assert home.tagline == "Tous ensemble"
    assert (task.state, bool(task.outdated_since)) == (State.OUTDATED, True)
    assert "Tous ensemble" in {unit.source for unit in units(task.translation)}


def test_pages_stand_on_wagtails_own_model():
    """T42: wagtail-localize does not support a base model of one's own."""
    assert getattr(settings, "WAGTAIL_PAGE_MODEL", "wagtailcore.Page") == "wagtailcore.Page"
    assert all(Page in model._meta.all_parents for model in PAGE_MODELS)


def addresses(patterns, start=""):
    for pattern in patterns:
        here = start + str(pattern.pattern)
        if hasattr(pattern, "url_patterns"):
            yield from addresses(pattern.url_patterns, here)
        else:
            yield here, getattr(pattern, "callback", None)


def test_no_api_of_wagtail_is_served():
    """T40, T42: its look-up by path ignores languages, and its writes run none of the hooks of the admin."""
    served = [(where, view) for where, view in addresses(get_resolver().url_patterns) if view]
    assert len(served) > 100

    apis = [
        where
        for where, view in served
        if (view.__module__ or "").startswith(("wagtail.api", "rest_framework", "ninja"))
    ]

    assert apis == []
    assert not [app.name for app in apps.get_app_configs() if app.name.startswith("wagtail.api")]


def test_every_trap_of_translation_is_named_by_a_test():
    """Of wagtail-localize, and those of the platform that concern languages."""
    tests = Path(__file__).parents[1].rglob("test_*.py")
    named = {
        int(number)
        for file in tests
        for number in re.findall(r"\bT(\d\d)\b", file.read_text(encoding="utf-8"))
    }

    assert {*range(19, 36), *range(40, 44)} <= named
