"""The workspace: one document in one language, all its segments, and the steps of its task."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.db.models import ObjectDoesNotExist, Q
from django.db.transaction import non_atomic_requests
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_GET, require_POST
from wagtail.admin import messages, widgets
from wagtail.models import Locale
from wagtail_localize.models import get_edit_url

from translation import jobs, machine, memory, publishing, sources, workflow
from translation.models import JobState, State, TranslationTask
from translation.publishing import NotReady, Obstacle, obstacles, own_work
from translation.rights import Action, coordinates, may
from translation.sources import NotMinor
from translation.views.asking import task_for
from translation.views.rows import name_of, sheet, visible
from translation.views.sharing import unfinished
from translation.workflow import CommentMissing, WrongState


class PeopleField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    """Members of teams, by their full names."""

    def __init__(self, **options: Any) -> None:
        people = get_user_model()._default_manager.none()
        super().__init__(people, widget=forms.CheckboxSelectMultiple, required=False, **options)

    def label_from_instance(self, person: Any) -> str:
        return name_of(person)


class PlanForm(forms.ModelForm):  # type: ignore[type-arg]
    assignees = PeopleField(label=gettext_lazy("Assigned to"))

    class Meta:
        model = TranslationTask
        fields = ["assignees", "due_on", "priority", "note"]
        widgets = {
            "due_on": widgets.AdminDateInput,
            "note": widgets.AdminAutoHeightTextInput(attrs={"rows": 2}),
        }

    def __init__(self, *args: Any, locale: Locale, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["assignees"].queryset = team_of([locale])  # type: ignore[attr-defined]


def team_of(locales: list[Locale]) -> Any:
    """Everybody who works into one of the languages."""
    people = get_user_model()._default_manager.filter(
        Q(translation_teams__locale__in=locales), is_active=True
    )
    return people.distinct().order_by("last_name", "first_name", "username")


@require_GET
def workspace(request: HttpRequest, pk: int) -> HttpResponse:
    task = task_for(request, pk, Action.VIEW)
    locale = task.translation.target_locale
    shown = sheet(task)
    can = {action.value.lower(): may(request.user, action, locale) for action in Action}
    context = {
        "task": task,
        "sheet": shown,
        "can": can,
        "steps": steps_of(task, can),
        "obstacles": obstacles(task) if task.state == State.IN_REVIEW else [],
        "own_work": own_work_of(request.user, task, can),
        "history": task.transitions.select_related("by"),
        "comments": task.comments.filter(context=None).select_related("by", "resolved_by"),
        "plan_form": PlanForm(instance=task, locale=locale) if can["coordinate"] else None,
        "assignees": task.assignees.all(),
        "sent_back": sent_back(task),
        "machine": machine.machine_for(task.translation.source.locale, locale),
        "source_url": source_url(request, task),
        "removed": [
            (visible(one.old.source), visible(one.old.text)) for one in shown.removed if one.old
        ],
        "header_title": _("Translation: %s") % task,
        "page_title": task.translation.source.object_repr,
        "breadcrumbs_items": [
            {"url": reverse("wagtailadmin_home"), "label": _("Home")},
            {"url": reverse("translation:tasks"), "label": _("Translations")},
            {"url": "", "label": task.translation.source.object_repr},
        ],
        "header_icon": "wagtail-localize-language",
    }
    return TemplateResponse(request, "translation/workspace.html", context)


@require_GET
def preview(request: HttpRequest, pk: int) -> HttpResponse:
    """The document as it would be with the texts of now, in the frontend; the source's words where there are none."""
    draft = unfinished(task_for(request, pk, Action.VIEW))
    response: HttpResponse = draft.make_preview_request(request, draft.default_preview_mode)
    return response


def own_work_of(user: Any, task: TranslationTask, can: dict[str, bool]) -> list[Obstacle]:
    """Why this reviewer is not the one to approve; empty for all others."""
    if task.state != State.IN_REVIEW or not can["review"]:
        return []
    return own_work(task, by=user)


