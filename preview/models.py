"""Who may see which draft, until when; and where the frontends stand that show it."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.serializers.json import DjangoJSONEncoder
from django.core.validators import URLValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, InlinePanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.models import Locale, Revision


class OpenGrants(models.QuerySet["PreviewGrant"]):
    def open(self) -> "OpenGrants":
        """Those that still show something: not ended, not taken back, made by somebody who still works here."""
        by_colleague = models.Q(made_by=None) | models.Q(made_by__is_active=True)
        return self.filter(by_colleague, revoked_at=None, expires_at__gt=timezone.now())

    def of(self, document: models.Model) -> "OpenGrants":
        kind = ContentType.objects.get_for_model(document)
        return self.filter(content_type=kind, object_id=str(document.pk or ""))


class PreviewGrant(models.Model):
    """One frozen state of one document, for whoever holds the token: a revision, or what stands in a form."""

    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+")
    object_id = models.CharField(max_length=40, blank=True)
    """Empty for a document that nobody has saved yet."""
    revision = models.ForeignKey(Revision, null=True, on_delete=models.CASCADE, related_name="+")
    content = models.JSONField(null=True, encoder=DjangoJSONEncoder)
    """In the form of a revision's content; None where a revision is named."""
    digest = models.CharField(max_length=64, blank=True)
    secret = models.CharField(max_length=43)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("made by"),
        null=True,
        on_delete=models.CASCADE,
        related_name="+",
    )
    title = models.CharField(_("draft"), max_length=255, blank=True)
    reviewer = models.CharField(_("for whom"), max_length=200, blank=True)
    """Empty for an editor's own preview."""
    created_at = models.DateTimeField(_("made at"), default=timezone.now)
    expires_at = models.DateTimeField(_("ends at"))
    revoked_at = models.DateTimeField(_("taken back at"), null=True)

    objects = OpenGrants.as_manager()

    class Meta:
        verbose_name = _("preview link")
        verbose_name_plural = _("preview links")
        ordering = ["-created_at"]
        indexes = [
            models.Index(fields=["content_type", "object_id"], name="preview_grant_document")
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.reviewer})" if self.reviewer else self.title

    def is_open(self, now: datetime | None = None) -> bool:
        return self.revoked_at is None and self.expires_at > (now or timezone.now())


class FrontendField(models.CharField[str, str]):
    """Where a frontend's preview page stands; only the web's own schemes."""

    default_validators = [URLValidator(schemes=["http", "https"])]

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **{"max_length": 500} | options)


@register_setting(icon="view")
class PreviewSetting(BaseSiteSetting, ClusterableModel):
    """Of one site: the frontend that shows drafts, and others for single languages."""

    address = FrontendField(
        _("address of the frontend's preview page"),
        blank=True,
        help_text=_(
            "Such as https://www.example.org/preview. The draft's token, id, language and path are "
            "added to it. Leave it empty for the simple preview that the CMS brings along."
        ),
    )

    panels = [
        FieldPanel("address"),
        InlinePanel(
            "locale_addresses",
            heading=_("Other addresses for single languages"),
            label=_("Address of a language"),
        ),
    ]

    class Meta:
        verbose_name = _("Preview")


class LocaleAddress(models.Model):
    setting = ParentalKey(PreviewSetting, on_delete=models.CASCADE, related_name="locale_addresses")
    locale = models.ForeignKey(
        Locale, verbose_name=_("language"), on_delete=models.CASCADE, related_name="+"
    )
    address = FrontendField(_("address of the frontend's preview page"))

    class Meta:
        verbose_name = _("address of a language")
        constraints = [
            models.UniqueConstraint(fields=["setting", "locale"], name="one_address_for_a_language")
        ]

    def __str__(self) -> str:
        return str(self.address)
