"""Both tests ask for the release before."""

import pytest

from tests.previous_release.history import NoHistory, previous_release


@pytest.fixture(scope="module")
def release():
    try:
        return previous_release()
    except NoHistory as error:
        pytest.skip(f"the release before cannot be had: {error}")
