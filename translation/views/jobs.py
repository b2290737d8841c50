"""How far long jobs are; where no worker is configured, looking at one is what drives it."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.transaction import non_atomic_requests
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from translation import jobs
from translation.exchange.rights import exchange_locales
from translation.models import Job, JobState
from translation.rights import coordinates

SHOWN = 50
"""The newest jobs."""


def visible_jobs(user: Any) -> Any:
    """A coordinator's are all; everybody else's are those that he started."""
    found = Job.objects.select_related("created_by")
    return found if coordinates(user) else found.filter(created_by=user.pk)


def job_for(request: HttpRequest, pk: int) -> Job:
    job: Job = get_object_or_404(Job, pk=pk)
    if not visible_jobs(request.user).filter(pk=pk).exists():
        raise PermissionDenied
    return job


@require_GET
def index(request: HttpRequest) -> HttpResponse:
    if not (coordinates(request.user) or exchange_locales(request.user)):
        raise PermissionDenied
    found = visible_jobs(request.user)[:SHOWN]
    context = heading(_("Work in the background")) | {
        "jobs": [(job, jobs.KINDS[job.kind].title) for job in found if job.kind in jobs.KINDS]
    }
    return TemplateResponse(request, "translation/jobs.html", context)


@require_GET
def show(request: HttpRequest, pk: int) -> HttpResponse:
    job = job_for(request, pk)
    result = jobs.result_url(job) if job.state == JobState.DONE else ""
    if result and job.kind == "dry_run" and not job.problems:
        return redirect(result)
    title = str(jobs.KINDS[job.kind].title)
    context = heading(
        title, {"url": reverse("translation:jobs"), "label": _("Work in the background")}
    )
    context |= {
        "job": job,
        "is_done": job.is_finished,
        "is_left_to_page": jobs.is_left_to_page(job),
        "page_subtitle": job.title,
        "problems": [why for _what, why in job.problems],
        "outcome": jobs.outcome(job) if job.state == JobState.DONE else [],
        "result": result,
        "has_failed": job.state == JobState.FAILED,
    }
    return TemplateResponse(request, "translation/job.html", context)


def heading(title: str, *above: dict[str, str]) -> dict[str, Any]:
    return {
        "header_title": title,
        "page_title": title,
        "header_icon": "tasks",
        "breadcrumbs_items": [
            {"url": reverse("wagtailadmin_home"), "label": _("Home")},
            {"url": reverse("translation:tasks"), "label": _("Translations")},
            *above,
            {"url": "", "label": title},
        ],
    }


@non_atomic_requests
@require_POST
def advance(request: HttpRequest, pk: int) -> HttpResponse:
    """One portion where no worker does it; how far it is then, as JSON for the script and as a page without it."""
    job = job_for(request, pk)
    if jobs.is_left_to_page(job):
        jobs.work(pk)
        job.refresh_from_db()
    if "text/html" in request.headers.get("Accept", ""):
        return redirect("translation:job", pk)
    return JsonResponse({"cursor": job.cursor, "total": job.total, "is_done": job.is_finished})


@require_POST
def retry(request: HttpRequest, pk: int) -> HttpResponse:
    """A failed job goes on where it stopped."""
    jobs.retry(job_for(request, pk).pk)
    return redirect("translation:job", pk)
