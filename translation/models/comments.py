"""What translators, reviewers and coordinators say to each other about a task or one of its segments."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail_localize.models import String, TranslationContext

from translation.models.tasks import TranslationTask


class Comment(models.Model):
    """About the whole task where context is None, else about the segment that has context and string."""

    task = models.ForeignKey(TranslationTask, on_delete=models.CASCADE, related_name="comments")
    context = models.ForeignKey(
        TranslationContext, null=True, on_delete=models.CASCADE, related_name="+"
    )
    string = models.ForeignKey(String, null=True, on_delete=models.CASCADE, related_name="+")
    text = models.TextField(_("comment"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    at = models.DateTimeField(auto_now_add=True)
    resolved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    resolved_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.text[:60]
