"""The audits of graphql-http on a running server; `make audits` installs them first."""

import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import ENDPOINT

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

HERE = Path(__file__).parent


def test_every_audit_of_graphql_over_http_passes(live_server: Any):
    npm = shutil.which("npm")
    assert npm, "npm is needed"

    audit = subprocess.run(  # noqa: S603
        [npm, "test", "--silent"],
        cwd=HERE,
        env=os.environ | {"GRAPHQL_URL": live_server.url + ENDPOINT},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=120,
    )

    assert audit.returncode == 0, audit.stdout
    assert "61 of 61 audits pass" in audit.stdout
