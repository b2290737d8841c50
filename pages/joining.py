"""Finds the page that asks people to join."""

from django.contrib.contenttypes.models import ContentType

from pages.localisation import Scope
from pages.models import JoinPage
from pages.reading import PageRecord, Reader
from pages.records import one


def join_page(reader: Reader, scope: Scope) -> PageRecord | None:
    """The public join page in the first of the scope's languages that has one."""
    kind = ContentType.objects.get_for_model(JoinPage)
    found = reader.read(reader.in_scope(scope).filter(content_type=kind).order_by("path"))
    rank = {tag: position for position, tag in enumerate(scope.languages)}
    found.sort(key=lambda page: rank[page.served])
    return one(found[0], scope) if found else None
