"""Translations stand where their source stands: when it moves, they go along."""

from django.db import transaction
from wagtail.coreutils import find_available_slug
from wagtail.models import Locale, Page


@transaction.atomic
def move_translations(source: Page, parent: Page) -> None:
    """Below parent's own translations. Where parent has none in a language, the page stays until somebody moves it."""
    if source.locale_id != Locale.get_default().pk:
        return
    places = dict(parent.get_translations().values_list("locale", "pk"))
    for pk, locale in source.get_translations().values_list("pk", "locale"):
        if locale in places:
            # Each from the database: the move before may have given it another path in the tree.
            move(Page.objects.get(pk=pk), Page.objects.get(pk=places[locale]))


def move(page: Page, parent: Page) -> None:
    if page.get_parent().pk == parent.pk:
        return
    slug = find_available_slug(parent, page.slug, ignore_page_id=page.pk)
    if slug != page.slug:
        Page.objects.filter(pk=page.pk).update(slug=slug)
        page.slug = slug
    page.move(parent, pos="last-child")
