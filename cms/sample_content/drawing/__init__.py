"""The pictures of the sample content, drawn by our own code: the same bytes every time."""

from PIL import Image

from cms.sample_content.drawing.canvas import Canvas
from cms.sample_content.drawing.places import PLACES
from cms.sample_content.drawing.symbols import SYMBOLS

SCENES = {**PLACES, **SYMBOLS}

__all__ = ["SCENES", "draw"]


def draw(name: str, width: int, height: int) -> Image.Image:
    """A scene by name, in pixels; emblems are square, and transparent around their shield.

    KeyError for an unknown name.
    """
    is_emblem = name.startswith("emblem-")
    canvas = Canvas(600, 600, None) if is_emblem else Canvas(1600, 900)
    SCENES[name](canvas)
    return canvas.finish(width, height)
