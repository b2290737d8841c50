"""An accepted member goes on to the translators."""

import pytest

from membership.models import State
from snippets.models import Member
from tests.factories import make_application, make_home, make_member, publish
from translation.models import TranslationTask

pytestmark = pytest.mark.django_db


@pytest.fixture
def member():
    make_home()
    return make_member(live=False)


def languages():
    tasks = TranslationTask.objects.values_list("translation__target_locale__language_code")
    return sorted(tag for (tag,) in tasks)


def test_accepted_member_gets_a_task_for_each_language_when_it_is_published(member):
    make_application(member=member, state=State.ACCEPTED)
    assert languages() == []

    publish(member)
    publish(Member.objects.get(pk=member.pk))

    assert languages() == ["de", "en", "rom"]


def test_member_who_never_applied_waits_for_a_coordinator(member):
    publish(member)

    assert languages() == []
