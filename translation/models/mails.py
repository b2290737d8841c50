"""Whom to write to about what: each person's choices, and what there is to tell."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from translation.models.tasks import TranslationTask


class Pace(models.TextChoices):
    AT_ONCE = "AT_ONCE", _("At once, one mail for each")
    DAILY = "DAILY", _("Once a day, all in one mail")


class MailKind(models.TextChoices):
    ASSIGNED = "ASSIGNED", _("Something was assigned to me")
    REVIEW_REQUESTED = "REVIEW_REQUESTED", _("A review was asked for")
    CHANGES_REQUESTED = "CHANGES_REQUESTED", _("Changes were requested")
    DUE_TOMORROW = "DUE_TOMORROW", _("Something is due tomorrow")
    SOURCE_CHANGED = "SOURCE_CHANGED", _("A source text changed")


class MailChoices(models.Model):
    """One person's; who has no row gets everything, at once."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        primary_key=True,
        on_delete=models.CASCADE,
        related_name="translation_mails",
    )
    pace = models.CharField(_("when"), max_length=10, choices=Pace.choices, default=Pace.AT_ONCE)
    assigned = models.BooleanField(MailKind.ASSIGNED.label, default=True)
    review_requested = models.BooleanField(MailKind.REVIEW_REQUESTED.label, default=True)
    changes_requested = models.BooleanField(MailKind.CHANGES_REQUESTED.label, default=True)
    due_tomorrow = models.BooleanField(MailKind.DUE_TOMORROW.label, default=True)
    source_changed = models.BooleanField(MailKind.SOURCE_CHANGED.label, default=True)
    digest_on = models.DateField(null=True)
    """The day of the last digest: there is one a day at most."""

    def __str__(self) -> str:
        return f"{self.user_id}: {self.pace}"

    def wants(self, kind: MailKind) -> bool:
        return bool(getattr(self, kind.value.lower()))

    @classmethod
    def of(cls, user: Any) -> "MailChoices":
        """Not stored where the person never chose."""
        return cls.objects.filter(pk=user.pk).first() or cls(user=user)


class Notice(models.Model):
    """Something that one person is to be told by mail: stored with what happened, sent after it."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    task = models.ForeignKey(TranslationTask, on_delete=models.CASCADE, related_name="notices")
    kind = models.CharField(max_length=20, choices=MailKind.choices)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    comment = models.TextField(blank=True)
    due_on = models.DateField(null=True)
    """Only of DUE_TOMORROW: a person is reminded of a date once."""
    created_at = models.DateTimeField(auto_now_add=True)
    sent_at = models.DateTimeField(null=True, db_index=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "task", "due_on"],
                condition=models.Q(kind=MailKind.DUE_TOMORROW),
                name="notice_of_a_date_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} → {self.user_id}"
