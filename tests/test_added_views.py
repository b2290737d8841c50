"""No view of the admin that the project adds escapes the browser test of its accessibility."""

from pathlib import Path

from django.urls import get_resolver

from tests.e2e.added_views import NO_PAGES, PAGES

ROOT = Path(__file__).parents[1]
OURS = {path.parent.name for path in ROOT.glob("*/apps.py")} | {"cms"}
ADMIN = "admin/"


def leaves(resolver, prefix=""):
    for pattern in resolver.url_patterns:
        address = f"{prefix}{pattern.pattern}"
        if hasattr(pattern, "url_patterns"):
            yield from leaves(pattern, address)
        else:
            yield address, pattern.callback


def owner(view):
    """The app whose function or class it is, below all decorators."""
    inner = getattr(view, "view_class", None)
    while inner is None and hasattr(view, "__wrapped__"):
        view = view.__wrapped__
        inner = getattr(view, "view_class", None)
    return (inner or view).__module__.partition(".")[0]


def test_every_added_view_is_on_the_list_of_the_browser_test():
    added = {
        address.removeprefix(ADMIN)
        for address, view in leaves(get_resolver())
        if address.startswith(ADMIN) and owner(view) in OURS
    }

    # What stands in the way of wagtail-localize shows nothing.
    added = {address for address in added if not address.startswith("^localize/")}
    assert added == PAGES.keys() | NO_PAGES
