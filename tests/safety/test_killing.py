"""Data loss: kill -9 during publish, at a hundred random moments."""

import json

from tests.databases import own_database, run_on

ROUNDS = 100


def test_a_killed_publication_is_wholly_old_or_wholly_new(tmp_path):
    with own_database("killed", tmp_path) as url:
        said = run_on(url, "-m", "tests.safety.killing", str(ROUNDS), "4", timeout=1200)

    result = json.loads(said.splitlines()[-1])
    assert result["rounds"] == ROUNDS
    # Else the moments missed what they were meant for.
    assert result["with changes"] > ROUNDS / 10
