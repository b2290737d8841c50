"""What applicants sent, and what was done with it. Nothing of it is ever readable through GraphQL."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from snippets.countries import CountryField
from snippets.models import Member, MemberKind


class State(models.TextChoices):
    """How far the review is."""

    # With a context: the admin has words such as "New" of its own, of another gender.
    NEW = "NEW", pgettext_lazy("application", "New")
    IN_REVIEW = "IN_REVIEW", pgettext_lazy("application", "In review")
    WAITING = "WAITING", pgettext_lazy("application", "Waiting for an answer")
    ACCEPTED = "ACCEPTED", pgettext_lazy("application", "Accepted")
    DECLINED = "DECLINED", pgettext_lazy("application", "Declined")


OPEN_STATES = (State.NEW, State.IN_REVIEW, State.WAITING)


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

    assigned_to = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("assigned to"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    member = models.ForeignKey(
        Member,
        verbose_name=_("member"),
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    """Made, or found, when the application was accepted: the row in the source language."""
    decided_at = models.DateTimeField(_("decided at"), null=True, editable=False)
    anonymised_at = models.DateTimeField(_("anonymised at"), null=True, editable=False)
    """From then on it holds the authority alone, and no person."""

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

    @property
    def is_open(self) -> bool:
        return self.state in OPEN_STATES


class EntryKind(models.TextChoices):
    """What was done with an application."""

    ASSIGNED = "ASSIGNED", _("Assigned")
    NOTE = "NOTE", _("Note")
    RECEIPT = "RECEIPT", _("Receipt confirmed")
    QUESTION = "QUESTION", _("Asked back")
    ANSWER = "ANSWER", _("Answer noted")
    ACCEPTED = "ACCEPTED", pgettext_lazy("application", "Accepted")
    DECLINED = "DECLINED", pgettext_lazy("application", "Declined")


class Entry(models.Model):
    """One line of an application's history; never changed, but emptied when the application is anonymised."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="entries")
    kind = models.CharField(max_length=20, choices=EntryKind)
    text = models.TextField(blank=True)
    """A note, a question, a reason: what a colleague typed."""
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("entry")
        verbose_name_plural = _("entries")
        ordering = ["created_at", "pk"]

    def __str__(self) -> str:
        return f"{self.application_id} {self.kind}"


class Mail(models.Model):
    """A mail that is to be sent, kept in the same transaction as its reason: none is lost, none sent in vain.

    Once sent, only who got what sort of mail when is kept.
    """

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="mails")
    to_applicant = models.BooleanField()
    kind = models.CharField(max_length=20, choices=EntryKind)
    subject = models.CharField(max_length=255)
    body = models.TextField(blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    sent_at = models.DateTimeField(null=True)
    tries = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("mail")
        verbose_name_plural = _("mails")
        ordering = ["created_at", "pk"]

    def __str__(self) -> str:
        return f"{self.application_id} {self.kind}"
