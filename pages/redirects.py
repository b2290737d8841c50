"""Where an old public path leads now: Wagtail's redirects, seen as a visitor may see them."""

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.db.models import Q
from django.utils.encoding import uri_to_iri
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Site

from pages.reading import Reader

MOST_STEPS = 5
"""How many redirects may follow each other before they are taken for a circle."""
SCHEMES = {"http", "https"}


@dataclass(frozen=True, slots=True)
class Target:
    """address is a public path, or an absolute URL where an editor chose one."""

    address: str
    permanent: bool


def redirect_target(reader: Reader, path: str) -> Target | None:
    """None where there is no redirect, where a public page stands at the path, and where the target is not public.

    path may carry a query string: a redirect for the whole of it goes before one for the path alone.
    A redirect to another redirect is followed to its end; in a circle there is none.
    """
    followed: list[Redirect] = []
    address = path
    while address.startswith("/") and not is_page(reader, address):
        found = next(redirects(address), None)
        if found is None:
            break
        if found in followed or len(followed) == MOST_STEPS:
            return None
        followed.append(found)
        address = target_address(reader, found)
        if found.redirect_page_id:
            break
    if not followed or not address:
        return None
    return Target(address, all(redirect.is_permanent for redirect in followed))


def is_page(reader: Reader, address: str) -> bool:
    return reader.by_path(urlsplit(address).path) is not None


def redirects(path: str) -> Iterator[Redirect]:
    """Those for a path of the site, the one that fits best first."""
    candidates = possible_paths(path)
    site = Site.objects.filter(is_default_site=True).first()
    rows = Redirect.objects.filter(Q(site=site) | Q(site=None), old_path__in=candidates)
    rows = rows.select_related("redirect_page")
    yield from sorted(rows, key=lambda row: (candidates.index(row.old_path), row.site_id is None))


def possible_paths(path: str) -> list[str]:
    """How Wagtail may have stored it: with and without its query, as letters and as percent-codes."""
    encoded = Redirect.normalise_path(path, decode_unicode=False)
    whole = [uri_to_iri(encoded), encoded]
    return list(dict.fromkeys([*whole, *(urlsplit(form).path for form in whole)]))


def target_address(reader: Reader, redirect: Redirect) -> str:
    """Empty when it is not public, or no address that a browser may follow."""
    if redirect.redirect_page_id:
        page = reader.by_id(redirect.redirect_page_id)
        return (
            page.url_path.rstrip("/") + (redirect.redirect_page_route_path or "/") if page else ""
        )
    link = redirect.redirect_link
    is_local = link.startswith("/") and not link.startswith(("//", "/\\"))
    return link if is_local or urlsplit(link).scheme in SCHEMES else ""
