"""Members: one record in all languages, and errors that say what is wrong."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.utils import translation

from snippets.countries import country_choices, country_name
from snippets.models import Member, Secondee, SiteInformation
from tests.factories import make_member, make_secondee, make_site_information, translate

pytestmark = pytest.mark.django_db


def test_fact_that_changes_on_the_source_changes_in_every_language():
    member = make_member(website="https://old.example")
    german = translate(member, "de", name="Straßburg")

    member.website = "https://new.example"
    member.save()

    german.refresh_from_db()
    assert (german.website, german.name) == ("https://new.example", "Straßburg")


def test_translation_cannot_make_a_fact_differ():
    german = translate(make_member(country="FR"), "de")

    german.country = "DE"
    german.save()

    german.refresh_from_db()
    assert german.country == "FR"


def test_publishing_an_old_draft_of_a_translation_brings_no_old_fact_back():
    member = make_member(website="https://old.example")
    german = translate(member, "de")
    draft = german.save_revision()
    member.website = "https://new.example"
    member.save()

    draft.publish()

    german.refresh_from_db()
    assert german.website == "https://new.example"


def error_code(member, field):
    with pytest.raises(ValidationError) as caught:
        member.full_clean(exclude=["folded_name"])
    return caught.value.error_dict[field][0].code


def test_second_member_with_the_same_name_and_country_is_refused():
    first = make_member(name="Graz", country="AT")
    second = Member(name=" graz ", country="AT", kind="CITY", locale=first.locale)

    assert error_code(second, "name") == "duplicate_member"


def test_same_name_in_another_country_is_fine():
    make_member(name="Valence", country="FR")

    make_member(name="Valence", country="ES")


def test_same_name_in_a_translation_is_fine():
    """T21: uniqueness across languages would make translating crash."""
    member = make_member(name="Graz", country="AT")

    assert translate(member, "de").name == "Graz"


def test_database_refuses_a_duplicate_too():
    make_member(name="Graz", country="AT")

    with pytest.raises(IntegrityError):
        Member(
            name="Graz", country="AT", kind="CITY", locale_id=Member.objects.get().locale_id
        ).save()


@pytest.mark.parametrize(
    ("latitude", "longitude", "field"),
    [(91, 7, "latitude"), (48, -181, "longitude"), (48, None, "longitude"), (None, 7, "latitude")],
)
def test_coordinates_off_the_globe_or_halved_are_refused(latitude, longitude, field):
    member = make_member()
    member.latitude, member.longitude = latitude, longitude

    assert error_code(member, field)


def test_secondee_cannot_end_before_the_start():
    from datetime import date

    secondee = make_secondee()
    secondee.started_on, secondee.ended_on = date(2013, 9, 1), date(2013, 8, 1)

    assert error_code_of(secondee, "ended_on") == "end_before_start"


def error_code_of(instance, field):
    with pytest.raises(ValidationError) as caught:
        instance.full_clean()
    return caught.value.error_dict[field][0].code


def test_moving_a_secondee_moves_it_in_every_language():
    first, second, third = (make_secondee(name=name) for name in "abc")
    translate(third, "de")

    Secondee.move(third, 0)

    for tag, names in {"fr": ["c", "a", "b"], "de": ["c"]}.items():
        found = Secondee.objects.filter(locale__language_code=tag).order_by("sort_order")
        assert [secondee.name for secondee in found] == names
    assert (first.sort_order, second.sort_order) == (1, 2)


def test_publishing_an_older_draft_keeps_the_order_of_secondees():
    first, second = make_secondee(), make_secondee()
    draft = first.save_revision()
    Secondee.move(second, 0)

    draft.publish()

    assert list(Secondee.objects.order_by("sort_order")) == [second, first]


def test_second_site_information_is_refused():
    first = make_site_information()
    second = SiteInformation(name="B", contact_email="b@example.org", locale=first.locale)

    with pytest.raises(ValidationError):
        second.full_clean()


def test_country_names_follow_the_reader_and_come_from_cldr():
    with translation.override("de"):
        assert dict(country_choices())["MK"] == "Nordmazedonien"
    assert country_name("MK", "fr") == "Macédoine du Nord"


def test_romani_reader_gets_country_names_of_the_source_language():
    assert country_name("AT", "rom") == country_name("AT", "fr") == "Autriche"


def test_choices_hold_countries_only():
    assert {"EU", "UN", "ZZ", "XA"}.isdisjoint(dict(country_choices()))


def test_draft_changes_no_fact_of_what_is_live_in_other_languages():
    member = make_member(website="https://old.example")
    german = translate(member, "de")

    member.website = "https://draft.example"
    member.save_revision()

    german.refresh_from_db()
    assert german.website == "https://old.example"
