"""How the views find a task and ask for the right to it."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from wagtail.models import Locale

from translation.models import TranslationTask
from translation.rights import Action, may


def task_for(request: HttpRequest, pk: int, action: Action) -> TranslationTask:
    """Raises Http404, PermissionDenied."""
    tasks = TranslationTask.objects.select_related(
        "translation__source__object",
        "translation__source__specific_content_type",
        "translation__source__locale",
        "translation__target_locale",
    )
    task = get_object_or_404(tasks, pk=pk)
    require(request.user, action, task.translation.target_locale)
    return task


def require(user: Any, action: Action, locale: Locale) -> None:
    if not may(user, action, locale):
        raise PermissionDenied
