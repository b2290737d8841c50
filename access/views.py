"""The list of API keys in the admin, and the one page that shows a new one."""

from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import BooleanColumn, Column, DateColumn
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet

from access.keys import give_secret, revoke
from access.models import ApiKey


class NewKeyView(generic.CreateView):
    def save_instance(self) -> ApiKey:
        self.secret = give_secret(self.form.instance)
        made: ApiKey = super().save_instance()
        return made

    def save_action(self) -> HttpResponse:
        """No redirect: the secret would have to wait somewhere for the next page."""
        context = {"key": self.object, "secret": self.secret, "list_url": self.get_success_url()}
        response = self.response_class(
            request=self.request,
            template="access/new_key.html",
            context=context,
            using=self.template_engine,
        )
        response["Cache-Control"] = "no-store"
        return response


class RevokeView(generic.DeleteView):
    template_name = "access/confirm_revoke.html"
    page_title = _("Revoke")
    success_message = _("%(model_name)s '%(object)s' revoked.")

    def get_usage_url(self) -> None:
        return None

    def delete_action(self) -> None:
        """The row stays, so that the list tells what there was."""
        revoke(self.object)


class ApiKeyViewSet(ModelViewSet):
    model = ApiKey
    icon = "key"
    menu_label = _("API keys")
    menu_order = 900
    add_to_settings_menu = True
    copy_view_enabled = False
    inspect_view_enabled = False
    form_fields = ["name"]
    add_view_class = NewKeyView
    delete_view_class = RevokeView
    list_display = [
        "name",
        Column("beginning", label=_("Begins with")),
        BooleanColumn("is_valid", label=_("Valid")),
        DateColumn("created_at", label=_("Made")),
        Column("last_used_on", label=_("Last used on")),
    ]


api_keys = ApiKeyViewSet("api_keys")
