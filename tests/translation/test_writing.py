"""Nothing that a translator wrote is lost, and nobody overwrites what he has not seen."""

import pytest
from django.contrib.auth import get_user_model
from wagtail_localize.models import StringTranslation, Translation, TranslationSource

from tests.factories import locale, make_home, make_page, paragraph
from translation.models import Origin, SegmentVersion
from translation.units import units
from translation.writing import Conflict, write

pytestmark = pytest.mark.django_db


@pytest.fixture
def german():
    page = make_page(make_home(), title="Page", slug="page", body=[paragraph("<p>Un. Deux.</p>")])
    source, _created = TranslationSource.get_or_create_from_instance(page)
    return Translation.objects.create(source=source, target_locale=locale("de"))


def unit_of(translation, text):
    return next(unit for unit in units(translation) if unit.source == text)


def put(translation, source, text, by=None, **options):
    unit = unit_of(translation, source)
    segment = translation.source.stringsegment_set.get(pk=unit.pk)
    return write(translation, segment, text, by=by, **{"version": unit.version} | options)


def person(name):
    return get_user_model().objects.create_user(name)


def test_what_is_written_stands_in_the_unit(german):
    put(german, "Page", "Seite", by=person("anna"))

    unit = unit_of(german, "Page")
    assert (unit.target, unit.origin, unit.is_reviewed) == ("Seite", Origin.HUMAN, False)


def test_stale_writer_is_told_who_wrote_what_and_nothing_is_overwritten(german):
    """Threat: two translators, same segment."""
    put(german, "Page", "Seite", by=person("anna"))

    with pytest.raises(Conflict) as refused:
        put(german, "Page", "Blatt", by=person("bela"), version=None)

    newest = refused.value.newest
    assert (newest.text, newest.written_by.username) == ("Seite", "anna")
    assert unit_of(german, "Page").target == "Seite"


def test_who_has_seen_the_newer_text_may_replace_it_and_both_are_kept(german):
    first = put(german, "Page", "Seite")

    put(german, "Page", "Blatt", version=first.pk)

    kept = SegmentVersion.objects.order_by("pk").values_list("text", flat=True)
    assert list(kept) == ["Seite", "Blatt"]


def test_same_text_twice_is_one_version(german):
    put(german, "Page", "Seite")
    put(german, "Page", "Seite", version=None)

    assert SegmentVersion.objects.count() == 1


def test_emptied_text_stays_in_the_history(german):
    put(german, "Page", "Seite")
    put(german, "Page", "")

    assert not StringTranslation.objects.exists()
    assert list(SegmentVersion.objects.order_by("pk").values_list("text", flat=True)) == [
        "Seite",
        "",
    ]


def test_text_that_comes_by_another_way_is_kept_too(german):
    unit = unit_of(german, "Page")
    made = StringTranslation.objects.create(
        translation_of_id=unit.string,
        context_id=unit.context,
        locale=german.target_locale,
        data="Seite",
        translation_type="machine",
        tool_name="Tool",
    )
    made.data = "Blatt"
    made.save()

    kept = SegmentVersion.objects.order_by("pk").values_list("text", "origin", "tool")
    assert list(kept) == [("Seite", "MACHINE", "Tool"), ("Blatt", "MACHINE", "Tool")]


def test_units_cost_two_queries(german, django_assert_num_queries):
    put(german, "Page", "Seite")

    with django_assert_num_queries(2):
        assert len(units(german)) > 2
