"""Who translates what, by when, and who approved it: the work of translators on wagtail-localize's own models."""
