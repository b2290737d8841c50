"""The edit views of pages and snippets, which refuse to overwrite what another editor saved meanwhile.

Wagtail 8 refuses a stale autosave; a stale Save or Publish it accepts (wagtail/admin/views/generic/mixins.py,
is_out_of_date is asked only for JSON). Here every way of saving asks, on the server.
"""

from http import HTTPStatus
from typing import Any

from django.contrib.admin.utils import unquote
from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from wagtail.admin.views.pages.edit import EditView as PageEditView
from wagtail.admin.views.pages.revisions import RevisionsRevertView
from wagtail.models import Page
from wagtail.snippets.views.snippets import EditView as SnippetEditView

from conflicts.changes import (
    Conflict,
    choice_of,
    find_conflict,
    is_saved_by_oneself_just_now,
)

CHOICE = "overwrite_newer"
"""The field in which an editor says which version to overwrite."""
TEMPLATES = {
    "wagtailadmin/pages/edit.html": "conflicts/page.html",
    "wagtailsnippets/snippets/edit.html": "conflicts/snippet.html",
}


class RefusesToOverwrite:
    """For an edit view of Wagtail. bound_panel() and edited() say what is compared."""

    request: HttpRequest
    latest_revision: Any
    expects_json_response: bool

    @cached_property
    def is_out_of_date(self) -> bool:
        """Also when the form names no version: there was none when it was opened, and now there is."""
        named = ("overwrite_revision_id", "loaded_revision_id")
        names_none = not any(self.request.POST.get(name) for name in named)
        if not ((self.latest_revision and names_none) or super().is_out_of_date):  # type: ignore[misc]
            return False
        # The browser learns of its own autosave by its answer, and sends the form without waiting for it.
        opened, own = self.request.POST.dict(), self.request.user
        is_known = is_saved_by_oneself_just_now(self.latest_revision, opened, own)
        return self.expects_json_response or not is_known

    @cached_property
    def is_stale(self) -> bool:
        return self.request.method == "POST" and self.is_out_of_date

    @cached_property
    def may_overwrite(self) -> bool:
        """The editor was shown the version that is the newest still, and agreed to overwrite it."""
        return self.request.POST.get(CHOICE) == choice_of(self.latest_revision)

    @cached_property
    def conflict(self) -> Conflict | None:
        if not self.is_stale or self.may_overwrite:
            return None
        opened = self.request.POST.dict()
        return find_conflict(self.latest_revision, opened, self.edited(), self.bound_panel())

    def edited(self) -> Any:
        raise NotImplementedError

    def bound_panel(self) -> Any:
        raise NotImplementedError

    def get_template_names(self) -> list[str]:
        """Ours in the place of Wagtail's, also where a view set lists several to choose from."""
        names: list[str] = super().get_template_names()  # type: ignore[misc]
        return [TEMPLATES.get(name, name) for name in names]

    def tell_conflict(self, form: Any, conflict: Conflict) -> None:
        last = conflict.savings[-1].who
        message = _("%(who)s has saved a newer version while you were editing.") % {"who": last}
        form.add_error(None, message)

    def refusal(self, response: HttpResponse) -> HttpResponse:
        """The editor's own text is in the form; 409 for whoever is no browser."""
        if self.conflict and response.status_code == HTTPStatus.OK:
            response.status_code = HTTPStatus.CONFLICT
        return response

    def get_context_data(self, **values: Any) -> dict[str, Any]:
        """A refused form stays as stale as it came, else the next click would overwrite after all."""
        context: dict[str, Any] = super().get_context_data(**values)  # type: ignore[misc]
        if self.is_stale:
            opened_at = self.request.POST.get("loaded_revision_created_at", "")
            context["loaded_revision_created_at"] = opened_at or "-"
            context["conflict"] = self.conflict
        return context


def as_new_version(request: HttpRequest) -> QueryDict:
    """The POST without the autosaved version to replace: what overwrites becomes a version of its own."""
    given = request.POST.copy()
    given.pop("overwrite_revision_id", None)
    return given


class PageConflicts(RefusesToOverwrite):
    """For Wagtail's page edit view and what stands on it."""

    form: Any
    page: Any
    edit_handler: Any

    def dispatch(self, request: HttpRequest, page_id: int, **kwargs: Any) -> HttpResponse:
        if request.method == "POST":
            # Until this request is done no other saves the page: two at the same time are one after the other.
            Page.objects.select_for_update().filter(pk=page_id).first()
        response = super().dispatch(request, page_id, **kwargs)  # type: ignore[misc]
        # A hook, as of translations, may have answered before there was a form.
        return self.refusal(response) if hasattr(self, "form") else response

    def form_valid(self, form: Any) -> HttpResponse:
        if self.conflict:
            form.restore_required_fields()
            self.tell_conflict(form, self.conflict)
            return self.form_invalid(form)  # type: ignore[attr-defined]
        if self.is_stale:
            self.request.POST = as_new_version(self.request)  # type: ignore[assignment]
        return super().form_valid(form)  # type: ignore[misc]

    def edited(self) -> Any:
        return self.page

    def bound_panel(self) -> Any:
        return self.edit_handler.get_bound_panel(
            instance=self.page, request=self.request, form=None
        )


class EditPageView(PageConflicts, PageEditView):
    pass


class RevertPageView(PageConflicts, RevisionsRevertView):
    pass


class EditSnippetView(RefusesToOverwrite, SnippetEditView):
    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        if request.method == "POST":
            rows = self.model._default_manager.select_for_update()
            rows.filter(pk=unquote(str(kwargs["pk"]))).first()
        super().setup(request, *args, **kwargs)

    def dispatch(self, *args: Any, **kwargs: Any) -> HttpResponse:
        response = super().dispatch(*args, **kwargs)
        return self.refusal(response) if hasattr(self, "form") else response

    def is_valid(self, form: Any) -> bool:
        is_fine: bool = super().is_valid(form)
        if is_fine and self.conflict:
            self.tell_conflict(form, self.conflict)
            self.produced_error_message = self.get_error_message()
            return False
        if is_fine and self.is_stale:
            self.request.POST = as_new_version(self.request)  # type: ignore[assignment]
        return is_fine

    def edited(self) -> Any:
        return self.object

    def bound_panel(self) -> Any:
        return self.panel.get_bound_panel(instance=self.object, request=self.request, form=None)
