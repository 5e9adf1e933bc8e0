"""Bars as SVG: plain, with every value written, readable without colour and aloud."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup, escape

from paravent.report.typesetting import number

if TYPE_CHECKING:
    from paravent.report.document import Bars

_WIDTH, _ROW, _TEXT = 816, 28, 300
_DIGIT = 7.5
"""Width of one character of the values that stand after a bar."""
_CLASSES = ("a", "b", "c", "d", "e")


def draw_bars(chart: Bars) -> Markup:
    """A chart as an ``svg`` element, styled by the classes ``a`` to ``e`` of its series."""
    most = max((sum(bar.values) for bar in chart.bars), default=0) or 1
    told = [" + ".join(number(value) for value in bar.values if value) or "0" for bar in chart.bars]
    room = max(map(len, told), default=0) * _DIGIT + 8
    scale = (_WIDTH - _TEXT - room) / most
    parts = [_open(chart)]
    for row, (bar, said) in enumerate(zip(chart.bars, told, strict=True)):
        top = row * _ROW
        parts.append(
            Markup('<text x="{}" y="{}" text-anchor="end">{}</text>').format(
                _TEXT - 12, top + 18, _shorten(bar.name)
            )
        )
        at = float(_TEXT)
        for name, value in zip(_CLASSES, bar.values, strict=False):
            if value:
                width = max(value * scale, 1)
                parts.append(
                    Markup(
                        '<rect class="{}" x="{:.1f}" y="{}" width="{:.1f}" height="14"/>'
                    ).format(name, at, top + 7, width)
                )
                at += width
        parts.append(
            Markup('<text class="value" x="{:.1f}" y="{}">{}</text>').format(at + 8, top + 18, said)
        )
    return Markup("").join([*parts, Markup("</svg>")])


def _open(chart: Bars) -> Markup:
    height = max(1, len(chart.bars)) * _ROW + 4
    told = "; ".join(f"{bar.name}: " + ", ".join(map(number, bar.values)) for bar in chart.bars)
    return Markup('<svg class="bars" viewBox="0 0 {} {}" role="img" aria-label="{}">').format(
        _WIDTH, height, escape(f"{chart.caption}. {told}")
    )


def _shorten(name: str) -> str:
    return name if len(name) <= 44 else f"{name[:43]}…"
