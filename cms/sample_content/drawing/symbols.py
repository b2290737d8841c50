"""Pictures of things: the wheel, rings, a medal, candles, books, a register, speech, emblems."""

from collections.abc import Callable

from cms.sample_content.drawing.canvas import Canvas, Point, around, see_through, spread

BLUE, GREEN, RED = "#1d4e9e", "#2f8f4e", "#c8312f"
GOLD, PAPER, INK = "#e8b23a", "#fbf7ee", "#1c2440"
SPOKES = 16
"""As on the Romani flag."""


def wheel(canvas: Canvas, centre: Point, radius: float, colour: str) -> None:
    canvas.ring(centre, radius, radius * 0.11, colour)
    for spoke in range(SPOKES):
        end = around(centre, radius * 0.95, spoke * 360 / SPOKES)
        canvas.line([centre, end], radius * 0.045, colour)
    canvas.disc(centre, radius * 0.17, colour)


def wheel_horizon(canvas: Canvas) -> None:
    canvas.sky("#123a7d", "#3f7cc9", "#a9d3ee", bottom=520)
    canvas.glow((800, 520), 520, "#fff3d0", 0.8)
    canvas.sky("#4fa968", "#2f8f4e", "#175c33", top=520)
    for row in range(7):
        depth = 540 + row * row * 9
        canvas.line([(0, depth), (1600, depth)], 2 + row, see_through("#ffffff", 0.10))
    wheel(canvas, (800, 470), 300, RED)


def rings(canvas: Canvas) -> None:
    canvas.sky("#f6f1e4", "#e9e2d0")
    blue, green, red = (650.0, 320.0), (950.0, 320.0), (800.0, 580.0)
    for centre, colour in ((blue, BLUE), (green, GREEN), (red, RED)):
        canvas.ring(centre, 270, 58, colour)
    # Where two rings cross, each is above the other once: that is what makes them interlock.
    canvas.arc(blue, 270, 58, BLUE, -64, -40)
    canvas.arc(blue, 270, 58, BLUE, 99, 124)
    canvas.arc(green, 270, 58, GREEN, 56, 80)


def medal(canvas: Canvas) -> None:
    canvas.sky("#20305e", "#101833")
    canvas.glow((800, 520), 620, "#7a6a2c", 0.8)
    canvas.polygon([(620, 0), (760, 0), (860, 330), (740, 330)], BLUE)
    canvas.polygon([(980, 0), (840, 0), (740, 330), (860, 330)], GREEN)
    canvas.disc((800, 560), 262, "#b98318")
    canvas.disc((800, 552), 256, GOLD)
    canvas.ring((800, 552), 226, 8, "#b98318")
    wheel(canvas, (800, 552), 165, "#a06c10")
    canvas.box((755, 288), (90, 46), "#b98318", radius=20)


def candles(canvas: Canvas) -> None:
    canvas.sky("#080b1d", "#151a3c", "#3a2340")
    for place in range(9):
        x, top = 160.0 + place * 160, 430 + spread(place + 1, 0, 170)
        canvas.glow((x, top - 40), 190, "#ffb347", 0.75)
        canvas.box((x - 30, top), (60, 900 - top), "#f4e7cf", radius=12)
        canvas.box((x + 8, top), (22, 900 - top), see_through("#8a6d52", 0.35), radius=10)
        canvas.line([(x, top + 2), (x, top - 16)], 5, INK)
        flame(canvas, (x, top - 14))


def flame(canvas: Canvas, foot: Point) -> None:
    x, y = foot
    for size, colour in ((1.0, "#ff9a2e"), (0.62, "#ffe08a"), (0.3, "#fffdf2")):
        canvas.oval((x, y - 24 * size), (15 * size, 26 * size), colour)
        tip = [(x - 11 * size, y - 36 * size), (x + 11 * size, y - 36 * size), (x, y - 82 * size)]
        canvas.polygon(tip, colour)


def books(canvas: Canvas) -> None:
    canvas.sky("#fdf3dc", "#f3dfb6")
    canvas.box((0, 742), (1600, 158), "#a9764a")
    canvas.box((0, 742), (1600, 14), "#8c5f39")
    covers = (RED, BLUE, GOLD, GREEN, "#7b3f8c", "#2c8c97")
    for level, colour in enumerate(covers):
        top, shift = 742 - 78 * (level + 1), spread(level + 2, -70, 70)
        book(canvas, (500 + shift, top), colour)
    plant(canvas, (810, 274))


def book(canvas: Canvas, corner: Point, colour: str) -> None:
    x, y = corner
    canvas.box(corner, (600, 76), colour, radius=14)
    canvas.box((x + 26, y + 12), (580, 52), PAPER, radius=6)
    for leaf in range(3):
        height = y + 25 + leaf * 13
        canvas.line([(x + 40, height), (x + 596, height)], 2, "#e0d6c0")
    canvas.box((x, y), (92, 76), colour, radius=14)
    canvas.box((x + 62, y), (10, 76), see_through("#ffffff", 0.5))


