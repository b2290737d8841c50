"""Links for reviewers without an account: make one for the newest draft, list them, take one back."""

from typing import Any

from django import forms
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from django.views.generic import FormView, TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic import WagtailAdminTemplateMixin
from wagtail.models import Page

from preview.frontends import address_of
from preview.grants import (
    MAX_REVIEWER_DAYS,
    REVIEWER_DAYS,
    draft_of,
    grant_reviewer,
    revoke,
)
from preview.models import PreviewGrant
from preview.showing import FrontendPreviewMixin

ALL_LINKS = "preview.delete_previewgrant"
"""Who may see and take back the links that others made."""


def may_edit(user: Any, document: Model) -> bool:
    if isinstance(document, Page):
        return bool(document.permissions_for_user(user).can_edit())
    return bool(user.has_perm(f"{document._meta.app_label}.change_{document._meta.model_name}"))


def links_for(user: Any) -> "QuerySet[PreviewGrant]":
    """Reviewers' links that the user may see: those of the user, or all."""
    links = PreviewGrant.objects.exclude(reviewer="").select_related("made_by", "revision")
    return links if user.has_perm(ALL_LINKS) else links.filter(made_by=user)


class ShareForm(forms.Form):
    reviewer = forms.CharField(
        label=gettext_lazy("For whom"),
        max_length=200,
        help_text=gettext_lazy("Only for you and your colleagues, to know one link from another."),
    )
    days = forms.IntegerField(
        label=gettext_lazy("Days"),
        min_value=1,
        max_value=MAX_REVIEWER_DAYS,
        initial=REVIEWER_DAYS,
        help_text=gettext_lazy("After so many days the link shows nothing any more."),
    )


class ShareView(WagtailAdminTemplateMixin, FormView[ShareForm]):
    form_class = ShareForm
    template_name = "preview/admin/share.html"
    page_title = gettext_lazy("Share the draft")
    header_icon = "link"
    explanation = gettext_lazy(
        "The link shows the newest saved draft of this one document, as it is now, to whoever holds it. It can be "
        "used for reading only, needs no account, and ends when the document is published or when you take it back."
    )

    @cached_property
    def document(self) -> Any:
        names = self.kwargs["app_label"], self.kwargs["model_name"]
        kind = get_object_or_404(ContentType, app_label=names[0], model=names[1])
        model: Any = kind.model_class()
        if not (model and issubclass(model, FrontendPreviewMixin)):
            raise Http404
        return get_object_or_404(model, pk=self.kwargs["pk"])

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not self.may_share():
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def may_share(self) -> bool:
        return may_edit(self.request.user, self.document)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            {"url": reverse("preview_links"), "label": _("Preview links")},
            {"url": "", "label": self.page_title},
        ]

    def get_page_subtitle(self) -> str:
        return str(self.document)

    def form_valid(self, form: ShareForm) -> HttpResponse:
        if self.make_link(form.cleaned_data["reviewer"], form.cleaned_data["days"]) is None:
            messages.error(self.request, _("Save a draft first: there is nothing to show yet."))
            return self.form_invalid(form)
        messages.success(self.request, _("The link is made. Copy it and send it."))
        return redirect("preview_links")

    def make_link(self, reviewer: str, days: int) -> PreviewGrant | None:
        """None where there is nothing to show yet."""
        revision = self.document.latest_revision
        user: Any = self.request.user
        return grant_reviewer(revision, reviewer, days, user) if revision else None


class LinksView(WagtailAdminTemplateMixin, TemplateView):
    template_name = "preview/admin/links.html"
    page_title = gettext_lazy("Preview links")
    header_icon = "link"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [{"url": "", "label": _("Preview links")}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        links = links_for(self.request.user)[:200]
        return context | {"links": [(link, self.address(link)) for link in links]}

    def address(self, link: PreviewGrant) -> str:
        """Empty when the link shows nothing any more."""
        draft = draft_of(link) if link.is_open() else None
        return address_of(draft, link) if draft else ""


@require_POST
def take_back(request: HttpRequest, pk: int) -> HttpResponse:
    link = get_object_or_404(links_for(request.user), pk=pk)
    revoke(link)
    messages.success(request, _("The link shows nothing any more."))
    return redirect("preview_links")
