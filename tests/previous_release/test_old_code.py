"""Data loss: failed migration. The code of the release before runs on the tables of this one. `make previous-release`."""

import os
import subprocess
import sys

from tests.databases import own_database, run_on
from tests.previous_release.history import check_out

SETTINGS = """from cms.settings.test import *

# The tests take the database as it is, and do not make one.
DATABASES["default"]["TEST"] = {"NAME": DATABASES["default"]["NAME"]}
"""
ITS_TESTS = [
    "schema/test_pages.py",
    "schema/test_members.py",
    "schema/test_search.py",
    "schema/test_membership.py",
    "conflicts/test_two_editors.py",
    "translation/test_publishing.py",
    "preview/test_grants.py",
    "access",
]
"""They read and write every table that a site lives on: through the endpoint, the form to join and the admin."""


def test_code_of_the_release_before_runs_on_the_new_tables(release, tmp_path):
    old = check_out(release, tmp_path / "old")
    with own_database("previous", tmp_path) as url:
        run_on(url, "manage.py", "migrate", "--verbosity", "0", timeout=900)
        done = run_its_tests(old, url, tmp_path)

    assert done.returncode == 0, done.stdout[-20_000:]
    assert " passed" in done.stdout


def run_its_tests(old, url, folder):
    (folder / "on_new_tables.py").write_text(SETTINGS, encoding="utf-8")
    tests = [f"tests/{name}" for name in ITS_TESTS if (old / "tests" / name).exists()]
    options = ["--ds", "on_new_tables", "--reuse-db", "-q", "-p", "no:randomly"]
    values = {"TEST_DATABASE_URL": url, "ENVIRONMENT": "test", "PYTHONPATH": f"{folder}:{old}"}
    return subprocess.run(  # noqa: S603
        [sys.executable, "-m", "pytest", *options, *tests],
        cwd=old,
        env=os.environ | values,
        capture_output=True,
        text=True,
        timeout=1800,
        check=False,
    )
