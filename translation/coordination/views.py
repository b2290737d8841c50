"""The coverage matrix, its export, and planning a selection of its cells."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.paginator import WagtailPaginator
from wagtail.admin.views.generic import WagtailAdminTemplateMixin
from wagtail.admin.widgets.button import HeaderButton

from translation.coordination.addresses import cell_address, document_address
from translation.coordination.export import csv_response
from translation.coordination.planning import (
    PlanForm,
    apply,
    chosen_cells,
    submit_missing,
)
from translation.coordination.selecting import Selection, SelectionForm, people_of
from translation.coverage import (
    KINDS,
    MISSING,
    PAGE,
    STATES,
    UNTRACKED,
    Cell,
    Coverage,
    Document,
    Share,
)
from translation.models import Priority, State
from translation.rights import coordinates

PER_PAGE = 50
ICONS: dict[str, str] = {
    MISSING: "circle-plus",
    UNTRACKED: "globe",
    State.NEW: "doc-empty",
    State.IN_PROGRESS: "edit",
    State.IN_REVIEW: "view",
    State.CHANGES_REQUESTED: "comment",
    State.APPROVED: "check",
    State.PUBLISHED: "circle-check",
    State.OUTDATED: "history",
}


class CoordinatorView(WagtailAdminTemplateMixin, TemplateView):
    header_icon = "wagtail-localize-language"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not coordinates(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def coverage(self) -> Coverage:
        return Coverage()

    @cached_property
    def people(self) -> dict[int, str]:
        """All who have something to do."""
        return people_of({pk for cell in self.coverage.cells for pk in cell.assignees})

    @cached_property
    def form(self) -> SelectionForm:
        return SelectionForm(self.request.GET, self.coverage, self.people)

    @cached_property
    def selection(self) -> Selection:
        return self.form.selection()


class CoverageView(CoordinatorView):
    template_name = "translation/coordination/coverage.html"
    page_title = _("Translation progress")

    def get_breadcrumbs_items(self) -> list[Any]:
        return [*super().get_breadcrumbs_items(), {"url": "", "label": self.page_title}]

    def get_header_buttons(self) -> list[Any]:
        query = self.request.GET.copy()
        query.pop("p", None)
        address = reverse("translation_coverage_csv")
        return [
            HeaderButton(_("Download CSV"), f"{address}?{query.urlencode()}", icon_name="download")
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        documents = self.selection.documents(self.coverage)
        paginator = WagtailPaginator(documents, PER_PAGE)
        page = paginator.get_page(self.request.GET.get("p"))
        locales = self.shown_locales()
        return super().get_context_data(**kwargs) | {
            "form": self.form,
            "is_narrowed": any(self.request.GET.get(name) for name in self.form.fields),
            "summaries": summaries(self.coverage),
            "locales": locales,
            "rows": [self.row(document, list(locales)) for document in page],
            "page": page,
            "elided_page_range": paginator.get_elided_page_range(page.number),
            "found": len(documents),
            "uncounted": sum(one.words is None for one in self.coverage.documents),
        }

    def shown_locales(self) -> dict[int, Any]:
        wanted = self.selection.language
        return {
            pk: locale.get_display_name()
            for pk, locale in self.coverage.locales.items()
            if wanted in (None, pk)
        }

    def row(self, document: Document, locales: list[int]) -> "ShownRow":
        cells = [document.cells[locale] for locale in locales]
        return ShownRow(
            document,
            document_address(document),
            self.group(document),
            [ShownCell(cell, self.selection.fits(cell), self.people) for cell in cells],
        )

    def group(self, document: Document) -> Any:
        """The section of a page, but not of the section itself; the kind of a snippet."""
        if document.kind != PAGE:
            return KINDS[document.kind]
        return "" if document.section == str(document.pk) else document.section_title


@dataclass(slots=True)
class ShownRow:
    document: Document
    address: str
    group: Any
    cells: "list[ShownCell]"


class ShownCell:
    """What the template needs of a cell, worked out once."""

    def __init__(self, cell: Cell, fits: bool, people: dict[int, str]) -> None:
        self.cell = cell
        self.fits = fits
        self.icon = ICONS[cell.state]
        self.label = STATES[cell.state]
        self.look = cell.state.lower().replace("_", "-")
        self.address = cell_address(cell)
        self.people = ", ".join(people.get(pk, "") for pk in cell.assignees)
        self.is_high = cell.priority == Priority.HIGH
        self.shows_outdated = cell.is_outdated and cell.state != State.OUTDATED


@dataclass(frozen=True, slots=True)
class Summary:
    """One language above the matrix."""

    locale: int
    name: str
    documents: Share
    words: Share
    counts: list[tuple[str, Any, str, int]]
    """Of what cannot wait: the icon, what it is, the query of the matrix that shows it, how many."""


def summaries(coverage: Coverage) -> list[Summary]:
    return [
        Summary(
            pk,
            locale.get_display_name(),
            coverage.documents_share(pk),
            coverage.words_share(pk),
            counts(coverage, pk),
        )
        for pk, locale in coverage.locales.items()
    ]


def counts(coverage: Coverage, locale: int) -> list[tuple[str, Any, str, int]]:
    cells = [document.cells[locale] for document in coverage.documents]
    asked = [
        ("time", _("Overdue"), {"overdue": "on"}, Selection(overdue=True)),
        ("history", STATES[State.OUTDATED], {"state": "OUTDATED"}, Selection(state="OUTDATED")),
        ("view", STATES[State.IN_REVIEW], {"state": "IN_REVIEW"}, Selection(state="IN_REVIEW")),
        ("circle-plus", STATES[MISSING], {"state": MISSING}, Selection(state=MISSING)),
    ]
    return [
        (icon, label, query_of(locale, values), sum(map(selection.fits, cells)))
        for icon, label, values, selection in asked
    ]


def query_of(locale: int, values: dict[str, str]) -> str:
    return "&".join(f"{name}={value}" for name, value in {"language": locale, **values}.items())


class CoverageExportView(CoordinatorView):
    """What the filters leave, all pages of it, and of each document only the cells that fit."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        documents = self.selection.documents(self.coverage)
        cells = [cell for document in documents for cell in self.selection.cells(document)]
        return csv_response(cells, self.coverage, self.people)


