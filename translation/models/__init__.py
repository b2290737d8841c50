"""What the app stores beside wagtail-localize's own models."""

from translation.models.comments import Comment
from translation.models.exchange import FileKind, UploadedFile, UploadedPart
from translation.models.history import Origin, SegmentVersion
from translation.models.jobs import Job, JobState
from translation.models.mails import MailChoices, MailKind, Notice, Pace
from translation.models.memory import MemoryEntry
from translation.models.tasks import (
    ApprovedSegment,
    Priority,
    State,
    Transition,
    TranslationTask,
)
from translation.models.teams import LanguageRule, Role, TeamMember
from translation.models.words import DocumentWords, TranslatedWords

__all__ = [
    "ApprovedSegment",
    "Comment",
    "DocumentWords",
    "FileKind",
    "Job",
    "JobState",
    "LanguageRule",
    "MailChoices",
    "MailKind",
    "MemoryEntry",
    "Notice",
    "Origin",
    "Pace",
    "Priority",
    "Role",
    "SegmentVersion",
    "State",
    "TeamMember",
    "Transition",
    "TranslatedWords",
    "TranslationTask",
    "UploadedFile",
    "UploadedPart",
]