def sent_back(task: TranslationTask) -> Any:
    """The reviewer's words, as long as they wait for an answer."""
    if task.state != State.CHANGES_REQUESTED:
        return None
    steps = task.transitions.filter(to_state=State.CHANGES_REQUESTED)
    return steps.select_related("by").last()


def source_url(request: HttpRequest, task: TranslationTask) -> str | None:
    """For editors of the source; None for who may not edit it."""
    try:
        source = task.translation.source.get_source_instance()
    except ObjectDoesNotExist:
        return None
    if may_publish_source(request.user, source):
        return get_edit_url(source)
    return None


def may_publish_source(user: Any, source: Any) -> bool:
    if hasattr(source, "permissions_for_user"):
        return bool(source.permissions_for_user(user).can_publish())
    return bool(user.has_perm(f"{source._meta.app_label}.publish_{source._meta.model_name}"))


class Step:
    """A button of the workspace: what it does, who may, and from which states."""

    def __init__(
        self,
        name: str,
        label: Any,
        action: Action,
        states: set[State],
        do: Callable[..., None],
        *,
        icon: str,
        style: str = "",
        asks: bool = False,
    ) -> None:
        self.name, self.label, self.action, self.states, self.do = name, label, action, states, do
        self.icon, self.style, self.asks = icon, style, asks


def request_review(task: TranslationTask, *, by: Any, comment: str) -> None:
    workflow.request_review(task, by=by, comment=comment)


def without_comment(do: Callable[..., None]) -> Callable[..., None]:
    def step(task: TranslationTask, *, by: Any, comment: str) -> None:
        do(task, by=by)

    return step


AT_WORK = {State.NEW, State.IN_PROGRESS, State.CHANGES_REQUESTED, State.OUTDATED}
STEPS = {
    step.name: step
    for step in (
        Step(
            "request_review",
            gettext_lazy("Request review"),
            Action.TRANSLATE,
            AT_WORK,
            request_review,
            icon="resubmit",
            asks=True,
        ),
        Step(
            "approve_and_publish",
            gettext_lazy("Approve and publish"),
            Action.REVIEW,
            {State.IN_REVIEW},
            publishing.approve_and_publish,
            icon="check",
        ),
        Step(
            "approve",
            gettext_lazy("Approve only"),
            Action.REVIEW,
            {State.IN_REVIEW},
            publishing.approve,
            icon="check",
            style="button-secondary",
        ),
        Step(
            "publish",
            gettext_lazy("Publish"),
            Action.REVIEW,
            {State.APPROVED},
            without_comment(publishing.publish),
            icon="upload",
        ),
        Step(
            "request_changes",
            gettext_lazy("Request changes"),
            Action.REVIEW,
            {State.IN_REVIEW, State.APPROVED},
            workflow.request_changes,
            icon="rotate",
            style="button-secondary",
            asks=True,
        ),
        Step(
            "start",
            gettext_lazy("Back to work"),
            Action.TRANSLATE,
            {State.IN_REVIEW, State.APPROVED},
            without_comment(workflow.start),
            icon="edit",
            style="button-secondary",
        ),
        Step(
            "take_down",
            gettext_lazy("Take off the site"),
            Action.REVIEW,
            set(State),
            without_comment(publishing.take_down),
            icon="download",
            style="button-secondary no",
        ),
    )
}


def steps_of(task: TranslationTask, can: dict[str, bool]) -> list[Step]:
    state = State(task.state)
    return [
        step
        for step in STEPS.values()
        if state in step.states
        and can[step.action.value.lower()]
        and (step.name != "take_down" or task.published_at)
    ]


