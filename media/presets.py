"""The named sizes of pictures: the only ones that anybody can ask for."""

from dataclasses import dataclass
from itertools import product

FORMATS = ("avif", "webp")
"""What a <picture> offers, best first, before its fallback."""


@dataclass(frozen=True, slots=True)
class Preset:
    """operation is Wagtail's resize rule with {0} for the width and {1} for the height, in pixels."""

    operation: str
    sizes: tuple[tuple[int, int], ...]

    def filter_spec(self, size: tuple[int, int], image_format: str) -> str:
        return f"{self.operation.format(*size)}|format-{image_format}"

    @property
    def largest(self) -> tuple[int, int]:
        return self.sizes[-1]


PRESETS = {
    "THUMBNAIL": Preset("fill-{0}x{1}", ((160, 160), (320, 320))),
    "CARD": Preset("fill-{0}x{1}", ((480, 320), (960, 640))),
    "CONTENT": Preset("max-{0}x{1}", ((640, 1280), (1280, 2560))),
    "HERO": Preset("fill-{0}x{1}", ((960, 400), (1920, 800))),
    "SOCIAL": Preset("fill-{0}x{1}", ((1200, 630),)),
}

PRESERVES_TRANSPARENCY = {"png", "webp", "gif", "avif"}


def fallback_format(filename: str) -> str:
    """png for what may be transparent, jpeg for all else: every client reads both."""
    return "png" if filename.rsplit(".", 1)[-1].lower() in PRESERVES_TRANSPARENCY else "jpeg"


def filter_specs(preset: Preset, filename: str) -> list[str]:
    formats = (*FORMATS, fallback_format(filename))
    return [preset.filter_spec(size, name) for name, size in product(formats, preset.sizes)]


def all_filter_specs(filename: str) -> list[str]:
    """Every rendition that a picture needs, so that a query never has to draw one."""
    return [spec for preset in PRESETS.values() for spec in filter_specs(preset, filename)]
