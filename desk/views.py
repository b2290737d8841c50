"""The lists behind the figures of the site's health."""

from typing import Any

from django.http import Http404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import TemplateView
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from desk.health import CHECKS, SHOWN, Check


class HealthView(WagtailAdminTemplateMixin, TemplateView):
    template_name = "desk/health.html"
    header_icon = "success"

    @cached_property
    def check(self) -> Check:
        found = next((check for check in CHECKS if check.slug == self.kwargs["slug"]), None)
        if found is None:
            raise Http404
        return found

    def get_page_title(self) -> str:
        return str(self.check.name)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        home = {"url": reverse("wagtailadmin_home"), "label": _("Home")}
        return [home, {"url": "", "label": self.check.name}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        findings = list(self.check.findings(self.request.user))
        return context | {"check": self.check, "findings": findings, "shown": SHOWN}
