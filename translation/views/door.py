"""Closes every other way to a translation: wagtail-localize's own views, and Wagtail's editor for pages.

They know no languages of a person, and write past translation.writing. Who comes by an old link is led to ours.
"""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from wagtail.admin.viewsets.pages import page_viewset_registry
from wagtail.models import Page

from translation.models import TranslationTask
from translation.rights import source_locale


def closed(request: HttpRequest, **numbers: Any) -> HttpResponse:
    """In place of a view of wagtail-localize. Nothing can be posted."""
    if request.method != "GET":
        raise PermissionDenied
    if "translation_id" in numbers:
        task = get_object_or_404(TranslationTask, translation=numbers["translation_id"])
        return redirect("translation:task", task.pk)
    if "page_id" in numbers:
        return redirect("translation:submit_page", numbers["page_id"])
    if "model_name" in numbers and "pk" in numbers:
        return redirect("translation:submit_snippet", **numbers)
    return redirect("translation:tasks")


edit_page_of_source = page_viewset_registry.as_view("edit", page_id_kwarg="page_id")


def edit_page(request: HttpRequest, page_id: int) -> HttpResponse:
    """A translation has an editor of its own; all other pages have Wagtail's."""
    page = get_object_or_404(Page, pk=page_id)
    if page.depth == 1 or is_source(page):
        return edit_page_of_source(request, page_id=page_id)
    return to_workspace(page)


def is_source(instance: Any) -> bool:
    return instance.locale_id in (None, source_locale().pk)


def to_workspace(instance: Any) -> HttpResponse:
    """Raises PermissionDenied where there is none: what shows the source's words is submitted by a coordinator."""
    task = task_of(instance)
    if task is None:
        raise PermissionDenied
    return redirect("translation:task", task.pk)


def task_of(instance: Any) -> TranslationTask | None:
    return TranslationTask.objects.filter(
        translation__source__object_id=instance.translation_key,
        translation__target_locale=instance.locale_id,
    ).first()


def workspace_url(instance: Any) -> str | None:
    task = task_of(instance)
    return reverse("translation:task", args=[task.pk]) if task else None
