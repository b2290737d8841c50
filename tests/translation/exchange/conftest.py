"""Messages are compared in the language that they are written in."""

import pytest
from django.utils import translation


@pytest.fixture(autouse=True)
def in_english(request):
    with translation.override("en"):
        if "client" in request.fixturenames:
            request.getfixturevalue("client").defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
        yield
