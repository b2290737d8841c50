"""One document to be translated into one language: who, until when, and how far it is."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail_localize.models import String, Translation, TranslationContext


class State(models.TextChoices):
    """How far the work is; what is live says TranslationTask.published_at and outdated_since."""

    NEW = "NEW", _("New")
    IN_PROGRESS = "IN_PROGRESS", _("In progress")
    IN_REVIEW = "IN_REVIEW", _("In review")
    CHANGES_REQUESTED = "CHANGES_REQUESTED", _("Changes requested")
    APPROVED = "APPROVED", _("Approved")
    PUBLISHED = "PUBLISHED", _("Published")
    OUTDATED = "OUTDATED", _("Outdated")


class Priority(models.IntegerChoices):
    LOW = 1, _("Low")
    NORMAL = 2, _("Normal")
    HIGH = 3, _("High")


class TranslationTask(models.Model):
    """Of one document and one language, for as long as both exist: it goes round again with every change.

    state is changed by the functions of translation.workflow alone.
    """

    translation = models.OneToOneField(Translation, on_delete=models.CASCADE, related_name="task")
    state = models.CharField(
        _("state"), max_length=20, choices=State.choices, default=State.NEW, db_index=True
    )
    assignees = models.ManyToManyField(
        settings.AUTH_USER_MODEL,
        verbose_name=_("assigned to"),
        blank=True,
        related_name="translation_tasks",
    )
    due_on = models.DateField(_("due on"), null=True, blank=True)
    priority = models.PositiveSmallIntegerField(
        _("priority"), choices=Priority.choices, default=Priority.NORMAL
    )
    note = models.TextField(_("note"), blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)
    """Of the last transition, or change of who, when or why."""
    published_at = models.DateTimeField(null=True)
    """When the approved translation last went live; None before the first time."""
    outdated_since = models.DateTimeField(null=True)
    """When the source first changed after published_at; None while what is live says what the source says.
    Stays while the work goes through its states again, until the next publication."""

    class Meta:
        verbose_name = _("translation task")
        verbose_name_plural = _("translation tasks")
        permissions = [
            ("coordinate_translation", _("Can assign translations and see all of them")),
        ]

    def __str__(self) -> str:
        return f"{self.translation.source.object_repr} → {self.translation.target_locale}"

    @property
    def is_overdue(self) -> bool:
        is_done = self.state == State.PUBLISHED
        return bool(self.due_on and self.due_on < timezone.localdate() and not is_done)


class Transition(models.Model):
    """A step of a task: kept for good, so that it can be told who approved what and when."""

    task = models.ForeignKey(TranslationTask, on_delete=models.CASCADE, related_name="transitions")
    from_state = models.CharField(max_length=20, choices=State.choices)
    to_state = models.CharField(max_length=20, choices=State.choices)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    """None: the system, as when the source changed."""
    at = models.DateTimeField(auto_now_add=True)
    comment = models.TextField(blank=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.task_id}: {self.from_state} → {self.to_state}"


class ApprovedSegment(models.Model):
    """What one segment said when the task was last published: the source then, and its approved translation.

    wagtail-localize forgets the old source as soon as the new one comes in; this remembers it.
    """

    task = models.ForeignKey(TranslationTask, on_delete=models.CASCADE, related_name="approved")
    context = models.ForeignKey(TranslationContext, on_delete=models.CASCADE, related_name="+")
    string = models.ForeignKey(String, on_delete=models.CASCADE, related_name="+")
    order = models.PositiveIntegerField()
    text = models.TextField()

    class Meta:
        ordering = ["order", "pk"]

    def __str__(self) -> str:
        return f"{self.task_id}: {self.text[:40]}"
