"""The lists and forms in which editors keep members, secondees and site information."""

from typing import Any

from django.http import HttpRequest, JsonResponse
from django.shortcuts import get_object_or_404
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.admin.ui.tables import BooleanColumn, Column, LocaleColumn, UpdatedAtColumn
from wagtail.snippets.views.snippets import (
    LockView,
    ReorderView,
    SnippetViewSet,
    SnippetViewSetGroup,
)

from conflicts.views import EditSnippetView
from snippets.choosers import OwnLanguageChooserViewSet
from snippets.countries import active_language, country_name
from snippets.filters import MemberFilterSet, SecondeeFilterSet, SiteInformationFilterSet
from snippets.models import Member, Secondee, SiteInformation


def name_of_country(member: Member) -> str:
    return country_name(member.country, active_language())


def day_column(name: str, label: Any) -> Column:
    """A date as a date: Wagtail's own column says how long ago it was."""

    def shown(instance: Any) -> str:
        day = getattr(instance, name)
        return date_format(day, "SHORT_DATE_FORMAT") if day else ""

    return Column(name, label=label, accessor=shown, sort_key=name)


class LockSourceView(LockView):
    """A translation is written in its workspace, which knows no locks: there is nothing to lock."""

    def user_has_permission(self, permission: str) -> bool:
        return self.object.is_source() and super().user_has_permission(permission)


class RecordViewSet(SnippetViewSet):
    """What the lists and forms of all kinds of records have in common."""

    edit_view_class = EditSnippetView
    lock_view_class = LockSourceView


class MemberViewSet(RecordViewSet):
    model = Member
    chooser_viewset_class = OwnLanguageChooserViewSet
    icon = "group"
    filterset_class = MemberFilterSet
    list_per_page = 50
    list_display = [
        "name",
        Column("country", label=_("Country"), accessor=name_of_country, sort_key="country"),
        Column("kind", label=_("Kind"), accessor="get_kind_display", sort_key="kind"),
        BooleanColumn("is_signatory", label=_("Signatory")),
        day_column("joined_on", _("Joined")),
        LocaleColumn(),
        UpdatedAtColumn(),
    ]
    list_export = [
        "name",
        "kind",
        "country",
        "website",
        "joined_on",
        "declaration_signed_on",
        "latitude",
        "longitude",
        "locale.language_code",
        "live",
    ]
    export_filename = "members"
    search_fields = ["name", "folded_name"]
    # The index of SQLite cannot look into single fields; a list of this size needs none.
    search_backend_name = None
    ordering = ["folded_name"]
    panels = [
        FieldPanel("name"),
        FieldRowPanel([FieldPanel("kind"), FieldPanel("country")]),
        FieldPanel("website"),
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("joined_on"), FieldPanel("declaration_signed_on")])],
            heading=_("Taking part"),
        ),
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("latitude"), FieldPanel("longitude")])],
            heading=_("Place on the map"),
        ),
        FieldPanel("logo"),
        FieldPanel("description"),
    ]


class SecondeeReorderView(ReorderView):
    """Wagtail's own would count the rows of all languages as one list."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> JsonResponse:
        moved = get_object_or_404(Secondee, pk=kwargs["pk"])
        position = request.GET.get("position", "")
        Secondee.move(moved, int(position) if position.isdecimal() else None)
        return JsonResponse({"success": True})


class SecondeeViewSet(RecordViewSet):
    model = Secondee
    chooser_viewset_class = OwnLanguageChooserViewSet
    icon = "user"
    sort_order_field = "sort_order"
    reorder_view_class = SecondeeReorderView
    ordering = ["sort_order", "pk"]
    list_display = [
        "name",
        "organisation",
        day_column("started_on", _("From")),
        day_column("ended_on", _("To")),
        LocaleColumn(),
        UpdatedAtColumn(),
    ]
    filterset_class = SecondeeFilterSet
    search_fields = ["name", "organisation"]
    search_backend_name = None
    list_export = ["sort_order", "name", "organisation", "started_on", "ended_on"]
    export_filename = "secondees"
    panels = [
        FieldPanel("name"),
        FieldPanel("organisation"),
        FieldRowPanel([FieldPanel("started_on"), FieldPanel("ended_on")]),
        FieldPanel("photo"),
        FieldPanel("biography"),
    ]


class SiteInformationViewSet(RecordViewSet):
    model = SiteInformation
    icon = "site"
    filterset_class = SiteInformationFilterSet
    list_display = ["name", LocaleColumn(), UpdatedAtColumn()]
    panels = [
        FieldPanel("name"),
        FieldPanel("tagline"),
        FieldPanel("patronage"),
        FieldPanel("contact_email"),
        FieldPanel("social_profiles"),
        FieldPanel("footer"),
    ]


class AllianceViewSetGroup(SnippetViewSetGroup):
    items = (MemberViewSet, SecondeeViewSet, SiteInformationViewSet)
    menu_label = _("Alliance")
    menu_icon = "globe"
    menu_order = 150
