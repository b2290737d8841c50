"""Who works into which language, and as what."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Locale


class Role(models.TextChoices):
    TRANSLATOR = "TRANSLATOR", _("Translator")
    REVIEWER = "REVIEWER", _("Reviewer")


class TeamMember(models.Model):
    """A person's part in the team of one language. Whoever is both has two rows; a reviewer may translate."""

    locale = models.ForeignKey(
        Locale, verbose_name=_("language"), on_delete=models.CASCADE, related_name="team_members"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("person"),
        on_delete=models.CASCADE,
        related_name="translation_teams",
    )
    role = models.CharField(_("role"), max_length=10, choices=Role.choices)

    class Meta:
        verbose_name = _("team member")
        verbose_name_plural = _("language teams")
        ordering = ["locale", "role", "user"]
        constraints = [
            models.UniqueConstraint(
                fields=["locale", "user", "role"],
                name="team_member_once",
                violation_error_message=_("This person is in this team already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.get_role_display()} ({self.locale})"


class LanguageRule(models.Model):
    """What the team of one language has agreed on; a language without a row has agreed on nothing."""

    locale = models.OneToOneField(
        Locale, verbose_name=_("language"), on_delete=models.CASCADE, related_name="language_rule"
    )
    needs_second_person = models.BooleanField(
        _("a second person must review"),
        default=False,
        help_text=_(
            "Nobody approves what he or she wrote, nor what the machine or the memory filled in at his or her "
            "request. The team needs two people for it, one of them a reviewer."
        ),
    )

    class Meta:
        verbose_name = _("rule of a language")
        verbose_name_plural = _("rules of languages")
        ordering = ["locale"]

    def __str__(self) -> str:
        return str(self.locale)
