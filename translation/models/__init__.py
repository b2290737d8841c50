"""What the app stores beside wagtail-localize's own models."""

from translation.models.exchange import UploadedFile
from translation.models.history import Origin, SegmentVersion
from translation.models.memory import MemoryEntry

__all__ = ["MemoryEntry", "Origin", "SegmentVersion", "UploadedFile"]
