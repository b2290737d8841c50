"""Draws the pictures of the sample: calm shapes in the colours of the Alliance, the same on every machine."""

import io
import math
from collections.abc import Callable
from typing import Any

from django.core.files.base import ContentFile
from PIL import Image, ImageDraw

from cms.sample_content.blocks import Numbers
from cms.sample_content.reading import read_table
from media.models import Picture

Colour = tuple[int, int, int]
Draw = ImageDraw.ImageDraw

SCALE = 2
"""Drawn so many times larger, then made smaller: smooth edges."""
BLUE: Colour = (24, 78, 140)
SKY: Colour = (196, 221, 240)
GREEN: Colour = (38, 120, 84)
MEADOW: Colour = (181, 214, 170)
RED: Colour = (196, 62, 58)
SAND: Colour = (246, 236, 214)
SUN: Colour = (247, 196, 88)
INK: Colour = (28, 40, 56)
WHITE: Colour = (255, 255, 255)


def load_pictures(numbers: Numbers) -> None:
    for name, data in read_table("pictures.toml").items():
        file = ContentFile(drawn(data), name=f"{name}.jpg")
        width, height = data["size"]
        picture = Picture(
            title=data["alt"]["fr"],
            file=file,
            alt_texts=data["alt"],
            focal_point_x=width // 2,
            focal_point_y=height // 2,
            focal_point_width=width // 3,
            focal_point_height=height // 3,
        )
        picture.save()
        numbers.pictures[name] = picture.pk


def drawn(data: dict[str, Any]) -> bytes:
    """The picture as JPEG."""
    width, height = (side * SCALE for side in data["size"])
    image = gradient(width, height, *PALETTES[data["palette"]])
    MOTIFS[data["motif"]](ImageDraw.Draw(image), width, height)
    out = io.BytesIO()
    image.resize(tuple(data["size"]), Image.Resampling.LANCZOS).save(out, "JPEG", quality=88)
    return out.getvalue()


def gradient(width: int, height: int, top: Colour, bottom: Colour) -> Image.Image:
    column = Image.new("RGB", (1, height))
    for y in range(height):
        column.putpixel((0, y), mixed(top, bottom, y / height))
    return column.resize((width, height))


def mixed(a: Colour, b: Colour, share: float) -> Colour:
    red, green, blue = (round(x + (y - x) * share) for x, y in zip(a, b, strict=True))
    return red, green, blue


def skyline(draw: Draw, width: int, height: int) -> None:
    """Houses and towers along a river."""
    for index in range(14):
        left = index * width // 14
        top = height * (0.34 + 0.26 * abs(math.sin(index * 1.7)))
        right = left + width // 15
        colour = mixed(BLUE, INK, (index % 4) / 5)
        draw.rectangle((left, top, right, height * 0.8), fill=colour)
        draw.polygon([(left, top), ((left + right) / 2, top - height * 0.08), (right, top)], fill=RED)
        windows(draw, left, top, right - left, height)
    draw.rectangle((0, height * 0.8, width, height), fill=mixed(SKY, BLUE, 0.35))


def windows(draw: Draw, left: float, top: float, width: float, height: float) -> None:
    for row in range(4):
        y = top + height * (0.05 + row * 0.07)
        for x in (left + width * 0.22, left + width * 0.58):
            if y < height * 0.74:
                draw.rectangle((x, y, x + width * 0.2, y + height * 0.03), fill=SUN)


