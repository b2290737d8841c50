"""Each person's choice of mails, among the notifications of the account settings."""

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.views.account import BaseSettingsPanel, notifications_tab

from translation.models import MailChoices
from translation.rights import coordinates


class MailChoicesForm(forms.ModelForm):  # type: ignore[type-arg]
    class Meta:
        model = MailChoices
        fields = [
            "pace",
            "assigned",
            "review_requested",
            "changes_requested",
            "due_tomorrow",
            "source_changed",
        ]
        widgets = {"pace": forms.RadioSelect}


class MailChoicesPanel(BaseSettingsPanel):
    name = "translation_mails"
    title = _("Mails about translations")
    tab = notifications_tab
    order = 200
    form_class = MailChoicesForm

    def is_active(self) -> bool:
        return self.user.translation_teams.exists() or coordinates(self.user)

    def get_form(self) -> MailChoicesForm:
        data = self.request.POST if self.request.method == "POST" else None
        return MailChoicesForm(data, instance=MailChoices.of(self.user), prefix=self.name)
