"""What applicants sent. Nothing of it is ever readable through GraphQL."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from snippets.countries import CountryField
from snippets.models import MemberKind


class State(models.TextChoices):
    """How far the review is."""

    # With a context: the admin has words such as "New" of its own, of another gender.
    NEW = "NEW", pgettext_lazy("application", "New")
    IN_REVIEW = "IN_REVIEW", pgettext_lazy("application", "In review")
    ACCEPTED = "ACCEPTED", pgettext_lazy("application", "Accepted")
    DECLINED = "DECLINED", pgettext_lazy("application", "Declined")


class Suspicion(models.TextChoices):
    """Why it may be no honest application; its sender was told nothing of it."""

    HONEYPOT = "HONEYPOT", _("A robot's trap was filled in")
    TOO_MANY = "TOO_MANY", _("Too many from the same e-mail address")


class Application(models.Model):
    reference = models.CharField(_("reference"), max_length=20, unique=True, editable=False)
    idempotency_key = models.UUIDField(unique=True, editable=False)
    locale = models.CharField(_("language"), max_length=35, editable=False)
    """Of the form, and of the reply."""

    authority_name = models.CharField(_("name of the authority"), max_length=200)
    kind = models.CharField(_("kind"), max_length=20, choices=MemberKind)
    country = CountryField(_("country"))
    contact_name = models.CharField(_("contact person"), max_length=200)
    contact_role = models.CharField(_("role"), max_length=200, blank=True)
    email = models.EmailField(_("e-mail"), max_length=254)
    phone = models.CharField(_("telephone"), max_length=40, blank=True)
    website = models.URLField(_("website"), max_length=200, blank=True)
    message = models.TextField(_("message"), blank=True)
    wishes_to_sign_declaration = models.BooleanField(_("wishes to sign the Declaration"))

    consent = models.BooleanField(_("consent"), editable=False)
    consent_given_at = models.DateTimeField(_("consent given at"), editable=False)
    consent_text = models.TextField(_("text of the consent"), blank=True, editable=False)
    """What the applicant agreed to, as HTML, as it was shown then; empty when no page showed one."""

    state = models.CharField(_("state"), max_length=20, choices=State, default=State.NEW)
    suspicion = models.CharField(
        _("suspicion"), max_length=20, choices=Suspicion, blank=True, editable=False
    )
    client_hash = models.CharField(max_length=64, editable=False)
    """Of the sender's address: enough to count by, and nobody can read an address from it."""
    created_at = models.DateTimeField(_("received at"), default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("application to join")
        verbose_name_plural = _("applications to join")
        ordering = ["-created_at"]
        indexes = [
            models.Index(fields=["created_at"]),
            models.Index(fields=["client_hash", "created_at"]),
        ]

    def __str__(self) -> str:
        """Nothing personal: this is what logs and messages show."""
        return self.reference