@require_POST
def take_step(request: HttpRequest, pk: int) -> HttpResponse:
    step = STEPS.get(request.POST.get("step", ""))
    if step is None:
        raise PermissionDenied
    task = task_for(request, pk, step.action)
    try:
        step.do(task, by=request.user, comment=request.POST.get("comment", "").strip())
    except NotReady as refused:
        messages.error(request, not_ready(refused))
    except CommentMissing:
        messages.error(request, _("Tell the translators what has to be changed."))
    except WrongState as refused:
        messages.error(request, _("Meanwhile the translation is: %s.") % refused.state.label)
    else:
        messages.success(request, _("Done: %(step)s.") % {"step": step.label})
    return redirect("translation:task", pk)


def not_ready(refused: NotReady) -> str:
    count = len(refused.obstacles)
    start = ngettext(
        "One thing stands in the way:", "%(count)d things stand in the way:", count
    ) % {"count": count}
    words = [
        f"{visible(one.unit.source)[:40]}: {one.message}" if one.unit else one.message
        for one in refused.obstacles[:3]
    ]
    return f"{start} {'; '.join(words)}{' …' if count > 3 else ''}"


@require_POST
def plan(request: HttpRequest, pk: int) -> HttpResponse:
    task = task_for(request, pk, Action.COORDINATE)
    form = PlanForm(request.POST, instance=task, locale=task.translation.target_locale)
    if form.is_valid():
        wanted = form.cleaned_data
        workflow.plan(
            task,
            due_on=wanted["due_on"],
            priority=wanted["priority"],
            note=wanted["note"],
            users=wanted["assignees"],
            by=request.user,
        )
        messages.success(request, _("The plan was saved."))
    else:
        messages.validation_error(request, _("The plan was not saved."), form)
    return redirect("translation:task", pk)


@require_POST
def minor(request: HttpRequest, pk: int) -> HttpResponse:
    """For the source's editor, who knows whether it was a typo, and for coordinators."""
    task = task_for_source_editor(request, pk)
    try:
        sources.mark_minor(task, by=request.user)
    except NotMinor:
        messages.error(request, _("Sentences were added or taken away: that is no minor change."))
    else:
        messages.success(request, _("The translation stays valid as it is."))
    if may(request.user, Action.VIEW, task.translation.target_locale):
        return redirect("translation:task", pk)
    return redirect(get_edit_url(task.translation.source.get_source_instance()))


def task_for_source_editor(request: HttpRequest, pk: int) -> TranslationTask:
    tasks = TranslationTask.objects.select_related(
        "translation__source__object", "translation__target_locale"
    )
    task = get_object_or_404(tasks, pk=pk)
    source = task.translation.source.get_source_instance()
    if not (coordinates(request.user) or may_publish_source(request.user, source)):
        raise PermissionDenied
    return task


@require_POST
def comment(request: HttpRequest, pk: int) -> HttpResponse:
    task = task_for(request, pk, Action.VIEW)
    text = request.POST.get("comment", "").strip()
    if text:
        workflow.comment_on(task, text, by=request.user)
    return redirect(reverse("translation:task", args=[pk]) + "#comments")


@require_POST
def fill(request: HttpRequest, pk: int) -> HttpResponse:
    """Empty segments whose very words were translated elsewhere, in one go."""
    task = task_for(request, pk, Action.TRANSLATE)
    count = memory.fill_identical(task.translation, request.user)
    filled = ngettext("%(count)d segment was filled.", "%(count)d segments were filled.", count)
    messages.success(request, filled % {"count": count})
    return redirect("translation:task", pk)


@non_atomic_requests
@require_POST
def translate_rest(request: HttpRequest, pk: int) -> HttpResponse:
    """Empty segments by the machine; what it wrote before it refused stays."""
    task = task_for(request, pk, Action.TRANSLATE)
    job = jobs.start(machine.begin(task.translation, by=request.user))
    if not job.is_finished:
        return redirect("translation:job", job.pk)
    if job.state != JobState.FAILED or job.counts.get("written"):
        messages.success(request, " ".join(jobs.outcome(job)))
    if job.state == JobState.FAILED:
        messages.error(request, job.failure)
    return redirect("translation:task", pk)
