"""A member who was accepted is submitted for translation as soon as an editor publishes the draft."""

from typing import Any

from wagtail.models import Locale

from membership.models import Application
from snippets.models import Member
from translation.rights import target_locales
from translation.submitting import submit


def submit_accepted(sender: type[Any], instance: Member, **_: Any) -> None:
    """Not before: what nobody has published yet is nothing to translate (T30). Once; later changes come by themselves."""
    is_new = instance.is_source() and not instance.others().exists()
    if is_new and Application.objects.filter(member=instance).exists():
        for locale in Locale.objects.filter(pk__in=target_locales()):
            submit(instance, locale, by=None)
