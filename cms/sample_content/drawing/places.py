"""Pictures of places: a town by the water, a bridge, a street, hills, a table, a network."""

import math
from collections.abc import Callable

from PIL import Image

from cms.sample_content.drawing.canvas import SCALE, Canvas, Point, around, see_through, spread
from cms.sample_content.drawing.symbols import BLUE, GOLD, GREEN, INK, PAPER, RED


def river_city(canvas: Canvas) -> None:
    canvas.sky("#2b2a5e", "#8c4a7d", "#f08a5d", "#ffd08a", bottom=600)
    canvas.glow((1130, 400), 380, "#fff0b8")
    canvas.disc((1130, 400), 92, "#fff3cf")
    for row, (colour, low, high) in enumerate((("#6d4273", 60, 220), ("#35274f", 30, 150))):
        skyline(canvas, colour, low, high, row)
    mirror(canvas, 600)
    for ripple in range(40):
        x, y = spread(ripple + 1, -100, 1600), 615 + ripple * 7.0
        canvas.line([(x, y), (x + spread(ripple + 5, 60, 260), y)], 2, see_through("#ffe2b0", 0.22))


def skyline(canvas: Canvas, colour: str, low: float, high: float, seed: int) -> None:
    x, step = -40.0, seed * 31
    while x < 1600:
        step += 1
        width, height = spread(step, 55, 120), spread(step * 3, low, high)
        canvas.box((x, 600 - height), (width, height), colour)
        if step % 4 == 0:
            roof = [(x, 600 - height), (x + width, 600 - height), (x + width / 2, 525 - height)]
            canvas.polygon(roof, colour)
        if seed:
            windows(canvas, (x, 600 - height), (width, height), step)
        x += width - 1


