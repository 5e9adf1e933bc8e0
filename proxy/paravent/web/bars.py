"""The bars of the last days, as numbers for a drawing of our own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from paravent.web.days import Day

STEP = 24
"""Width of a day, in units of the drawing."""
HEIGHT = 72
"""Height of the tallest bar."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One day: its left edge, the heights of both bars, whether a part of it went unprotected."""

    x: int
    day: int
    hidden: float
    refused: float
    open: bool


def draw_bars(days: Sequence[Day]) -> list[Bar]:
    """The bars, the tallest of which fills the height; what is not nothing can be seen."""
    most = max((max(day.hidden, day.refused) for day in days), default=0)
    return [
        Bar(
            n * STEP,
            day.day.day,
            _height(day.hidden, most),
            _height(day.refused, most),
            day.unprotected_s > 0,
        )
        for n, day in enumerate(days)
    ]


def _height(value: int, most: int) -> float:
    return max(2.0, round(HEIGHT * value / most, 1)) if value else 0.0
