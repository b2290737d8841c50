"""What the app stores beside wagtail-localize's own models."""

from translation.models.history import Origin, SegmentVersion

__all__ = ["Origin", "SegmentVersion"]
