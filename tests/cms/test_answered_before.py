"""In front of Django: the same request gets the same answer, as long as it holds and only where it may."""

from io import BytesIO
from types import SimpleNamespace
from urllib.parse import quote

import pytest

from cms import answered_before
from cms.answered_before import AnsweredBefore
from cms.scheduling import Turns
from cms.schema.response_cache import VERSION
from content_version import current

HEADERS = [("Content-Type", "application/json"), ("ETag", 'W/"tag"'), ("X-Request-ID", "7")]


class Django:
    """Answers with its number; what it says of itself is set by the test."""

    def __init__(self):
        self.asked = 0
        self.status, self.headers, self.version = "200 OK", HEADERS, "v1"

    def __call__(self, environ, start_response):
        self.asked += 1
        self.read = environ["wsgi.input"].read()
        if self.version:
            environ[VERSION] = self.version
        start_response(self.status, list(self.headers))
        return [] if self.status.startswith("304") else [b"answer %d" % self.asked]


@pytest.fixture
def django(monkeypatch):
    known = SimpleNamespace(version="v1")
    monkeypatch.setattr(current, "fresh", lambda: known)
    django = Django()
    django.known = known
    return django


@pytest.fixture
def ask(django):
    application = AnsweredBefore(django, "/graphql/")

    def ask(method="GET", query="{ x }", body=b"", path="/graphql/", **headers):
        told = []
        environ = {
            "REQUEST_METHOD": method,
            "PATH_INFO": path,
            "QUERY_STRING": f"query={quote(query)}" if method == "GET" else "",
            "CONTENT_LENGTH": str(len(body)),
            "CONTENT_TYPE": "application/json",
            "wsgi.input": BytesIO(body),
            "HTTP_HOST": "localhost",
        } | {name: value for name, value in headers.items() if value is not None}
        answer = application(environ, lambda *given: told.append(given))
        ((status, sent),) = told
        return status[:3], b"".join(answer), dict(sent)

    return ask


def test_same_request_is_answered_without_django(ask, django):
    first, second = ask(), ask()

    assert django.asked == 1
    assert first[:2] == second[:2] == ("200", b"answer 1")
    assert second[2]["Content-Length"] == "8"
    assert "X-Request-ID" not in second[2]


def test_same_post_is_answered_without_django(ask, django):
    assert ask("POST", body=b"{}")[1] == ask("POST", body=b"{}")[1]
    assert django.asked == 1


def test_what_is_kept_lets_others_go_first(ask, django, monkeypatch):
    """Another one may change the content meanwhile, and the answer is of after that."""
    ask()

    def change(turns):
        django.known.version = django.version = "v2"

    monkeypatch.setattr(Turns, "hand_on", change)
    assert ask()[1] == b"answer 2"


def test_django_reads_the_body_that_was_looked_at(ask, django):
    ask("POST", body=b'{"query": "{ x }"}')

    assert django.read == b'{"query": "{ x }"}'


@pytest.mark.parametrize(
    "other",
    [
        {"query": "{ y }"},
        {"HTTP_ACCEPT": "application/graphql-response+json"},
        {"HTTP_ORIGIN": "https://www.example.org"},
        {"HTTP_HOST": "elsewhere"},
        {"HTTP_X_FORWARDED_PROTO": "http"},
        {"HTTP_X_SOMETHING_NEW": "1"},
        {"method": "POST", "body": b"{}"},
    ],
    ids=str,
)
def test_another_request_is_asked(ask, django, other):
    ask()
    ask(**other)

    assert django.asked == 2


@pytest.mark.parametrize("name", ["HTTP_USER_AGENT", "HTTP_ACCEPT_LANGUAGE", "HTTP_REFERER"])
def test_headers_that_change_no_answer_do_not_matter(ask, django, name):
    ask()
    ask(**{name: "x"})

    assert django.asked == 1


@pytest.mark.parametrize(
    "who", [{"HTTP_AUTHORIZATION": "Bearer x"}, {"HTTP_COOKIE": "a=b; sessionid=x"}], ids=str
)
def test_somebody_who_is_known_is_always_asked_for(ask, django, who):
    ask(**who)
    ask(**who)

    assert django.asked == 2


def test_after_a_change_django_is_asked(ask, django):
    ask()
    django.known.version = django.version = "v2"

    assert ask()[1] == ask()[1] == b"answer 2"


def test_answer_of_another_version_than_now_is_not_given(ask, django):
    """It was made while something changed."""
    django.version = "v0"
    ask()
    ask()

    assert django.asked == 2


def test_while_the_version_must_be_asked_django_is(ask, django, monkeypatch):
    ask()
    monkeypatch.setattr(current, "fresh", lambda: None)
    ask()

    assert django.asked == 2


@pytest.mark.parametrize(
    ("status", "version", "headers"),
    [
        ("200 OK", None, HEADERS),
        ("503 Service Unavailable", "v1", HEADERS),
        ("200 OK", "v1", [*HEADERS, ("Set-Cookie", "a=b")]),
    ],
    ids=["of no version", "failed", "with a cookie"],
)
def test_what_may_not_be_kept_is_not(ask, django, status, version, headers):
    django.status, django.version, django.headers = status, version, headers
    ask()
    ask()

    assert django.asked == 2


def test_known_answer_is_304(ask, django):
    ask()

    assert ask(HTTP_IF_NONE_MATCH='W/"other", "tag"')[:2] == ("304", b"")
    assert ask(HTTP_IF_NONE_MATCH='"other"')[:2] == ("200", b"answer 1")
    assert django.asked == 1


def test_304_tells_nothing_of_a_body(ask, django):
    django.headers = [*HEADERS, ("Vary", "Accept"), ("X-Content-Type-Options", "nosniff")]
    ask()

    assert ask(HTTP_IF_NONE_MATCH='W/"tag"')[2] == {"ETag": 'W/"tag"', "Vary": "Accept"}


def test_304_of_django_is_given_again_and_to_nobody_else(ask, django):
    django.status = "304 Not Modified"
    ask(HTTP_IF_NONE_MATCH='W/"tag"')
    assert ask(HTTP_IF_NONE_MATCH='W/"tag"')[:2] == ("304", b"")
    assert django.asked == 1

    django.status = "200 OK"
    assert ask()[:2] == ("200", b"answer 2")
    assert ask()[:2] == ("200", b"answer 2")


def test_long_body_goes_on_unread(ask, django):
    body = b"x" * (answered_before.LONGEST_BODY + 1)
    ask("POST", body=body)
    ask("POST", body=body)

    assert django.asked == 2
    assert django.read == body


@pytest.mark.parametrize("other", [{"path": "/fr/"}, {"method": "OPTIONS"}], ids=str)
def test_other_paths_and_methods_go_on(ask, django, other):
    ask(**other)
    ask(**other)

    assert django.asked == 2
