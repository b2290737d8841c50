"""Choosers offer first what is written in the language of the document that is being edited."""

import re
from typing import Any
from urllib.parse import urlsplit

from django.apps import apps
from django.db.models import Case, IntegerField, QuerySet, Value, When
from django.http import HttpRequest, HttpResponseBase
from wagtail.admin.views.chooser import BrowseView, SearchView
from wagtail.models import Locale, Page
from wagtail.snippets.views.chooser import (
    ChooseResultsView,
    ChooseView,
    SnippetChooserViewSet,
)

PAGE = re.compile(r"/pages/(?:add/\w+/\w+/)?(\d+)/")
"""The address of a page's form: its own number, or that of the page it will stand under."""
SNIPPET = re.compile(r"/snippets/(\w+)/(\w+)/edit/(\d+)/")


def edited_language(request: HttpRequest) -> str | None:
    """Of the document on whose form the chooser was opened; None when there is none.

    A browser names that form in its Referer, as the admin asks it to; nothing else depends on it.
    """
    path = urlsplit(request.headers.get("Referer", "")).path
    page, snippet = PAGE.search(path), SNIPPET.search(path)
    if page:
        return language_of(Page, int(page[1]))
    if snippet:
        return language_of(model_named(snippet[1], snippet[2]), int(snippet[3]))
    return None


def model_named(app_label: str, name: str) -> Any:
    return apps.all_models.get(app_label, {}).get(name)


def language_of(model: Any, number: int) -> str | None:
    if model is None or not hasattr(model, "locale"):
        return None
    rows = model._default_manager.filter(pk=number)
    language: str | None = rows.values_list("locale__language_code", flat=True).first()
    return language


class PageChooser(BrowseView):
    """Wagtail's own begins in the language that the editor reads the admin in."""

    def get(self, request: HttpRequest, parent_page_id: int | None = None) -> HttpResponseBase:
        if parent_page_id is None and not request.GET.get("locale"):
            given = request.GET.copy()
            given["locale"] = edited_language(request) or Locale.get_active().language_code
            request.GET = given  # type: ignore[assignment]
        response: HttpResponseBase = super().get(request, parent_page_id)
        return response


class PageSearch(SearchView):
    """What is found in the edited document's language; only where nothing is, what is found in others.

    A link to a page leads each reader to it in the reader's language, so that one result for it is enough.
    """

    def get(self, request: HttpRequest) -> HttpResponseBase:
        request.chooser_language = edited_language(request)  # type: ignore[attr-defined]
        found = super().get(request)
        if not found.context_data["pages"].paginator.count:
            request.chooser_language = None  # type: ignore[attr-defined]
            found = super().get(request)
        response: HttpResponseBase = found
        return response


def in_chooser_language(pages: "QuerySet[Page]", request: HttpRequest) -> "QuerySet[Page]":
    """A hook of Wagtail's page choosers."""
    language = getattr(request, "chooser_language", None)
    if language is None:
        return pages
    # The search index knows the locale's number alone.
    return pages.filter(locale=Locale.objects.get(language_code=language))


class OwnLanguageFirst:
    """A mixin of choosers: the edited document's language, or else the source language, comes first."""

    request: HttpRequest

    def apply_object_list_ordering(self, objects: "QuerySet[Any]") -> "QuerySet[Any]":
        language = edited_language(self.request) or Locale.get_default().language_code
        own = When(locale__language_code=language, then=Value(0))
        first = Case(own, default=Value(1), output_field=IntegerField())
        return objects.order_by(first, "locale_id", *objects.model._meta.ordering)


class SnippetChoose(OwnLanguageFirst, ChooseView):
    pass


class SnippetChooseResults(OwnLanguageFirst, ChooseResultsView):
    pass


class OwnLanguageChooserViewSet(SnippetChooserViewSet):
    choose_view_class = SnippetChoose
    choose_results_view_class = SnippetChooseResults
