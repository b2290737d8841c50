"""Data loss: restore from backup."""

import json
import os

from tests.databases import own_database, run_on


def test_restored_site_is_what_was_backed_up_to_the_last_byte(tmp_path):
    with own_database("drill", tmp_path) as url:
        said = run_on(url, "-m", "tests.safety.drilling", str(tmp_path), timeout=900)

    assert json.loads(said.splitlines()[-1])["compared"] > 50
    assert os.stat(tmp_path / "backup.tar").st_mode & 0o077 == 0
    assert not list(tmp_path.rglob(".backup-*"))
