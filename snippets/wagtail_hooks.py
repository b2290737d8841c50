"""Registers the snippets in the admin."""

from wagtail.snippets.models import register_snippet

from snippets.views import AllianceViewSetGroup

register_snippet(AllianceViewSetGroup)
