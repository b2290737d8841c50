"""Submitting a selection from the lists of pages and snippets."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from wagtail.admin.views.pages.bulk_actions.page_bulk_action import PageBulkAction
from wagtail.models import TranslatableMixin
from wagtail.snippets.bulk_actions.snippet_bulk_action import SnippetBulkAction

from translation.views.door import is_source
from translation.views.submitting import SubmitForm, may_submit, start


class SubmitSelection:
    """The same for pages and snippets: a form, then a job."""

    display_name = _("Submit for translation")
    action_type = "submit_for_translation"
    aria_label = _("Submit the selection for translation")
    template_name = "translation/submit_selection.html"
    action_priority = 70
    form_class = SubmitForm

    request: Any
    get_actionable_objects: Any

    def check_perm(self, instance: Any) -> bool:
        """Only the published source is submitted."""
        is_right = isinstance(instance, TranslatableMixin) and is_source(instance)
        return may_submit(self.request.user) and is_right and getattr(instance, "live", True)

    def get_form_kwargs(self) -> dict[str, Any]:
        known: dict[str, Any] = super().get_form_kwargs()  # type: ignore[misc]
        return known | {"user": self.request.user, "has_subtree": False}

    def form_valid(self, form: SubmitForm) -> HttpResponse:
        chosen, _without = self.get_actionable_objects()
        return redirect("translation:job", start(self.request.user, chosen, form).pk)


class SubmitPages(SubmitSelection, PageBulkAction):
    pass


class SubmitSnippets(SubmitSelection, SnippetBulkAction):
    pass
