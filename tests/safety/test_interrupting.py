"""Data loss: database connection lost mid-request, in a read, a write, a publication; and for a while."""

import pytest
from django.db import connection

from tests.databases import own_database, run_on


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite is a file, not a server")
def test_database_that_goes_away_loses_nothing_and_is_used_again_at_once(tmp_path):
    with own_database("interrupted", tmp_path) as url:
        said = run_on(
            url,
            "-m",
            "tests.safety.interrupting",
            DJANGO_SETTINGS_MODULE="cms.settings.dev",
            ENVIRONMENT="development",
            DATABASE_URL=url,
            VAR_DIR=str(tmp_path),
        )

    assert "back after" in said
