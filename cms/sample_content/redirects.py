"""Addresses that the sample was once printed with, and where they lead now."""

from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page

from cms.sample_content.rich_text import Numbers

SHORT_ADDRESSES = {"/join": "join", "/objectifs": "objectives", "/prix": "prize"}
"""Old path → the document that it leads to, in the source language."""


def load_redirects(numbers: Numbers) -> int:
    """How many were made; those that stand are left as they are."""
    made = 0
    for path, name in SHORT_ADDRESSES.items():
        if name not in numbers.pages:
            continue  # As Wagtail does with the redirects of a page that goes.
        page = Page.objects.get(pk=numbers.pages[name])
        _redirect, is_new = Redirect.objects.get_or_create(
            old_path=path, site=None, defaults={"redirect_page": page}
        )
        made += is_new
    return made
