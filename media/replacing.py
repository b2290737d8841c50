"""Replaces the file of a picture or document so that no moment has a row without its file."""

from functools import partial
from typing import Any

from django.db import transaction


class ReplacesFile:
    """For Wagtail's forms, which delete the old file before the new one is written.

    A disk that is full, or a later mistake in the same transaction, would leave the row with no file.
    """

    original_file: Any
    changed_data: list[str]
    instance: Any

    def save(self, commit: bool = True) -> Any:
        old, self.original_file = self.original_file, None
        saved = super().save(commit=commit)  # type: ignore[misc]
        if commit and old and "file" in self.changed_data:
            self.forget_drawings()
            transaction.on_commit(partial(old.storage.delete, old.name), robust=True)
        return saved

    def forget_drawings(self) -> None:
        """What was made from the old file."""
