"""What happens when a picture is saved; connected by name in apps.ready()."""

from typing import Any

from django.db import transaction

from media.models import Picture
from media.tasks import draw_presets


def draw_when_committed(
    sender: type[Picture], instance: Picture, *, raw: bool = False, **_: Any
) -> None:
    """A public query must never draw a picture, so all named sizes are drawn when it is saved.

    A new file or focal point makes new ones. Robust: a picture that cannot be drawn stays saved.
    """
    if not raw and instance.file:
        transaction.on_commit(lambda: draw_presets.enqueue(instance.pk), robust=True)
