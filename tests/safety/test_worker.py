"""Data loss: worker killed during a task. At least once, and what it does is there once."""

import json

from tests.databases import own_database, run_on

PAGES = 15


def test_job_whose_workers_are_killed_is_done_once_and_whole(tmp_path):
    with own_database("worker", tmp_path) as url:
        said = run_on(url, "-m", "tests.safety.killed_worker", str(PAGES), "4", timeout=900)

    result = json.loads(said.splitlines()[-1])
    assert result["items"] == PAGES + 1
    # Else no kill hit what it was meant for.
    assert result["kills"] >= 3
    assert result["with work done"] >= 1
