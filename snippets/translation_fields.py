"""How a model says of each of its fields: translated, or the same in all languages."""

from wagtail_localize.fields import SynchronizedField, TranslatableField


def translated(*names: str) -> list[TranslatableField]:
    """Fields that translators bring into each language."""
    return [TranslatableField(name) for name in names]


def neutral(*names: str) -> list[SynchronizedField]:
    """Fields that are the same in all languages; no translator can make them differ."""
    return [SynchronizedField(name, overridable=False) for name in names]