def wheel(draw: Draw, width: int, height: int) -> None:
    """The sixteen-spoked wheel of the Romani flag, over meadow and under sky."""
    draw.rectangle((0, height // 2, width, height), fill=GREEN)
    x, y, radius = width / 2, height / 2, height * 0.34
    line = max(4, height // 60)
    ring(draw, x, y, radius, RED, line * 2)
    for spoke in range(16):
        angle = spoke * math.pi / 8
        end = (x + radius * math.cos(angle), y + radius * math.sin(angle))
        draw.line((x, y, *end), fill=RED, width=line)
    ring(draw, x, y, radius * 0.16, RED, line * 2)


def ring(draw: Draw, x: float, y: float, radius: float, colour: Colour, line: int) -> None:
    draw.ellipse((x - radius, y - radius, x + radius, y + radius), outline=colour, width=line)


def bridge(draw: Draw, width: int, height: int) -> None:
    """A bridge of three arches."""
    water = mixed(SKY, BLUE, 0.5)
    draw.rectangle((0, height * 0.72, width, height), fill=water)
    draw.rectangle((0, height * 0.46, width, height * 0.74), fill=mixed(SAND, INK, 0.35))
    for arch in range(3):
        middle = width * (arch + 0.5) / 3
        half = width * 0.12
        draw.ellipse((middle - half, height * 0.53, middle + half, height * 0.95), fill=water)
    draw.rectangle((0, height * 0.43, width, height * 0.48), fill=mixed(SAND, INK, 0.55))


def table(draw: Draw, width: int, height: int) -> None:
    """People around a table, seen from above."""
    x, y, radius = width / 2, height / 2, height * 0.24
    draw.ellipse((x - radius * 1.6, y - radius, x + radius * 1.6, y + radius), fill=SAND)
    for person in range(10):
        angle = person * math.pi / 5
        px, py = x + radius * 2.05 * math.cos(angle), y + radius * 1.45 * math.sin(angle)
        size = height * 0.06
        colour = (BLUE, GREEN, RED, SUN, INK)[person % 5]
        draw.ellipse((px - size, py - size, px + size, py + size), fill=colour)


def medal(draw: Draw, width: int, height: int) -> None:
    """Three medals on ribbons."""
    for place, colour in enumerate((mixed(SUN, WHITE, 0.5), SUN, mixed(SUN, RED, 0.4))):
        x, y = width * (place + 1) / 4, height * (0.62, 0.55, 0.62)[place]
        size = height * 0.15
        draw.polygon([(x - size, 0), (x + size, 0), (x, y)], fill=(BLUE, RED, GREEN)[place])
        draw.ellipse((x - size, y - size, x + size, y + size), fill=colour)
        ring(draw, x, y, size * 0.7, WHITE, max(3, height // 110))


def candle(draw: Draw, width: int, height: int) -> None:
    """A row of candles in the dark."""
    for index in range(7):
        x = width * (index + 1) / 8
        top = height * (0.5 + 0.06 * math.cos(index))
        draw.rectangle((x - width * 0.012, top, x + width * 0.012, height * 0.86), fill=SAND)
        flame = height * 0.045
        draw.ellipse((x - flame * 0.5, top - flame * 2.4, x + flame * 0.5, top), fill=SUN)


def dots(draw: Draw, width: int, height: int) -> None:
    """Places of a map, joined by lines."""
    places = [
        (width * (0.1 + 0.8 * ((i * 37) % 100) / 100), height * (0.12 + 0.76 * ((i * 61) % 100) / 100))
        for i in range(24)
    ]
    for start, end in zip(places, places[3:], strict=False):
        draw.line((*start, *end), fill=mixed(SKY, BLUE, 0.5), width=max(2, height // 220))
    for index, (x, y) in enumerate(places):
        size = height * (0.014 + 0.01 * (index % 3))
        draw.ellipse((x - size, y - size, x + size, y + size), fill=(RED, BLUE, GREEN)[index % 3])


def books(draw: Draw, width: int, height: int) -> None:
    """Books on a shelf."""
    left = width * 0.08
    for index in range(18):
        thickness = width * (0.028 + 0.014 * ((index * 7) % 4))
        top = height * (0.24 + 0.07 * ((index * 5) % 4))
        colour = (BLUE, RED, GREEN, SUN, INK)[index % 5]
        draw.rectangle((left, top, left + thickness, height * 0.8), fill=colour)
        left += thickness + width * 0.005
    draw.rectangle((0, height * 0.8, width, height * 0.84), fill=mixed(SAND, INK, 0.6))


MOTIFS: dict[str, Callable[[Draw, int, int], None]] = {
    motif.__name__: motif for motif in (skyline, wheel, bridge, table, medal, candle, dots, books)
}
PALETTES: dict[str, tuple[Colour, Colour]] = {
    "day": (SKY, WHITE),
    "evening": (mixed(BLUE, RED, 0.35), SUN),
    "night": (INK, mixed(INK, BLUE, 0.6)),
    "meadow": (SKY, MEADOW),
    "sand": (WHITE, SAND),
    "flag": (mixed(SKY, BLUE, 0.75), mixed(SKY, BLUE, 0.55)),
}