class PlanView(CoordinatorView):
    """Who, until when and how urgent, for all cells that were ticked; cells without a task are submitted."""

    template_name = "translation/coordination/plan.html"
    page_title = _("Plan translations")

    def get_breadcrumbs_items(self) -> list[Any]:
        matrix = {"url": reverse("translation_coverage"), "label": CoverageView.page_title}
        return [*super().get_breadcrumbs_items(), matrix, {"url": "", "label": self.page_title}]

    @cached_property
    def chosen(self) -> list[Cell]:
        values = self.request.POST if self.request.method == "POST" else self.request.GET
        return chosen_cells(self.coverage, values.getlist("cell"), self.request.user)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self.chosen:
            messages.warning(request, _("Nothing was selected."))
            return redirect(self.back())
        return super().get(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = PlanForm(request.POST, cells=self.chosen)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(plan=form))
        done = apply(self.chosen, form.plan(), by=request.user)
        job = submit_missing(self.chosen, form.plan(), by=request.user)
        if job:
            return redirect("translation:job", job.pk)
        messages.success(
            request,
            ngettext(
                "%(count)d translation was planned.", "%(count)d translations were planned.", done
            )
            % {"count": done},
        )
        return redirect(self.back())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {
            "plan": kwargs.get("plan") or PlanForm(cells=self.chosen),
            "back": self.back(),
            "chosen": [
                (cell, self.coverage.locales[cell.locale].get_display_name(), STATES[cell.state])
                for cell in self.chosen
            ],
        }

    def back(self) -> str:
        return reverse("translation_coverage")
