"""The list of applications, with what narrows it."""

from typing import Any

import django_filters
from django.contrib.auth import get_user_model
from django.db.models import QuerySet
from django.urls import URLPattern, path, reverse
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, StatusTagColumn, TitleColumn
from wagtail.admin.views.generic import IndexView
from wagtail.admin.viewsets.model import ModelViewSet

from membership.models import OPEN_STATES, Application
from membership.views.detail import ApplicationView, act
from snippets.countries import active_language, country_choices, country_name


def countries_of_applications() -> list[tuple[str, str]]:
    used = set(Application.objects.order_by().values_list("country", flat=True).distinct())
    return [(code, name) for code, name in country_choices() if code in used]


def people_with_applications(request: Any) -> "QuerySet[Any]":
    numbers = Application.objects.exclude(assigned_to=None).values("assigned_to")
    return get_user_model()._default_manager.filter(pk__in=numbers)


class ApplicationFilterSet(WagtailFilterSet):
    waiting = django_filters.BooleanFilter(label=_("To be decided"), method="filter_open")
    country = django_filters.ChoiceFilter(label=_("Country"), choices=countries_of_applications)
    assigned_to = django_filters.ModelChoiceFilter(
        label=_("Assigned to"), queryset=people_with_applications, null_label=_("Nobody")
    )

    class Meta:
        model = Application
        fields = ["waiting", "state", "country", "kind", "assigned_to", "suspicion"]

    def filter_open(self, rows: "QuerySet[Any]", _name: str, value: bool) -> "QuerySet[Any]":
        return rows.filter(state__in=OPEN_STATES) if value else rows.exclude(state__in=OPEN_STATES)


class QueueView(IndexView):
    any_permission_required = ["view", "change"]

    def get_base_queryset(self) -> Any:
        return super().get_base_queryset().select_related("assigned_to")

    def get_edit_url(self, instance: Application) -> str:
        return reverse(self.edit_url_name, args=[instance.pk])


def received(application: Application) -> str:
    return date_format(application.created_at, "SHORT_DATE_FORMAT")


def name_of_country(application: Application) -> str:
    return country_name(application.country, active_language())


class ApplicationViewSet(ModelViewSet):
    model = Application
    name = "applications"
    icon = "mail"
    menu_label = _("Applications")
    menu_order = 160
    add_to_admin_menu = True
    menu_url = None
    index_view_class = QueueView
    filterset_class = ApplicationFilterSet
    form_fields: list[str] = []
    exclude_form_fields: list[str] = []
    copy_view_enabled = False
    inspect_view_enabled = False
    list_per_page = 50
    ordering = ["-created_at"]
    # No persons: what is searched for stands in the address, and so in the logs of servers.
    search_fields = ["authority_name", "reference"]
    search_backend_name = None
    list_display = [
        TitleColumn(
            "authority_name",
            label=_("Authority"),
            sort_key="authority_name",
            get_url=lambda application: reverse("applications:detail", args=[application.pk]),
        ),
        Column("country", label=_("Country"), accessor=name_of_country, sort_key="country"),
        StatusTagColumn(
            "state",
            label=_("State"),
            accessor="get_state_display",
            sort_key="state",
            primary=lambda application: application.is_open,
        ),
        Column("assigned_to", label=_("Assigned to"), sort_key="assigned_to__username"),
        Column(
            "suspicion", label=_("Remark"), accessor="get_suspicion_display", sort_key="suspicion"
        ),
        Column("created_at", label=_("Received"), accessor=received, sort_key="created_at"),
    ]
    # No persons: what is exported here is for statistics.
    list_export = [
        "reference",
        "authority_name",
        "kind",
        "country",
        "state",
        "created_at",
        "decided_at",
    ]
    export_filename = "applications"

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        given: dict[str, Any] = super().get_common_view_kwargs(**kwargs)
        own = {"edit_url_name": self.get_url_name("detail")}
        none = dict.fromkeys(
            ("add_url_name", "delete_url_name", "history_url_name", "usage_url_name")
        )
        return given | own | none

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            path("", self.index_view, name="index"),
            path("results/", self.index_results_view, name="index_results"),
            path("<int:pk>/", ApplicationView.as_view(), name="detail"),
            path("<int:pk>/<slug:action>/", act, name="act"),
        ]

    def register_reference_index(self) -> None:
        """Not at all: an application is no content, and taking one in shall not cost an index."""

    def get_permissions_to_register(self) -> Any:
        return super().get_permissions_to_register().exclude(codename__startswith="add_")
