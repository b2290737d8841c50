"""Data loss: kill -9 of the worker, at random moments of each kind of long work of translations."""

import json

from tests.databases import own_database, run_on

ROUNDS = 2


def test_work_of_killed_workers_ends_as_if_nobody_had_disturbed_it(tmp_path):
    with own_database("killed_jobs", tmp_path) as url:
        said = run_on(url, "-m", "tests.safety.killing_jobs", str(ROUNDS), "4", timeout=900)

    result = json.loads(said.splitlines()[-1])
    assert result["rounds"] == ROUNDS
    # Else the moments missed what they were meant for.
    assert result["in the middle"] > 0
    assert result["kills"] >= 4 * ROUNDS
