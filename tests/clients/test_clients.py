"""Apollo Client and urql on a running server; `make clients` builds them first."""

import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction

from cms.sample_content.loader import load_sample_content
from tests.conftest import ENDPOINT
from tests.factories import pretend_drawn

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

HERE = Path(__file__).parent


@pytest.fixture
def sample_content(django_db_serialized_rollback: None, transactional_db: None) -> None:
    """Committed at once: pictures are drawn after a commit, but not those that stand drawn by then."""
    with transaction.atomic():
        load_sample_content(report=lambda _line: None)
        pretend_drawn()


def test_real_clients_run_every_operation(sample_content: None, live_server: Any):
    npm = shutil.which("npm")
    assert npm, "npm is needed"
    environment = os.environ | {"GRAPHQL_URL": live_server.url + ENDPOINT}

    tests = subprocess.run(  # noqa: S603
        [npm, "test"],
        cwd=HERE,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=600,
    )

    if tests.returncode:
        pytest.fail(tests.stdout, pytrace=False)
