"""The page of one application: all of it, what it may repeat, what was done, and what can be done."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import get_language_info, gettext_lazy, pgettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from membership import reviewing
from membership.duplicates import duplicates
from membership.models import Application, State
from membership.views.forms import (
    CHANGE,
    AcceptForm,
    AnswerForm,
    AssignForm,
    DeclineForm,
    NoteForm,
    QuestionForm,
)
from snippets.countries import active_language, country_name
from snippets.models import Member

VIEW = "membership.view_application"
PUBLISH_MEMBER = "snippets.publish_member"


def do_assign(application: Application, values: dict[str, Any], by: Any) -> None:
    reviewing.assign(application, values["assigned_to"], by)


def do_accept(application: Application, values: dict[str, Any], by: Any) -> None:
    standing = values["member"]
    member = get_object_or_404(Member, pk=standing) if standing else None
    reviewing.accept(application, by, member)


def with_text(function: Callable[[Application, str, Any], None]) -> Callable[..., None]:
    return lambda application, values, by: function(application, values["text"], by)


@dataclass(frozen=True, slots=True)
class Step:
    """Something that a reviewer can do; only_open ones not after the decision."""

    form: type[forms.Form]
    do: Callable[[Application, dict[str, Any], Any], None]
    heading: Any
    button: Any
    done: Any
    only_open: bool = True
    is_serious: bool = False


STEPS = {
    "assign": Step(
        AssignForm,
        do_assign,
        gettext_lazy("Assign"),
        gettext_lazy("Assign"),
        gettext_lazy("Assigned."),
    ),
    "note": Step(
        NoteForm,
        with_text(reviewing.note),
        gettext_lazy("Add a note"),
        gettext_lazy("Add the note"),
        gettext_lazy("The note is added."),
        only_open=False,
    ),
    "ask": Step(
        QuestionForm,
        with_text(reviewing.ask_back),
        gettext_lazy("Ask the applicant"),
        gettext_lazy("Send the question"),
        gettext_lazy("The question goes out by mail."),
    ),
    "answer": Step(
        AnswerForm,
        with_text(reviewing.note_answer),
        gettext_lazy("Note the answer"),
        gettext_lazy("Note the answer"),
        gettext_lazy("The answer is noted."),
    ),
    "decline": Step(
        DeclineForm,
        with_text(reviewing.decline),
        pgettext_lazy("application", "Decline"),
        gettext_lazy("Decline and send the reason"),
        gettext_lazy("The application is declined; the reason goes out by mail."),
        is_serious=True,
    ),
    "accept": Step(
        AcceptForm,
        do_accept,
        pgettext_lazy("application", "Accept"),
        gettext_lazy("Accept and make the member"),
        gettext_lazy("The application is accepted. Publish the member to show it to visitors."),
    ),
}


def is_possible(step: str, application: Application) -> bool:
    if step == "answer":
        return bool(application.state == State.WAITING)
    return application.is_open or not STEPS[step].only_open


def may_review(user: Any) -> bool:
    return bool(user.has_perm(CHANGE))


class ApplicationView(WagtailAdminTemplateMixin, TemplateView):
    template_name = "membership/application.html"
    page_title = gettext_lazy("Application to join")
    header_icon = "mail"
    bound: tuple[str, forms.Form] | None = None
    """A step that was tried, and its form with what is off."""

    @cached_property
    def application(self) -> Application:
        rows = Application.objects.select_related("assigned_to", "member")
        return get_object_or_404(rows, pk=self.kwargs["pk"])

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not (request.user.has_perm(VIEW) or may_review(request.user)):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        queue = {"url": reverse("applications:index"), "label": _("Applications")}
        return [queue, {"url": "", "label": self.application.authority_name}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        application = self.application
        return context | {
            "application": application,
            "country": country_name(application.country, active_language()),
            "language": get_language_info(application.locale)["name_translated"],
            "duplicates": duplicates(application),
            "entries": application.entries.select_related("author"),
            "mails": application.mails.all(),
            "steps": self.steps(),
            "member_url": self.member_url(),
            "may_review": may_review(self.request.user),
        }

    def steps(self) -> list[dict[str, Any]]:
        if not may_review(self.request.user) or self.application.anonymised_at:
            return []
        possible = [name for name in STEPS if is_possible(name, self.application)]
        return [{"name": name, "step": STEPS[name], "form": self.form(name)} for name in possible]

    def form(self, name: str) -> forms.Form:
        if self.bound and self.bound[0] == name:
            return self.bound[1]
        return STEPS[name].form(initial={"assigned_to": self.application.assigned_to}, prefix=name)

    def member_url(self) -> str:
        member = self.application.member
        return reverse("wagtailsnippets_snippets_member:edit", args=[member.pk]) if member else ""


@require_POST
def act(request: HttpRequest, pk: int, action: str) -> HttpResponse:
    """Takes one step, and says so; a form that is off comes back with what is off."""
    if not may_review(request.user):
        raise PermissionDenied
    step = STEPS.get(action)
    if step is None:
        raise Http404
    application = get_object_or_404(Application, pk=pk)
    form = step.form(request.POST, prefix=action)
    if not form.is_valid():
        view = ApplicationView.as_view(bound=(action, form))
        return view(as_get(request), pk=pk)
    take(request, step, application, form.cleaned_data)
    return redirect("applications:detail", pk)


def as_get(request: HttpRequest) -> HttpRequest:
    """The page is drawn again, with the form that came."""
    request.method = "GET"
    return request


def take(request: HttpRequest, step: Step, application: Application, values: Any) -> None:
    try:
        step.do(application, values, request.user)
    except reviewing.AlreadyDecided:
        messages.error(request, _("Somebody decided this application meanwhile: nothing was done."))
    except ValidationError as error:
        messages.error(request, reviewing.message_of(error))
    else:
        messages.success(request, step.done)
