"""From measurements to ratios with their bars, a table and a chart."""

from html import escape
from statistics import median
from typing import Any

from bench.asking import BY_GET

Row = dict[str, Any]

BARS: dict[tuple[str, str], float] = {
    **{(name, "grapple"): 6.0 for name in ("page", "list", "navigation")},
    ("search", "grapple"): 3.0,
    ("members", "grapple"): 2.0,
    **{(name, "rest"): 3.0 for name in ("page", "list", "navigation")},
    **{(name, "floor"): 0.2 for name in ("page", "list", "members", "navigation", "search")},
}
"""Of the cold path, in requests/s: ours / theirs."""
WARM_BAR = 0.5
REVALIDATED_BAR = 1.0
TAIL_BAR = 4.0
"""p99 / p50 at the highest concurrency, at most."""


FIGURES = ("requests_per_second", "p50", "p99", "failed", "cpu_ms", "bytes")
"""cpu_ms is what the workers' processors spent on one answer: it spreads less from one measurement to the next."""


def middle(rows: list[Row]) -> Row:
    """The median over the rounds of each figure that they have."""
    return {name: median(row[name] for row in rows) for name in FIGURES if name in rows[0]}


def ratios(figures: list[Row]) -> list[Row]:
    """figures are the medians, each with question, who, mode and concurrency."""
    by_place = {(f["question"], f["who"], f["mode"], f["concurrency"]): f for f in figures}
    found = []
    for (question, who, mode, concurrency), ours in by_place.items():
        if who != "ours":
            continue
        for peer, peer_mode, bar in compared(question, mode):
            other = by_place.get((question, peer, peer_mode, concurrency))
            # Too slow for one answer in the time of a measurement: nothing to compare with.
            if other and other["requests_per_second"] and ours["requests_per_second"]:
                ratio = ours["requests_per_second"] / other["requests_per_second"]
                found.append(
                    {
                        "question": question,
                        "mode": mode,
                        "concurrency": concurrency,
                        "peer": peer if peer != "ours" else f"ours {peer_mode}",
                        "ratio": round(ratio, 2),
                        "bar": bar,
                    }
                )
    return found


def tails(figures: list[Row], concurrency: int) -> list[Row]:
    """p99 / p50 of ours, and of the static answer and the floor, which tell what this machine can do."""
    return [
        {name: f[name] for name in ("question", "who", "mode", "p50", "p99")}
        | {
            "ratio": round(f["p99"] / max(f["p50"], 0.001), 2),
            "bar": TAIL_BAR if f["who"] == "ours" else None,
        }
        for f in figures
        if f["who"] in ("ours", "static", "floor") and f["concurrency"] == concurrency
    ]


def compared(question: str, mode: str) -> list[tuple[str, str, float]]:
    """(peer, its mode, bar) that a mode of ours is compared with."""
    if mode in ("warm", BY_GET):
        return [("static", "warm", WARM_BAR)]
    if mode == "304":
        return [("ours", BY_GET, REVALIDATED_BAR)]
    return [(peer, "cold", bar) for (name, peer), bar in BARS.items() if name == question]


def table(found: list[Row]) -> str:
    """Markdown: a line for each question, mode and peer, a column for each concurrency."""
    levels = sorted({row["concurrency"] for row in found})
    lines = [
        "| Question | Ours | Against | "
        + " | ".join(f"at {level}" for level in levels)
        + " | Bar |",
        "|---|---|---|" + "---:|" * (len(levels) + 1),
    ]
    places = dict.fromkeys((r["question"], r["mode"], r["peer"], r["bar"]) for r in found)
    for question, mode, peer, bar in places:
        cells = [
            next(
                (
                    f"{r['ratio']:.2f}"
                    for r in found
                    if (r["question"], r["mode"], r["peer"], r["concurrency"])
                    == (question, mode, peer, level)
                ),
                "",
            )
            for level in levels
        ]
        lines.append(f"| {question} | {mode} | {peer} | " + " | ".join(cells) + f" | {bar:g} |")
    return "\n".join(lines)


COLOURS = {
    "ours cold": "#2b6cb0",
    "ours warm": "#63b3ed",
    f"ours {BY_GET}": "#90cdf4",
    "floor cold": "#718096",
    "grapple cold": "#c05621",
    "rest cold": "#d69e2e",
    "static warm": "#a0aec0",
}
ROW, LEFT, WIDTH = 18, 190, 560


def chart(figures: list[Row], concurrency: int) -> str:
    """Requests per second as bars on a logarithmic scale, in SVG."""
    from math import log10

    chosen = [
        f
        for f in figures
        if f["concurrency"] == concurrency and f"{f['who']} {f['mode']}" in COLOURS
    ]
    chosen.sort(key=lambda f: list(COLOURS).index(f"{f['who']} {f['mode']}"))
    lines: list[str] = []
    y = 40
    for question in dict.fromkeys(f["question"] for f in figures):
        lines.append(f'<text x="10" y="{y}" font-weight="bold">{escape(question)}</text>')
        for f in (f for f in chosen if f["question"] == question):
            name, speed = f"{f['who']} {f['mode']}", f["requests_per_second"]
            length = max(2.0, WIDTH * log10(max(speed, 1.0)) / 5)
            y += ROW
            lines.append(f'<text x="{LEFT - 8}" y="{y}" text-anchor="end">{escape(name)}</text>')
            lines.append(
                f'<rect x="{LEFT}" y="{y - 11}" width="{length:.1f}" height="13" fill="{COLOURS[name]}"/>'
            )
            lines.append(f'<text x="{LEFT + length + 6:.1f}" y="{y}">{speed:,.0f}</text>')
        y += 30
    size = f'width="{LEFT + WIDTH + 90}" height="{y}" viewBox="0 0 {LEFT + WIDTH + 90} {y}"'
    title = f"Requests per second at concurrency {concurrency}, logarithmic"
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" {size} font-family="sans-serif" font-size="12" role="img">',
            f"<title>{title}</title>",
            '<rect width="100%" height="100%" fill="white"/>',
            f'<text x="10" y="18" font-size="14">{title}</text>',
            *lines,
            "</svg>",
            "",
        ]
    )
