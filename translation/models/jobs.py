"""Long work in portions: how far it is stands in the database, so that another worker can go on."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class JobState(models.TextChoices):
    WAITING = "WAITING", _("Waiting")
    RUNNING = "RUNNING", _("Running")
    DONE = "DONE", _("Done")
    FAILED = "FAILED", _("Failed")


class Job(models.Model):
    """A list of items that are done one after the other, each in a transaction together with its count.

    So an item is done once, and a killed worker leaves the job where it was.
    """

    kind = models.CharField(max_length=40)
    """Which function does an item: translation.jobs.STEPS."""
    items = models.JSONField(default=list)
    """What each call of it gets, as JSON."""
    options = models.JSONField(default=dict)
    """What all calls get."""
    cursor = models.PositiveIntegerField(default=0)
    """How many items are done."""
    state = models.CharField(max_length=10, choices=JobState.choices, default=JobState.WAITING)
    leased_until = models.DateTimeField(null=True)
    """A worker has it until then; later it counts as killed and another may go on."""
    problems = models.JSONField(default=list)
    """Of items that could not be done: [what, why] in the words for the user."""
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.kind} {self.cursor}/{self.total}"

    @property
    def total(self) -> int:
        return len(self.items)
