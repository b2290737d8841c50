"""What the workspace's script asks for: saving a segment, “still valid”, comments, history, suggestions."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.template.loader import render_to_string
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST
from wagtail_localize.models import StringSegment

from translation import memory, sources, workflow
from translation.checks import document_limits, errors_of
from translation.models import Comment, Origin, SegmentVersion, TranslationTask
from translation.rights import Action, may
from translation.units import units
from translation.views.asking import task_for
from translation.views.rows import Row, name_of, sheet
from translation.writing import Conflict, write


def found_segment(task: TranslationTask, pk: int) -> StringSegment:
    """Raises Http404: when the source changed meanwhile, the page has to be loaded anew."""
    return get_object_or_404(task.translation.source.stringsegment_set, pk=pk)


@require_POST
def save(request: HttpRequest, pk: int, segment_pk: int) -> JsonResponse:
    """text and the version that was seen, "" for none. 409 with the newer text when there is one."""
    task = task_for(request, pk, Action.TRANSLATE)
    segment = task.translation.source.stringsegment_set.filter(pk=segment_pk).first()
    if segment is None:
        return gone()
    version = request.POST.get("version", "")
    text = request.POST.get("text", "").strip()
    problem = too_long(task, segment, text)
    if problem:
        return JsonResponse({"message": problem}, status=422)
    try:
        write(
            task.translation,
            segment,
            text,
            by=request.user,
            version=int(version) if version.isdecimal() else None,
            **origin_of(request),
        )
    except Conflict as conflict:
        return conflicting(conflict.newest)
    return saved(request, task, segment_pk)


def too_long(task: TranslationTask, segment: StringSegment, text: str) -> str:
    """What no field of the document could hold is not stored: a title is copied into a column at once."""
    unit = next(unit for unit in units(task.translation) if unit.pk == segment.pk)
    limit = document_limits(task.translation, [unit]).get(unit.path)
    found = errors_of(unit.source, text, limit=limit) if text else []
    return next((finding.message for finding in found if finding.code == "too-long"), "")


def origin_of(request: HttpRequest) -> dict[str, Any]:
    """A suggestion that was taken over as it is, is marked as such."""
    if request.POST.get("from_memory"):
        return {"origin": Origin.MEMORY}
    return {}


def gone() -> JsonResponse:
    message = _("The source changed meanwhile. Your text was not saved: load the page anew.")
    return JsonResponse({"message": message}, status=410)


def conflicting(newest: SegmentVersion) -> JsonResponse:
    author = name_of(newest.written_by) if newest.written_by else _("Unknown")
    at = date_format(localtime(newest.written_at), "SHORT_DATETIME_FORMAT")
    return JsonResponse(
        {"text": newest.text, "version": newest.pk, "by": author, "at": at}, status=409
    )


def saved(request: HttpRequest, task: TranslationTask, segment_pk: int) -> JsonResponse:
    """The segment as it stands now, and how far the whole is."""
    task.refresh_from_db()
    shown = sheet(task)
    row = next((row for row in shown.rows if row.unit.pk == segment_pk), None)
    if row is None:
        return gone()
    return JsonResponse(
        {
            "html": rendered(request, task, row),
            "share": shown.share,
            "done": shown.done,
            "total": shown.total,
            "state": task.state,
            "state_label": task.get_state_display(),
        }
    )


def rendered(request: HttpRequest, task: TranslationTask, row: Row) -> str:
    locale = task.translation.target_locale
    can = {action.value.lower(): may(request.user, action, locale) for action in Action}
    context = {"row": row, "task": task, "can": can}
    return render_to_string("translation/segment.html", context, request)


@require_POST
def confirm(request: HttpRequest, pk: int, segment_pk: int) -> JsonResponse:
    """“Still valid”: the old translation stands for the new words."""
    task = task_for(request, pk, Action.TRANSLATE)
    row = next((row for row in sheet(task).rows if row.unit.pk == segment_pk), None)
    if row is None or row.change is None or row.change.old is None:
        return gone()
    try:
        sources.confirm(task, row.change, by=request.user)
    except Conflict as conflict:
        return conflicting(conflict.newest)
    return saved(request, task, segment_pk)


@require_POST
def comment(request: HttpRequest, pk: int, segment_pk: int) -> JsonResponse:
    task = task_for(request, pk, Action.VIEW)
    segment = found_segment(task, segment_pk)
    text = request.POST.get("comment", "").strip()
    if text:
        workflow.comment_on(
            task, text, by=request.user, string=segment.string_id, context=segment.context_id
        )
    return saved(request, task, segment_pk)


@require_POST
def resolve(request: HttpRequest, pk: int, comment_pk: int) -> HttpResponse:
    task = task_for(request, pk, Action.VIEW)
    found: Comment = get_object_or_404(task.comments, pk=comment_pk)
    workflow.resolve(found, by=request.user)
    segment = task.translation.source.stringsegment_set.filter(
        context=found.context_id, string=found.string_id
    ).first()
    return saved(request, task, segment.pk) if segment else JsonResponse({})


@require_GET
def history(request: HttpRequest, pk: int, segment_pk: int) -> HttpResponse:
    """Every text that this place had in the language, also for earlier words of the source; the newest first."""
    task = task_for(request, pk, Action.VIEW)
    segment = found_segment(task, segment_pk)
    versions = SegmentVersion.objects.filter(
        context_id=segment.context_id, locale=task.translation.target_locale
    ).select_related("string", "written_by", "reviewed_by")
    shown = versions.order_by("-pk")[:50]
    context = {"versions": shown, "string": segment.string_id}
    return render(request, "translation/history.html", context)


@require_GET
def suggestions(request: HttpRequest, pk: int, segment_pk: int) -> HttpResponse:
    task = task_for(request, pk, Action.TRANSLATE)
    row = next((row for row in sheet(task).rows if row.unit.pk == segment_pk), None)
    if row is None:
        raise Http404
    translation = task.translation
    found = memory.suggestions(row.unit, translation.source.locale, translation.target_locale)
    return render(request, "translation/suggestions.html", {"suggestions": found})
