"""The limits of the GraphQL endpoint."""

from tests.defences.defence import Defence

ENDPOINT: tuple[Defence, ...] = (
    Defence(
        row="Request body, by its Content-Length",
        path="cms/schema/limits/bodies.py",
        old="int(told) > limit:",
        new="int(told) > limit * 8:",
        tests="tests/schema/test_requests.py::test_body_over_the_limit_is_refused_unread",
    ),
)
