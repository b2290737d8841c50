"""How far a long job is; where no worker is configured, looking at it is what drives it."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from translation import jobs
from translation.models import Job
from translation.rights import coordinates


def job_for(request: HttpRequest, pk: int) -> Job:
    job: Job = get_object_or_404(Job, pk=pk)
    if not (coordinates(request.user) or job.created_by_id == request.user.pk):
        raise PermissionDenied
    return job


@require_GET
def show(request: HttpRequest, pk: int) -> HttpResponse:
    job = job_for(request, pk)
    context = {
        "job": job,
        "is_done": job.finished_at is not None,
        "problems": [why for _what, why in job.problems],
        "header_title": _("Work in the background"),
        "page_title": _("Work in the background"),
        "header_icon": "tasks",
        "breadcrumbs_items": [
            {"url": reverse("wagtailadmin_home"), "label": _("Home")},
            {"url": reverse("translation:tasks"), "label": _("Translations")},
            {"url": "", "label": _("Work in the background")},
        ],
    }
    return TemplateResponse(request, "translation/job.html", context)


@require_POST
def advance(request: HttpRequest, pk: int) -> JsonResponse:
    """One portion where no worker does it; a job whose worker was killed is handed to another."""
    job = job_for(request, pk)
    if jobs.is_stalled(job):
        if jobs.has_worker():
            jobs.hand_over(pk)
        else:
            jobs.work(pk)
    job.refresh_from_db()
    return JsonResponse(
        {"cursor": job.cursor, "total": job.total, "is_done": job.finished_at is not None}
    )
