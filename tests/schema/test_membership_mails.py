"""Whom an application has written to."""

import pytest
from django.core import mail

from tests.schema.test_membership import APPLY, application

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("homepage", "mails"), [("", 1), ("https://spam.example", 0)])
def test_robot_has_nobody_written_to(execute, django_capture_on_commit_callbacks, homepage, mails):
    """Threat 12: or anybody could have mails sent to others by filling in the form."""
    with django_capture_on_commit_callbacks(execute=True):
        execute(APPLY, input=application(homepage=homepage))

    assert len(mail.outbox) == mails
