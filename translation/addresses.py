"""Where in the admin a translation is worked on."""

from django.urls import reverse


def task_address(task: int) -> str:
    return reverse("translation:task", args=[task])
