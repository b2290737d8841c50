"""What editors are told when something is off."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils.timezone import now

from pages.footnotes import link_marks
from pages.models import EventPage, ObjectivesPage, PrizePage
from pages.models.history import MilestoneBlock
from pages.models.prize import EditionBlock
from pages.models.terminology import problem_with_terms
from tests.factories import block, items

pytestmark = pytest.mark.django_db


def test_event_cannot_end_before_it_starts():
    event = EventPage(title="E", slug="e", starts_at=now(), ends_at=now() - timedelta(hours=1))

    with pytest.raises(ValidationError) as caught:
        event.clean_period()

    assert caught.value.error_dict["ends_at"][0].code == "end_before_start"


def laureates(count):
    one = {"municipality": "Cork", "country": "IE", "member": None, "project": "P", "summary": ""}
    return EditionBlock().to_python({"year": 2015, "laureates": items(*[one] * count)})


@pytest.mark.parametrize("count", [2, 4])
def test_prize_edition_has_three_laureates(count):
    with pytest.raises(ValidationError):
        EditionBlock().clean(laureates(count))


def test_prize_edition_with_three_laureates_is_fine():
    assert len(EditionBlock().clean(laureates(3))["laureates"]) == 3


def test_two_editions_of_one_year_are_refused():
    edition = {"year": 2015, "laureates": []}
    page = PrizePage(title="P", slug="p", editions=[block("edition", edition)] * 2)

    with pytest.raises(ValidationError) as caught:
        page.clean_editions()

    assert caught.value.error_dict["editions"][0].code == "same_year"


def milestone(**values):
    stored = {"year": 2013, "month": "", "day": None, "title": "T", "content": "", "image": None}
    return MilestoneBlock().to_python(stored | values)


@pytest.mark.parametrize("known", [{}, {"month": "3"}, {"month": "3", "day": 20}])
def test_milestone_date_may_be_a_year_a_month_or_a_day(known):
    assert MilestoneBlock().clean(milestone(**known))["year"] == 2013


@pytest.mark.parametrize("wrong", [{"day": 20}, {"month": "2", "day": 30}, {"year": 15}])
def test_milestone_date_that_cannot_be_is_refused(wrong):
    with pytest.raises(ValidationError):
        MilestoneBlock().clean(milestone(**wrong))


@pytest.mark.parametrize(
    ("terms", "is_fine"),
    [
        ([("roma", ""), ("sinti", "roma")], True),
        ([("roma", ""), ("roma", "")], False),
        ([("sinti", "roma")], False),
        ([("a", "b"), ("b", "a")], False),
    ],
)
def test_terms_have_codes_and_broader_terms_that_exist(terms, is_fine):
    assert (problem_with_terms(terms) is None) is is_fine


def test_footnote_mark_without_a_note_is_pointed_out():
    content = block("objective", {"title": "T", "content": "<p>haine[2]</p>"})
    note = block("footnote", "<p>Une seule note</p>")
    page = ObjectivesPage(title="O", slug="o", objectives=[content], footnotes=[note])

    with pytest.raises(ValidationError) as caught:
        page.clean_marks()

    assert "[2]" in caught.value.messages[0]


def test_pasted_footnote_mark_becomes_a_link():
    html = link_marks("<p>déclarations[1] ; 12[3]</p>", 1)

    assert html == '<p>déclarations<sup><a href="#footnote-1">1</a></sup> ; 12[3]</p>'
