"""What happens to grants when a document is published or unpublished; connected by name in apps.ready()."""

from typing import Any

from django.db.models import Model

from preview.grants import revoke_all


def take_back(instance: Model, **_: Any) -> None:
    revoke_all(instance)
