"""Registers the snippets in the admin, and what choosers offer first."""

from wagtail import hooks
from wagtail.snippets.models import register_snippet

from snippets.choosers import in_chooser_language
from snippets.views import AllianceViewSetGroup

register_snippet(AllianceViewSetGroup)
hooks.register("construct_page_chooser_queryset", in_chooser_language)
