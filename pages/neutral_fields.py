"""Facts that are the same in all languages: publishing the source changes them everywhere at once.

wagtail-localize copies them only when a translation is next saved; until then an event's German page
would keep last year's date.
"""

from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from wagtail.models import Locale
from wagtail_localize.fields import SynchronizedField

from pages.models import SitePage


def neutral_columns(model: type[SitePage]) -> list[str]:
    return [
        field.get_field(model).attname
        for field in model.translatable_fields
        if isinstance(field, SynchronizedField)
    ]


def copy_to_translations(source: SitePage) -> None:
    """Write the source's neutral columns to its translations and to their newest drafts.

    Aliases are left to Wagtail, and a page that is no source changes nothing.
    """
    if source.locale_id != Locale.get_default().pk:
        return
    values = {name: getattr(source, name) for name in neutral_columns(type(source))}
    translations = type(source).objects.filter(translation_key=source.translation_key)
    with transaction.atomic():
        for page in translations.exclude(pk=source.pk).filter(alias_of=None):
            if values != {name: getattr(page, name) for name in values}:
                type(source).objects.filter(pk=page.pk).update(**values)
            patch_latest_revision(page, values)


def patch_latest_revision(page: SitePage, values: dict[str, Any]) -> None:
    """So that publishing a draft that stands open does not bring the old facts back."""
    revision = page.latest_revision
    names = {page._meta.get_field(name).name: value for name, value in values.items()}
    if revision is None or names.items() <= revision.content.items():
        return
    encoder = DjangoJSONEncoder()
    for name, value in names.items():
        plain = isinstance(value, (str, int, float, bool, type(None)))
        revision.content[name] = value if plain else encoder.default(value)
    revision.save(update_fields=["content"])
