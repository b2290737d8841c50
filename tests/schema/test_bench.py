"""What `make bench` asks is within the limits that anonymous callers have."""

import pytest

from bench.asking import questions
from tests.factories import make_home

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("question", questions("/fr/"), ids=lambda question: question.name)
def test_measured_question_is_answered(execute, question):
    make_home()

    execute(question.query, **question.variables)
