"""How editors narrow the list of members."""

import django_filters
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet

from snippets.countries import country_choices
from snippets.models import Member


def countries_of_members() -> list[tuple[str, str]]:
    """Only those that have members, by name in the reader's language."""
    used = set(Member.objects.order_by().values_list("country", flat=True).distinct())
    return [(code, name) for code, name in country_choices() if code in used]


class MemberFilterSet(WagtailFilterSet):
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
