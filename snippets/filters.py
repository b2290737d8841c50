"""How editors narrow the list of members."""

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.models import Locale

from snippets.countries import country_choices
from snippets.models import Member, Secondee, SiteInformation


def countries_of_members() -> list[tuple[str, str]]:
    """Only those that have members, by name in the reader's language."""
    used = set(Member.objects.order_by().values_list("country", flat=True).distinct())
    return [(code, name) for code, name in country_choices() if code in used]


class SourceFirstFilterSet(WagtailFilterSet):
    """Shows the records in the source language until an editor asks for another one."""

    def filter_queryset(self, queryset: "QuerySet[Any]") -> "QuerySet[Any]":
        if not self.data.get("locale"):
            queryset = queryset.filter(locale=Locale.get_default())
        return super().filter_queryset(queryset)


class MemberFilterSet(SourceFirstFilterSet):
    country = django_filters.ChoiceFilter(label=_("Country"), choices=countries_of_members)
    signatory = django_filters.BooleanFilter(
        label=_("Signed the declaration"),
        field_name="declaration_signed_on",
        lookup_expr="isnull",
        exclude=True,
    )

    class Meta:
        model = Member
        fields = ["country", "kind", "signatory", "live"]


class SecondeeFilterSet(SourceFirstFilterSet):
    class Meta:
        model = Secondee
        fields = ["live"]


class SiteInformationFilterSet(SourceFirstFilterSet):
    class Meta:
        model = SiteInformation
        fields = ["live"]
