"""Long work in portions: how far it is stands in the database, so that another worker can go on."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class JobState(models.TextChoices):
    WAITING = "WAITING", _("Waiting")
    RUNNING = "RUNNING", _("Running")
    DONE = "DONE", _("Done")
    FAILED = "FAILED", _("Failed")


UNFINISHED = (JobState.WAITING, JobState.RUNNING)


class Job(models.Model):
    """A list of items that are done one after the other, each in a transaction together with its count.

    So an item is done once, and a killed worker leaves the job where it was.
    """

    kind = models.CharField(max_length=40)
    """Which functions do an item: translation.jobs.KINDS."""
    subject = models.CharField(max_length=100, blank=True, db_default="")
    """What it is about, as "translation 5": nobody starts the same twice. Empty where that does no harm."""
    title = models.CharField(max_length=255, blank=True, db_default="")
    """The same in the words of who started it."""
    items: Any = models.JSONField(default=list)
    """What each call of it gets, as JSON."""
    options: Any = models.JSONField(default=dict)
    """What all calls get."""
    cursor = models.PositiveIntegerField(default=0)
    """How many items are done."""
    counts: Any = models.JSONField(default=dict, db_default=models.Value({}, models.JSONField()))
    """What came of them, by name; each kind has names of its own."""
    state = models.CharField(max_length=10, choices=JobState.choices, default=JobState.WAITING)
    leased_until = models.DateTimeField(null=True)
    """A worker has it until then; later it counts as killed and another may go on."""
    seen_at = models.DateTimeField(null=True)
    """The last sign of life of whoever works at it."""
    problems: Any = models.JSONField(default=list)
    """Of items that could not be done: [what, why] in the words for the user."""
    failure = models.TextField(blank=True, db_default="")
    """Why a failed job stopped where it is, in the words for the user."""
    language = models.CharField(max_length=20, blank=True, db_default="")
    """In which the user is told: that of the admin when it was started."""
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "subject"],
                condition=models.Q(state__in=UNFINISHED) & ~models.Q(subject=""),
                name="job_of_a_subject_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.cursor}/{self.total}"

    @property
    def total(self) -> int:
        return len(self.items)

    @property
    def is_finished(self) -> bool:
        """Whether nothing more happens by itself."""
        return self.state not in UNFINISHED
