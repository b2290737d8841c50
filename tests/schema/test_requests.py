"""Bodies that are too large, broken or deep (threat 6)."""

import io
import json

import pytest
from django.test import RequestFactory

from cms.schema.view import GraphQLView

pytestmark = pytest.mark.django_db

MOST = 131_072


def post(client, body, **headers):
    headers = {"Accept": "application/graphql-response+json"} | headers
    kind = headers.pop("content_type", "application/json")
    return client.post("/graphql/", body, content_type=kind, headers=headers)


def told(response):
    return response.status_code, json.loads(response.content)["errors"][0]["extensions"]["code"]


def body_of(size):
    start, end = '{"query":"{__typename}","x":"', '"}'
    return start + "a" * (size - len(start) - len(end)) + end


def test_body_at_the_limit_is_answered(client):
    assert post(client, body_of(MOST)).status_code == 200


def test_body_over_the_limit_is_refused(client):
    assert told(post(client, body_of(MOST + 1))) == (413, "PAYLOAD_TOO_LARGE")


class Unread(io.RawIOBase):
    def read(self, size=-1):
        raise AssertionError("the body was read")


def test_body_over_the_limit_is_refused_unread():
    """Row "Request body": it tells its length, and nobody waits for it."""
    request = RequestFactory().post(
        "/graphql/", content_type="application/json", CONTENT_LENGTH=str(MOST + 1)
    )
    request.META["wsgi.input"] = request._stream = Unread()

    assert told(GraphQLView.as_view()(request)) == (413, "PAYLOAD_TOO_LARGE")


def chunked(body):
    return chunked_stream(io.BytesIO(body.encode()))


def chunked_stream(stream):
    """As a server hands it on: no Content-Length, and a stream that ends."""
    environ = RequestFactory().post("/graphql/", content_type="application/json").META
    del environ["CONTENT_LENGTH"]
    environ |= {"HTTP_TRANSFER_ENCODING": "chunked", "wsgi.input": stream}
    request = RequestFactory().request(**environ)
    request.method = "POST"
    return GraphQLView.as_view()(request)


def test_chunked_body_at_the_limit_is_answered():
    assert chunked(body_of(MOST)).status_code == 200


def test_chunked_body_over_the_limit_is_refused():
    assert told(chunked(body_of(MOST + 1))) == (413, "PAYLOAD_TOO_LARGE")


def test_no_more_of_a_chunked_body_is_held_than_the_limit():
    """Row "Request body": what comes after is left where it is."""
    stream = io.BytesIO(b" " * 10 * MOST)

    chunked_stream(stream)

    assert stream.tell() == MOST + 1


@pytest.mark.parametrize("encoding", ["gzip", "br", "deflate", "x"])
def test_compressed_body_is_refused(client, encoding):
    """It could grow to any size."""
    response = post(client, body_of(100), **{"Content-Encoding": encoding})

    assert told(response) == (415, "UNSUPPORTED_MEDIA_TYPE")


def test_other_charset_is_refused(client):
    response = post(client, body_of(100), content_type="application/json; charset=utf-16")

    assert told(response) == (415, "UNSUPPORTED_MEDIA_TYPE")


def nested(levels):
    inner = "[" * (levels - 2) + "]" * (levels - 2)
    return f'{{"query":"{{__typename}}","variables":{{"x":{inner}}}}}'


def test_json_nested_as_deep_as_allowed_is_answered(client):
    assert post(client, nested(100)).status_code == 200


@pytest.mark.parametrize("levels", [101, 900, 30_000])
def test_deeper_json_is_refused(client, levels):
    assert told(post(client, nested(levels))) == (400, "BAD_REQUEST")


@pytest.mark.parametrize(
    "body",
    [
        b" ",
        b"\xff\xfe{",
        b'{"query":"\xff"}',
        '{"query":"{__typename}"}'.encode("utf-16"),
        b'{"query":"{__typename}","variables":{"x":NaN}}',
        b'{"query":"{__typename}","variables":{"x":' + b"9" * 5000 + b"}}",
        b'{"query":"{__typename} \\u0000"}',
        b'{"query":"{__typename} # \\ud800"}',
        b'{"query":"{__typename}","variables":{"\\udfff":1}}',
        b'{"query":"{__typename}","operationName":"\\u0000"}',
        b'[{"query":"{__typename}"},{"query":"{__typename}"}]',
        b'{"query":"{__typename}","extensions":[]}',
        b'{"query":"{__typename}","variables":"{}"}',
        b'"{__typename}"',
        b"null",
    ],
)
def test_broken_body_is_a_clean_error(client, body):
    assert told(post(client, body)) == (400, "BAD_REQUEST")


@pytest.mark.parametrize(
    "query",
    [
        '{ node(id: "\\u0000") { id } }',
        '{ node(id: "\\uD800") { id } }',
        '{ members(locale: "fr", first: ' + "9" * 5000 + ") { totalCount } }",
        '{ members(locale: "fr", first: 1e999) { totalCount } }',
        "{ a\u0000 }",
    ],
)
def test_broken_value_in_a_document_is_a_clean_error(client, query):
    status, code = told(post(client, {"query": query}))

    assert status == 400
    assert code in ("GRAPHQL_VALIDATION_FAILED", "GRAPHQL_PARSE_FAILED", "BAD_REQUEST")


def test_variables_in_the_url_are_bound_like_a_body(client):
    response = client.get("/graphql/", {"query": "{__typename}", "variables": "[" * 30_000})

    assert told(response) == (400, "BAD_REQUEST")