def windows(canvas: Canvas, corner: Point, size: Point, seed: int) -> None:
    for row in range(int(size[1] // 34)):
        for column in range(int(size[0] // 28)):
            if (seed * 7 + row * 5 + column * 3) % 4 == 0:
                place = corner[0] + 9 + column * 27, corner[1] + 12 + row * 33
                canvas.box(place, (11, 15), see_through("#ffd98a", 0.9))


def mirror(canvas: Canvas, horizon: int) -> None:
    """What stands above the horizon, upside down and darker below it."""
    deep = (canvas.height - horizon) * SCALE
    above = canvas.image.crop((0, horizon * SCALE - deep, canvas.width * SCALE, horizon * SCALE))
    below = above.transpose(Image.Transpose.FLIP_TOP_BOTTOM)
    water = Image.new("RGB", below.size, "#1d2350")
    canvas.image.paste(Image.blend(below, water, 0.45), (0, horizon * SCALE))


def bridge(canvas: Canvas) -> None:
    canvas.sky("#b7d7ea", "#f3e3d3", "#f7c9a3", bottom=560)
    canvas.glow((420, 540), 400, "#fff6df")
    hills(canvas, 470, "#a9bfae", 1)
    hills(canvas, 520, "#7fa38b", 2)
    canvas.sky("#8fb9cc", "#4d88a8", "#2b5f84", top=560)
    canvas.box((0, 400), (1600, 70), "#8b6f5c")
    canvas.box((0, 386), (1600, 18), "#a58a74")
    for arch in range(4):
        pier(canvas, arch)
    for ripple in range(22):
        x, y = spread(ripple + 2, -80, 1500), 600 + ripple * 13.0
        canvas.line([(x, y), (x + spread(ripple, 80, 300), y)], 3, see_through("#ffffff", 0.25))


def pier(canvas: Canvas, number: int) -> None:
    """One arch: the stone between its curve and the roadway."""
    left, right, foot = number * 400.0, number * 400.0 + 400, 640.0
    curve = [around(((left + right) / 2, foot), 165, degrees) for degrees in range(180, 361, 4)]
    outline = [(left, 440.0), (right, 440.0), (right, foot), curve[-1], *reversed(curve)]
    canvas.polygon([*outline, (left, foot)], "#8b6f5c")
    canvas.line([*curve], 9, "#6f5747")


def hills(canvas: Canvas, level: float, colour: str, seed: int) -> None:
    crest = [
        (x, level + 34 * math.sin(x / (150 + 40 * seed) + seed * 2) + 16 * math.sin(x / 71 + seed))
        for x in range(0, 1601, 10)
    ]
    canvas.polygon([(0, 900), *crest, (1600, 900)], colour)


def milestones(canvas: Canvas) -> None:
    canvas.sky("#6db4e0", "#cfe8f2", "#fbeed2", bottom=520)
    canvas.disc((1290, 170), 84, "#fff1bd")
    for level, colour in ((390, "#a8cfa0"), (470, "#7ab87c"), (560, "#4d9a5d"), (690, "#347a49")):
        hills(canvas, level, colour, level // 90)
    path = [(road(step), 900 - step * 10.5) for step in range(46)]
    left = [(x - reach(y), y) for x, y in path]
    right = [(x + reach(y), y) for x, y in path]
    canvas.polygon([*left, *reversed(right)], "#f2e3c0")
    for step in (3, 11, 19, 26, 32, 37):
        x, y = path[step]
        size = reach(y)
        canvas.box(
            (x + size * 1.25, y - size * 1.5), (size * 0.5, size * 1.6), RED, radius=size * 0.2
        )
        canvas.box((x + size * 1.25, y - size * 0.9), (size * 0.5, size * 0.16), PAPER)


def road(step: int) -> float:
    return 800 + 330 * math.sin(step / 7.2) * (1 - step / 60)


def reach(y: float) -> float:
    """Half the width of the road: the nearer, the wider."""
    return 6 + (y - 420) * 0.19


def houses(canvas: Canvas) -> None:
    canvas.sky("#26345f", "#5a6ba3", "#f2b28b")
    canvas.disc((240, 170), 62, "#fdf4d8")
    colours = (RED, "#e2a03f", "#3d8fb0", GREEN, "#b9567d", "#5a62b5", GOLD)
    for number, colour in enumerate(colours):
        house(canvas, 40 + number * 218.0, spread(number + 1, 300, 430), colour)
    canvas.box((0, 780), (1600, 120), "#39405c")
    canvas.box((0, 780), (1600, 16), "#c9c3b4")


def house(canvas: Canvas, left: float, height: float, colour: str) -> None:
    top = 780 - height
    canvas.box((left, top), (208, height), colour)
    canvas.polygon([(left - 10, top), (left + 218, top), (left + 104, top - 120)], "#2c2f4a")
    canvas.box((left + 148, top - 116), (28, 70), "#2c2f4a")
    for row in range(int(height // 120)):
        for column in range(2):
            corner = left + 32 + column * 86, top + 34 + row * 104
            canvas.box(corner, (58, 66), "#ffe6a3", radius=4)
            canvas.box((corner[0] + 27, corner[1]), (4, 66), colour)
    canvas.box((left + 78, 690), (52, 90), "#3a2a2a", radius=8)
    canvas.disc((left + 120, 738), 4, GOLD)


def round_table(canvas: Canvas) -> None:
    canvas.sky("#dfe7ea", "#c4d2d8")
    centre = (800.0, 450.0)
    seats = (BLUE, GREEN, RED, GOLD, "#7b3f8c", "#2c8c97")
    for place in range(12):
        seat(canvas, centre, place * 30.0, seats[place % 6])
    canvas.oval((812, 470), (272, 264), see_through(INK, 0.25))
    canvas.disc(centre, 264, "#b98a5a")
    canvas.disc(centre, 248, "#cfa273")
    for place in range(12):
        x, y = around(centre, 198, place * 30.0)
        canvas.box((x - 24, y - 30), (48, 60), PAPER, radius=4)
        for row in range(3):
            canvas.line([(x - 14, y - 14 + row * 13), (x + 14, y - 14 + row * 13)], 3, "#b9b2a4")
    canvas.disc(centre, 66, GREEN)
    canvas.ring(centre, 66, 10, BLUE)


def seat(canvas: Canvas, centre: Point, degrees: float, colour: str) -> None:
    spot = around(centre, 348, degrees)
    canvas.disc((spot[0] + 6, spot[1] + 9), 56, see_through(INK, 0.2))
    canvas.disc(spot, 56, colour)
    canvas.disc(spot, 40, see_through("#ffffff", 0.25))


def map_dots(canvas: Canvas) -> None:
    canvas.sky("#0a1330", "#13265a", "#0d1a40")
    points = [(spread(step, 90, 1510), spread(step * step + 3, 90, 810)) for step in range(1, 64)]
    for number, start in enumerate(points):
        for end in sorted(points, key=lambda point: math.dist(point, start))[1:4]:
            canvas.line([start, end], 2, see_through("#8fb8ff", 0.35))
        if number % 5 == 0:
            canvas.glow(start, 70, "#ffd98a", 0.6)
    colours = ("#ffd98a", "#8fd0ff", "#9be6b4", "#ff9c94")
    for number, point in enumerate(points):
        canvas.disc(point, 13 if number % 5 == 0 else 7, colours[number % 4])


PLACES: dict[str, Callable[[Canvas], None]] = {
    "river-city": river_city,
    "bridge": bridge,
    "milestones": milestones,
    "houses": houses,
    "round-table": round_table,
    "map-dots": map_dots,
}
