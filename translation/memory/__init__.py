"""The translation memory: what was translated before, in this site's documents and in TMX files."""

from translation.memory.filling import fill_identical
from translation.memory.suggestions import Suggestion, suggestions, suggestions_for

__all__ = ["Suggestion", "fill_identical", "suggestions", "suggestions_for"]
