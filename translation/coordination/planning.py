"""Assigns, dates and ranks many translations at once; what is not said stays as it is."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminDateInput
from wagtail.models import Page

from translation import jobs, workflow
from translation.coverage import PAGE, SNIPPETS, Cell, Coverage, Document
from translation.models import Job, Priority, TeamMember, TranslationTask
from translation.rights import Action, locales_for
from translation.submitting import Plan, options_of

KEEP, ADD, REPLACE = "keep", "add", "replace"


@dataclass(frozen=True, slots=True)
class Change:
    """None, "" and KEEP leave what a task has."""

    users: tuple[Any, ...] = ()
    how: str = KEEP
    due_on: date | None = None
    no_date: bool = False
    priority: int | None = None
    note: str = ""


def chosen_cells(coverage: Coverage, names: Iterable[str], user: Any) -> list[Cell]:
    """In the order of the coverage; what is no cell any more is left out. Raises PermissionDenied."""
    wanted = set(names)
    cells = [cell for cell in coverage.cells if cell.name in wanted]
    if not {cell.locale for cell in cells} <= locales_for(user, Action.COORDINATE):
        raise PermissionDenied
    return cells


class PlanForm(forms.Form):
    how = forms.ChoiceField(
        label=_("People"),
        choices=[
            (KEEP, _("Leave as they are")),
            (ADD, _("Add those below")),
            (REPLACE, _("Replace by those below")),
        ],
        initial=KEEP,
    )
    users: Any = forms.ModelMultipleChoiceField(
        label=_("Assigned to"),
        queryset=None,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Each person gets only what is in the languages of his or her teams."),
    )
    due_on = forms.DateField(label=_("Due on"), required=False, widget=AdminDateInput)
    no_date = forms.BooleanField(label=_("Take the date away"), required=False)
    priority = forms.TypedChoiceField(
        label=_("Priority"),
        required=False,
        coerce=int,
        empty_value=None,
        choices=[("", _("Leave as it is")), *Priority.choices],
    )
    note = forms.CharField(
        label=_("Note"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Takes the place of an earlier note."),
    )

    def __init__(self, *args: Any, cells: list[Cell], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        locales = {cell.locale for cell in cells}
        members = TeamMember.objects.filter(locale__in=locales).values("user")
        users = get_user_model()._default_manager.filter(pk__in=members, is_active=True)
        self.fields["users"].queryset = users.order_by("last_name", "username")  # type: ignore[attr-defined]
        self.fields["users"].label_from_instance = name_of  # type: ignore[attr-defined]

    def plan(self) -> Change:
        cleaned = self.cleaned_data
        return Change(
            users=tuple(cleaned["users"]),
            how=cleaned["how"],
            due_on=cleaned["due_on"],
            no_date=cleaned["no_date"],
            priority=cleaned["priority"],
            note=cleaned["note"],
        )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("how") == ADD and not cleaned.get("users"):
            self.add_error("users", _("Choose somebody."))
        if cleaned.get("due_on") and cleaned.get("no_date"):
            self.add_error("due_on", _("Either a date, or none."))
        return cleaned


def name_of(user: Any) -> str:
    return user.get_full_name() or user.get_username()


def submit_missing(cells: list[Cell], change: Change, *, by: Any) -> Job | None:
    """A job that submits the cells without a task, with the same plan; None where all have one."""
    items = [
        [label(cell.document), cell.document.pk, cell.locale] for cell in cells if not cell.task
    ]
    if not items:
        return None
    plan = Plan(
        due_on=change.due_on,
        priority=change.priority or Priority.NORMAL,
        note=change.note,
        users=change.users,
    )
    return jobs.start(jobs.begin("submit", items, options_of(plan), by=by))


def label(document: Document) -> str:
    model = Page if document.kind == PAGE else SNIPPETS[document.kind]
    return str(model._meta.label_lower)


@transaction.atomic
def apply(cells: list[Cell], change: Change, *, by: Any) -> int:
    """All or nothing; the number of tasks that were planned. Cells without a task are left out."""
    tasks = TranslationTask.objects.filter(pk__in=[cell.task for cell in cells if cell.task])
    teams = set(TeamMember.objects.values_list("locale_id", "user_id"))
    for task in tasks.select_related("translation").prefetch_related("assignees"):
        apply_to(task, change, teams, by)
    return len(tasks)


def apply_to(task: TranslationTask, change: Change, teams: set[tuple[int, int]], by: Any) -> None:
    locale = task.translation.target_locale_id
    fitting = [user for user in change.users if (locale, user.pk) in teams]
    users = {KEEP: [*task.assignees.all()], ADD: [*task.assignees.all(), *fitting]}
    workflow.plan(
        task,
        due_on=None if change.no_date else change.due_on or task.due_on,
        priority=change.priority or task.priority,
        note=change.note or task.note,
        users=users.get(change.how, fitting),
        by=by,
    )
