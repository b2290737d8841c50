"""A canvas for flat drawings, with smooth edges. Its coordinates need not be the finished picture's pixels."""

import math
from collections.abc import Sequence
from itertools import pairwise

from PIL import Image, ImageDraw

Point = tuple[float, float]
Colour = str | tuple[int, int, int] | tuple[int, int, int, int]

SCALE = 2
"""Pixels to a unit of length. The finished picture has fewer, which smooths its edges."""

GOLDEN = 0.6180339887498949


def spread(step: int, low: float, high: float) -> float:
    """A number between low and high that looks like chance and is the same every time."""
    return low + (high - low) * (step * GOLDEN % 1)


def rgb(colour: str) -> tuple[int, int, int]:
    """#rrggbb as numbers."""
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def see_through(colour: str, opacity: float) -> tuple[int, int, int, int]:
    return (*rgb(colour), round(255 * opacity))


def around(centre: Point, radius: float, degrees: float) -> Point:
    """The point at an angle on a circle; 0 is to the right, 90 is down."""
    angle = math.radians(degrees)
    return centre[0] + radius * math.cos(angle), centre[1] + radius * math.sin(angle)


class Canvas:
    """Opaque, unless it is made without a colour: then it is transparent where nothing is drawn."""

    def __init__(self, width: int, height: int, colour: str | None = "#ffffff") -> None:
        self.width, self.height = width, height
        size = width * SCALE, height * SCALE
        transparent = Image.new("RGBA", size, (0, 0, 0, 0))
        self.image = transparent if colour is None else Image.new("RGB", size, colour)
        self.pen = ImageDraw.Draw(self.image, "RGBA" if colour else None)

    def sky(self, *stops: str, top: float = 0, bottom: float | None = None) -> None:
        """Colours that run into each other from top to bottom."""
        start, end = round(top * SCALE), round((bottom or self.height) * SCALE)
        ramp = gradient(stops, end - start).resize((self.width * SCALE, end - start))
        self.image.paste(ramp, (0, start))

    def glow(self, centre: Point, radius: float, colour: str, strength: float = 1) -> None:
        """A light that fades from its centre to nothing at radius."""
        side = round(2 * radius * SCALE)
        mask = Image.radial_gradient("L").point(lambda value: max(0, 255 - value * 1.42) * strength)
        corner = round((centre[0] - radius) * SCALE), round((centre[1] - radius) * SCALE)
        self.image.paste(rgb(colour), corner, mask.resize((side, side), Image.Resampling.BICUBIC))

    def polygon(self, points: Sequence[Point], colour: Colour) -> None:
        self.pen.polygon([(x * SCALE, y * SCALE) for x, y in points], fill=colour)

    def box(self, corner: Point, size: Point, colour: Colour, *, radius: float = 0) -> None:
        edges = (corner[0], corner[1], corner[0] + size[0], corner[1] + size[1])
        scaled = [edge * SCALE for edge in edges]
        self.pen.rounded_rectangle(scaled, radius * SCALE, fill=colour)

    def disc(self, centre: Point, radius: float, colour: Colour) -> None:
        self.oval(centre, (radius, radius), colour)

    def oval(self, centre: Point, radii: Point, colour: Colour) -> None:
        (x, y), (across, down) = centre, radii
        edges = (x - across, y - down, x + across, y + down)
        self.pen.ellipse([edge * SCALE for edge in edges], fill=colour)

    def ring(self, centre: Point, radius: float, width: float, colour: Colour) -> None:
        """radius is to the outer edge."""
        self.arc(centre, radius, width, colour, 0, 360)

    def arc(
        self, centre: Point, radius: float, width: float, colour: Colour, start: float, end: float
    ) -> None:
        """Part of a ring, from one angle to another, clockwise, in degrees."""
        (x, y), edges = centre, (-radius, -radius, radius, radius)
        placed = [(edge + (x, y, x, y)[side]) * SCALE for side, edge in enumerate(edges)]
        self.pen.arc(placed, start, end, fill=colour, width=round(width * SCALE))

    def line(self, points: Sequence[Point], width: float, colour: Colour) -> None:
        """Round at its ends and corners."""
        for (x1, y1), (x2, y2) in pairwise(points):
            ends = [x1 * SCALE, y1 * SCALE, x2 * SCALE, y2 * SCALE]
            self.pen.line(ends, fill=colour, width=round(width * SCALE))
        if isinstance(colour, str):
            for point in points:
                self.disc(point, width / 2, colour)

    def finish(self, width: int, height: int) -> Image.Image:
        """The picture, in pixels."""
        return self.image.resize((width, height), Image.Resampling.LANCZOS)


def gradient(stops: Sequence[str], height: int) -> Image.Image:
    """One column, in which the colours run evenly into each other from end to end."""
    colours = [rgb(stop) for stop in stops]
    column = Image.new("RGB", (1, height))
    for row in range(height):
        column.putpixel((0, row), between(colours, row / max(1, height - 1)))
    return column


def between(colours: Sequence[tuple[int, ...]], share: float) -> tuple[int, ...]:
    """The colour at a share, 0 to 1, of the way along evenly spaced colours."""
    place = share * (len(colours) - 1)
    first = min(int(place), len(colours) - 2)
    part = place - first
    pairs = zip(colours[first], colours[first + 1], strict=True)
    return tuple(round(low + (high - low) * part) for low, high in pairs)
