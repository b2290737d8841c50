"""What others did to a text since an editor opened it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from wagtail.admin.templatetags.wagtailadmin_tags import user_display_name
from wagtail.models import Revision

AUTOSAVE_TAKES = timedelta(seconds=30)
"""So long the answer to an editor's own autosave may be on its way when the form is sent."""


@dataclass(frozen=True, slots=True)
class Saving:
    """One newer version: who saved it and when."""

    who: str
    when: datetime


@dataclass(frozen=True, slots=True)
class Conflict:
    """savings has the newest last, and is never empty. choice names the newest version exactly.

    differences are Wagtail's comparisons of the fields that changed. is_since_opened tells what they compare:
    the version that the editor opened with the newest one; else, where autosave has replaced that
    version since, the editor's own text with the newest one.
    """

    savings: tuple[Saving, ...]
    differences: tuple[Any, ...]
    choice: str
    is_since_opened: bool

    @property
    def fields(self) -> list[str]:
        return [str(difference.field_label()) for difference in self.differences]


def choice_of(revision: Revision) -> str:
    """What an editor agrees to overwrite: autosave keeps a version's number and moves its time."""
    return f"{revision.pk}@{revision.created_at.isoformat()}"


def find_conflict(latest: Revision, opened: Mapping[str, str], own: Any, panel: Any) -> Conflict:
    """opened is what the form said it was loaded from; own is the object as the editor wants it."""
    base = opened_revision(latest, opened)
    before = base.as_object() if base else own
    return Conflict(
        savings=tuple(savings_since(latest, base)),
        differences=tuple(differences(panel, before, latest.as_object())),
        choice=choice_of(latest),
        is_since_opened=base is not None,
    )


def opened_revision(latest: Revision, opened: Mapping[str, str]) -> Revision | None:
    """None where its words are gone: no version was opened, or autosave has replaced it."""
    number = opened.get("loaded_revision_id", "")
    if not number.isdecimal():
        return None
    revision = siblings(latest).filter(pk=number).first()
    when = parse_datetime(opened.get("loaded_revision_created_at", "") or "-")
    return revision if revision and revision.created_at == when else None


def is_saved_by_oneself_just_now(latest: Revision, opened: Mapping[str, str], user: Any) -> bool:
    """Whether nobody else has saved since, and what the editor saved is so new that the form cannot know of it."""
    when = parse_datetime(opened.get("loaded_revision_created_at", "") or "-")
    newer = siblings(latest).filter(created_at__gt=when) if when else siblings(latest)
    is_new = latest.created_at > timezone.now() - AUTOSAVE_TAKES
    return is_new and not newer.exclude(user=user).exists()


def siblings(revision: Revision) -> Any:
    """All versions of the same object."""
    return Revision.objects.filter(
        base_content_type_id=revision.base_content_type_id, object_id=revision.object_id
    )


def savings_since(latest: Revision, base: Revision | None) -> Iterable[Saving]:
    newer = siblings(latest).filter(created_at__gt=base.created_at) if base else None
    versions = newer.select_related("user").order_by("created_at", "pk") if newer else [latest]
    for revision in versions or [latest]:
        who = user_display_name(revision.user) if revision.user else _("the system")
        yield Saving(who, revision.created_at)


def differences(panel: Any, before: Any, after: Any) -> Iterable[Any]:
    """panel is a bound edit handler; those of its fields that differ."""
    for compare in panel.get_comparison():
        difference = compare(before, after)
        if difference.has_changed():
            yield difference
