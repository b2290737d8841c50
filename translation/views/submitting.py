"""Where a coordinator submits content for translation: one document, all below a page, a selection, what is outdated."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.db.transaction import non_atomic_requests
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import widgets
from wagtail.models import Locale, Page, TranslatableMixin

from translation import jobs
from translation.models import Job, Priority
from translation.rights import Action, coordinates, locales_for
from translation.submitting import Plan, items_of, options_of, outdated_sources, subtree
from translation.views.workspace import PeopleField, team_of


class SubmitForm(forms.Form):
    locales = forms.ModelMultipleChoiceField(
        Locale.objects.none(), label=gettext_lazy("Languages"), widget=forms.CheckboxSelectMultiple
    )
    include_subtree = forms.BooleanField(
        label=gettext_lazy("With all published pages below"), required=False
    )
    users = PeopleField(
        label=gettext_lazy("Assigned to"),
        help_text=gettext_lazy(
            "Each language goes to those of its team who are chosen; to nobody in particular when none is."
        ),
    )
    due_on = forms.DateField(
        label=gettext_lazy("Due on"), required=False, widget=widgets.AdminDateInput
    )
    priority = forms.TypedChoiceField(
        label=gettext_lazy("Priority"),
        choices=Priority.choices,
        coerce=int,
        initial=Priority.NORMAL,
    )
    note = forms.CharField(
        label=gettext_lazy("Note"), required=False, widget=widgets.AdminAutoHeightTextInput
    )

    def __init__(
        self, *args: Any, user: Any, has_subtree: bool, locale: Locale | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        locales = Locale.objects.filter(pk__in=locales_for(user, Action.COORDINATE))
        if locale:
            locales = locales.filter(pk=locale.pk)
            self.initial["locales"] = [locale.pk]
        self.fields["locales"].queryset = locales  # type: ignore[attr-defined]
        self.fields["users"].queryset = team_of(list(locales))  # type: ignore[attr-defined]
        if not has_subtree:
            del self.fields["include_subtree"]

    def plan(self) -> Plan:
        wanted = self.cleaned_data
        return Plan(
            due_on=wanted["due_on"],
            priority=wanted["priority"],
            note=wanted["note"],
            users=tuple(wanted["users"]),
        )


@non_atomic_requests
def submit_page(request: HttpRequest, pk: int) -> HttpResponse:
    require_coordinator(request.user)
    page = get_object_or_404(Page.objects.filter(depth__gt=1), pk=pk).specific
    has_subtree = page.numchild > 0
    locale = asked_locale(request)
    return submitting(request, [page], title=str(page), has_subtree=has_subtree, locale=locale)


@non_atomic_requests
def submit_snippet(request: HttpRequest, app_label: str, model_name: str, pk: int) -> HttpResponse:
    require_coordinator(request.user)
    model = apps.get_model(app_label, model_name)
    if not issubclass(model, TranslatableMixin):
        raise PermissionDenied
    instance = get_object_or_404(model, pk=pk)
    return submitting(request, [instance], title=str(instance), locale=asked_locale(request))


def asked_locale(request: HttpRequest) -> Locale | None:
    """A link from the matrix means one language."""
    asked = request.GET.get("locale", "")
    return get_object_or_404(Locale, pk=asked) if asked.isdecimal() else None


@non_atomic_requests
def submit_outdated(request: HttpRequest, tag: str) -> HttpResponse:
    """Everything in one language that is live and behind its source."""
    require_coordinator(request.user)
    locale = get_object_or_404(Locale, language_code=tag)
    title = _("Everything outdated: %s") % locale
    return submitting(request, outdated_sources(locale), title=title, locale=locale)


def submitting(
    request: HttpRequest,
    instances: list[Any],
    *,
    title: str,
    has_subtree: bool = False,
    locale: Locale | None = None,
) -> HttpResponse:
    form = SubmitForm(
        request.POST or None, user=request.user, has_subtree=has_subtree, locale=locale
    )
    if request.method == "POST" and form.is_valid():
        if form.cleaned_data.get("include_subtree"):
            instances = [page for instance in instances for page in subtree(instance)]
        return redirect("translation:job", start(request.user, instances, form).pk)
    context = {
        "form": form,
        "instances": instances,
        "header_title": _("Submit for translation"),
        "page_title": _("Submit for translation"),
        "page_subtitle": title,
        "header_icon": "wagtail-localize-language",
        "breadcrumbs_items": [
            {"url": reverse("wagtailadmin_home"), "label": _("Home")},
            {"url": reverse("translation:tasks"), "label": _("Translations")},
            {"url": "", "label": title},
        ],
    }
    return TemplateResponse(request, "translation/submit.html", context)


def start(user: Any, instances: Iterable[Any], form: SubmitForm) -> Job:
    """Small jobs are done before the answer, so that one page is as quick as ever."""
    documents = list(instances)
    items = items_of(documents, form.cleaned_data["locales"])
    title = str(documents[0]) if len({*map(str, documents)}) == 1 else ""
    return jobs.start(jobs.begin("submit", items, options_of(form.plan()), by=user, title=title))


def require_coordinator(user: Any) -> None:
    if not may_submit(user):
        raise PermissionDenied


def may_submit(user: Any) -> bool:
    return coordinates(user)
