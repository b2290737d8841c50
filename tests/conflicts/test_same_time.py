"""Data loss: two editors who save at the very same moment, each over a connection of its own."""

import pytest
from django.db import connection

from tests.conflicts.test_two_editors import Editor, MemberText, PageText, history, newest
from tests.membership.test_same_time import in_threads

pytestmark = [
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    pytest.mark.skipif(
        connection.vendor != "postgresql", reason="SQLite in memory has one connection"
    ),
]
ROUNDS = 5


@pytest.mark.parametrize("kind", [PageText, MemberText])
@pytest.mark.parametrize("way", ["save", "publish"])
def test_of_two_who_save_at_once_one_is_told(kind, way):
    """Both would pass a look at the newest version that comes before the other's is stored."""
    text = kind()
    editors = [Editor(name, text.url) for name in ("Anna", "Boris")]
    for number in range(ROUNDS):
        words = [f"{name} {number}" for name in ("Anna", "Boris")]
        for editor in editors:
            editor.open()

        answers = in_threads(
            [
                lambda editor=editor, one=one: editor.send(text.data(one), way).status_code
                for editor, one in zip(editors, words, strict=True)
            ]
        )

        assert sorted(answers) == [302, 409], number
        saved = words[answers.index(302)]
        assert newest(text) == saved
        assert history(text)[-1] == saved
