"""The admin's pages for files: out, in, and between them the dry run."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.models import Locale

from translation import jobs
from translation.exchange import po, tbx, tmx, xliff
from translation.exchange.applying import NotApplicable, changed, obstacles
from translation.exchange.exporting import documents, translations_into
from translation.exchange.files import FileProblem
from translation.exchange.forms import ApplyForm, ExportForm, UploadForm
from translation.exchange.planning import Kind, Plan
from translation.exchange.remembering import MemoryPlan
from translation.exchange.rights import exchange_locales, may_exchange
from translation.exchange.running import begin_dry_run, begin_import, current_plan
from translation.exchange.staging import plan_of, take
from translation.models import Job, JobState, UploadedFile

SHOWN = 500
"""Rows of a dry run; the counts are of all."""


class FilesView(WagtailAdminTemplateMixin, View):
    page_title = gettext_lazy("Translation files")
    header_icon = "wagtail-localize-language"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not self.locales:
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def locales(self) -> list[Locale]:
        return exchange_locales(self.request.user)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        index = {"url": reverse("translation_files:index"), "label": self.page_title}
        return [*super().get_breadcrumbs_items(), index]

    def forms(self, **bound: Any) -> dict[str, Any]:
        return {
            "export_form": ExportForm(locales=self.locales),
            "upload_form": UploadForm(locales=self.locales),
        } | bound


class IndexView(FilesView):
    template_name = "translation/exchange/index.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.render_to_response(self.get_context_data(**self.forms()))

    def post(self, request: HttpRequest) -> HttpResponse:
        """Takes a file in and starts its dry run; nothing is changed."""
        form = UploadForm(request.POST, request.FILES, locales=self.locales)
        if form.is_valid() and (uploaded := taken(form, request.user)):
            return dry_run(request, uploaded)
        return self.render_to_response(self.get_context_data(**self.forms(upload_form=form)))


def taken(form: UploadForm, by: Any) -> UploadedFile | None:
    """Kept when it can be read; else the form says why it cannot."""
    file = form.cleaned_data["file"]
    try:
        return take(file.read(), file.name, form.cleaned_data["locale"], by)
    except FileProblem as problem:
        form.add_error("file", str(problem))
        return None


def dry_run(request: HttpRequest, uploaded: UploadedFile) -> HttpResponse:
    job = jobs.start(begin_dry_run(uploaded, by=request.user))
    if job.state == JobState.DONE and not job.problems:
        return redirect("translation_files:review", uploaded.pk)
    return redirect("translation:job", job.pk)


class ExportView(FilesView):
    """?locale=de&format=xliff, and translation=1&translation=2 for a selection or a task."""

    def get(self, request: HttpRequest) -> HttpResponse:
        form = ExportForm(request.GET, locales=self.locales)
        if not form.is_valid():
            raise PermissionDenied
        locale, name = form.cleaned_data["locale"], form.cleaned_data["format"]
        chosen = {int(pk) for pk in request.GET.getlist("translation") if pk.isdecimal()}
        content, mime_type, ending = WRITERS[name](locale, chosen)
        if content is None:
            messages.warning(request, _("There is nothing to translate into this language."))
            return redirect("translation_files:index")
        response = HttpResponse(content, content_type=mime_type)
        file = f"{locale.language_code}-{timezone.localdate():%Y-%m-%d}.{ending}"
        response["Content-Disposition"] = f'attachment; filename="{file}"'
        return response


Written = tuple[bytes | None, str, str]
"""Content (None where there is nothing), MIME type, ending of the name."""


def whole_or_chosen(writer: Callable[..., bytes], locale: Locale, chosen: set[int]) -> bytes | None:
    translations = translations_into(locale)
    if chosen:
        translations = [one for one in translations if one.pk in chosen]
    found = documents(translations)
    return (
        writer(found, Locale.get_default().language_code, locale.language_code) if found else None
    )


def as_xliff(locale: Locale, chosen: set[int]) -> Written:
    return whole_or_chosen(xliff.write_xliff, locale, chosen), xliff.MIME_TYPE, "xlf"


def as_po(locale: Locale, chosen: set[int]) -> Written:
    return whole_or_chosen(po.write_po, locale, chosen), po.MIME_TYPE, "po"


def as_tmx(locale: Locale, chosen: set[int]) -> Written:
    source = Locale.get_default()
    pairs = tmx.memory(source, locale)
    tags = source.language_code, locale.language_code
    return tmx.write_tmx(pairs, *tags) if pairs else None, tmx.MIME_TYPE, "tmx"


def as_tbx(locale: Locale, chosen: set[int]) -> Written:
    source = Locale.get_default()
    others = [one for one in Locale.objects.order_by("language_code") if one != source]
    return tbx.write_tbx(source, others), tbx.MIME_TYPE, "tbx"


WRITERS = {"xliff": as_xliff, "po": as_po, "tmx": as_tmx, "tbx": as_tbx}


class ReviewView(FilesView):
    """The dry run of a file that the same person has brought in, and its being applied."""

    template_name = "translation/exchange/review.html"

    @cached_property
    def uploaded(self) -> UploadedFile:
        own = UploadedFile.objects.filter(uploaded_by_id=self.request.user.pk)
        uploaded = get_object_or_404(own.select_related("locale"), pk=self.kwargs["pk"])
        if not may_exchange(self.request.user, uploaded.locale):
            raise PermissionDenied
        return uploaded

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*super().get_breadcrumbs_items(), {"url": "", "label": self.uploaded.name}]

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        plan = current_plan(self.uploaded)
        if plan is None:
            return dry_run(request, self.uploaded)
        form = ApplyForm(plan=plan) if isinstance(plan, Plan) else None
        return self.render_to_response(self.get_context_data(**self.shown(plan), form=form))

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        plan = plan_of(self.uploaded)
        try:
            job = self.begin(plan)
        except NotApplicable as refusal:
            messages.error(request, str(refusal))
            return redirect("translation_files:review", pk)
        job = jobs.start(job)
        if job.state == JobState.FAILED:
            messages.error(request, job.failure)
            return redirect("translation_files:review", pk)
        if job.state != JobState.DONE or job.problems:
            return redirect("translation:job", job.pk)
        messages.success(request, " ".join(jobs.outcome(job)))
        return redirect("translation_files:index")

    def begin(self, plan: Plan | MemoryPlan | None) -> Job:
        """Raises NotApplicable for what is not agreed to, before anybody works at it."""
        if plan is None:
            raise NotApplicable(changed())
        agreed, replace = set[Kind](), False
        if isinstance(plan, Plan):
            form = ApplyForm(self.request.POST, plan=plan)
            if not form.is_valid() or form.cleaned_data["fingerprint"] != plan.fingerprint:
                raise NotApplicable(changed())
            agreed, replace = form.agreed(), bool(form.cleaned_data.get("APPROVED"))
            if found := obstacles(plan, agreed, replace_approved=replace):
                raise NotApplicable(" ".join(found))
        user = self.request.user
        return begin_import(self.uploaded, plan, agreed, replace_approved=replace, by=user)

    def shown(self, plan: Plan | MemoryPlan) -> dict[str, Any]:
        if isinstance(plan, MemoryPlan):
            return {"memory": plan, "left_out": plan.left_out[:SHOWN]}
        rows = [row for row in plan.rows if row.kind not in {Kind.SAME, Kind.EMPTY}]
        counts = [(kind, plan.count(kind)) for kind in Kind if plan.count(kind)]
        return {"plan": plan, "rows": rows[:SHOWN], "hidden": len(rows[SHOWN:]), "counts": counts}
