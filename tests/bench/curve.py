"""Curves as SVG: logarithmic both ways, readable on light and dark pages, no library."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

WIDTH, HEIGHT = 640, 360
_LEFT, _RIGHT, _TOP, _BOTTOM = 72, 150, 44, 44
_COLOURS = ("#2F4B8F", "#9A6A00", "#2E6B4F")
_STYLE = (
    "text{font:13px system-ui,sans-serif;fill:#4a5160}.t{font-size:15px;font-weight:600}"
    ".g{stroke:#DDD7CC;stroke-width:1}path{fill:none;stroke-width:2}"
    "@media(prefers-color-scheme: dark){text{fill:#c9c6bf}.g{stroke:#2B2F38}"
    ".c0{stroke:#8FA8E8}.d0{fill:#8FA8E8}.c1{stroke:#E0B45A}.d1{fill:#E0B45A}"
    ".c2{stroke:#7CC3A0}.d2{fill:#7CC3A0}}"
)

type Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Curve:
    """One line: its name, and its points with both values above 0."""

    name: str
    points: Sequence[Point]


def draw(title: str, across: str, up: str, curves: Sequence[Curve]) -> str:
    """A picture of some curves; ``across`` and ``up`` say what the axes count."""
    xs = [x for curve in curves for x, _ in curve.points]
    ys = [y for curve in curves for _, y in curve.points]
    left, right, low, high = *_decades(xs), *_decades(ys)

    def place(point: Point) -> Point:
        across_share = (math.log10(point[0]) - left) / (right - left)
        up_share = (math.log10(point[1]) - low) / (high - low)
        return (
            _LEFT + across_share * (WIDTH - _LEFT - _RIGHT),
            HEIGHT - _BOTTOM - up_share * (HEIGHT - _TOP - _BOTTOM),
        )

    parts = [f'<text class="t" x="16" y="24">{escape(f"{title}, {up}")}</text>']
    for power in range(low, high + 1):
        _, y = place((10.0**left, 10.0**power))
        parts += (
            f'<path class="g" d="M{_LEFT} {y:.1f}H{WIDTH - _RIGHT}"/>',
            f'<text x="{_LEFT - 8}" y="{y + 4:.1f}" text-anchor="end">{_number(10.0**power)}</text>',
        )
    for power in range(left, right + 1):
        x, _ = place((10.0**power, 10.0**low))
        at = HEIGHT - _BOTTOM + 18
        parts.append(
            f'<text x="{x:.1f}" y="{at}" text-anchor="middle">{_number(10.0**power)}</text>'
        )
    parts.append(
        f'<text x="{WIDTH - _RIGHT + 26}" y="{HEIGHT - _BOTTOM + 18}">{escape(across)}</text>'
    )
    for number, curve in enumerate(curves):
        parts += _line(number, curve, [place(point) for point in curve.points])
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img">'
        f"<title>{escape(title)}</title><style>{_STYLE}</style>{''.join(parts)}</svg>\n"
    )


def _line(number: int, curve: Curve, points: Sequence[Point]) -> Iterable[str]:
    colour = _COLOURS[number % len(_COLOURS)]
    way = "L".join(f"{x:.1f} {y:.1f}" for x, y in points)
    yield f'<path class="c{number}" stroke="{colour}" d="M{way}"/>'
    for x, y in points:
        yield f'<circle class="d{number}" fill="{colour}" cx="{x:.1f}" cy="{y:.1f}" r="3"/>'
    x, y = points[-1]
    yield f'<text x="{x + 10:.1f}" y="{y + 4:.1f}">{escape(curve.name)}</text>'


def _decades(values: Sequence[float]) -> tuple[int, int]:
    low = math.floor(math.log10(min(values)))
    return low, max(low + 1, math.ceil(math.log10(max(values))))


def _number(value: float) -> str:
    return f"{value:,.0f}" if value >= 1 else f"{value:g}"