def plant(canvas: Canvas, foot: Point) -> None:
    x, y = foot
    canvas.polygon([(x - 62, y - 88), (x + 62, y - 88), (x + 44, y), (x - 44, y)], "#c8663c")
    for degrees, length in ((-140, 84), (-112, 116), (-90, 134), (-66, 112), (-40, 82)):
        tip = around((x, y - 88), length, degrees)
        canvas.line([(x, y - 88), tip], 9, GREEN)
        canvas.oval(tip, (26, 34), "#3fae63")


def signature(canvas: Canvas) -> None:
    canvas.sky("#5a3d2b", "#3a2519")
    canvas.polygon([(230, 210), (800, 160), (800, 760), (190, 790)], PAPER)
    canvas.polygon([(1370, 210), (800, 160), (800, 760), (1410, 790)], "#f3ecdb")
    canvas.polygon([(770, 162), (800, 160), (830, 162), (830, 762), (770, 762)], "#d9cdb4")
    for row in range(7):
        y = 270 + row * 62.0
        canvas.line([(300 - row * 5, y), (735, y - 26)], 5, "#c9bda3")
        if row < 4:
            canvas.line([(865, y - 26), (1300 + row * 5, y)], 5, "#c9bda3")
    scrawl = [(890 + step * 7.0, 610 - 46 * wave(step)) for step in range(52)]
    canvas.line(scrawl, 7, BLUE)
    canvas.line([(1262, 600), (1480, 250)], 26, INK)
    canvas.line([(1400, 378), (1480, 250)], 30, RED)
    canvas.polygon([(1248, 622), (1249, 586), (1280, 606)], GOLD)


def wave(step: int) -> float:
    return around((0, 0), 1, step * 47)[1] * spread(step, 0.5, 1)


def speech(canvas: Canvas) -> None:
    canvas.sky("#eef5fb", "#d5e6f3")
    bubbles: tuple[tuple[Point, Point, str, int], ...] = (
        ((180, 130), (620, 300), BLUE, 1),
        ((840, 90), (560, 270), RED, -1),
        ((330, 440), (560, 260), GOLD, 1),
        ((820, 410), (580, 310), GREEN, -1),
    )
    for corner, size, colour, side in bubbles:
        bubble(canvas, corner, size, see_through(colour, 0.9), side)


def bubble(canvas: Canvas, corner: Point, size: Point, colour: tuple[int, ...], side: int) -> None:
    (x, y), (width, height) = corner, size
    fill = colour[0], colour[1], colour[2], colour[3]
    canvas.box(corner, size, fill, radius=70)
    foot = x + width * (0.28 if side > 0 else 0.72)
    canvas.polygon(
        [
            (foot - 45, y + height + 1),
            (foot + 45, y + height + 1),
            (foot - 75 * side, y + height + 84),
        ],
        fill,
    )
    for row in range(2):
        length = width * (0.62 if row == 0 else 0.42)
        canvas.box((x + 80, y + height * 0.34 + row * 62), (length, 24), "#ffffff", radius=12)


def shield(canvas: Canvas, colour: str) -> None:
    edge = [(90.0, 60.0), (510.0, 60.0), (510.0, 300.0)]
    curve = [around((300, 300), 210, degrees) for degrees in range(0, 181, 4)]
    lower = [(x, 300 + (y - 300) * 1.2) for x, y in curve]
    canvas.polygon([*edge, *lower, (90.0, 300.0)], colour)


def emblem_river(canvas: Canvas) -> None:
    shield(canvas, BLUE)
    for top in (220, 330):
        crest = [
            (110 + step * 4.0, top + 26 * around((0, 0), 1, step * 11)[1]) for step in range(96)
        ]
        canvas.line(crest, 34, "#ffffff")


def emblem_tower(canvas: Canvas) -> None:
    shield(canvas, RED)
    canvas.box((220, 190), (160, 260), "#ffffff")
    for left in (205, 273, 341):
        canvas.box((left, 145), (54, 60), "#ffffff")
    canvas.box((272, 350), (56, 100), RED, radius=28)
    canvas.box((272, 390), (56, 60), RED)


def emblem_harbour(canvas: Canvas) -> None:
    shield(canvas, GREEN)
    canvas.polygon([(290, 130), (290, 350), (170, 350)], "#ffffff")
    canvas.polygon([(312, 170), (312, 350), (420, 350)], "#ffffff")
    canvas.polygon([(150, 375), (450, 375), (400, 450), (200, 450)], "#ffffff")


SYMBOLS: dict[str, Callable[[Canvas], None]] = {
    "wheel-horizon": wheel_horizon,
    "rings": rings,
    "medal": medal,
    "candles": candles,
    "books": books,
    "signature": signature,
    "speech": speech,
    "emblem-river": emblem_river,
    "emblem-tower": emblem_tower,
    "emblem-harbour": emblem_harbour,
}
