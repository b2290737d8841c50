"""The first thing that a coordinator sees after log-in."""

from collections.abc import Mapping
from typing import Any

from django.forms import Media
from wagtail.admin.ui.components import Component

from translation.coordination.views import summaries
from translation.coverage import Coverage
from translation.rights import coordinates


class SharesPanel(Component):
    name = "translation_shares"
    template_name = "translation/coordination/home_panel.html"
    order = 220

    @property
    def media(self) -> Media:
        return Media(css={"all": ["translation/coverage.css"]})

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        return {"summaries": summaries(Coverage())}


def add_shares(request: Any, panels: list[Any]) -> None:
    if coordinates(request.user):
        panels.insert(0, SharesPanel())
