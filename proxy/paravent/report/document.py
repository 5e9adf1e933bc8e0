"""A report as a page says it: sections of paragraphs, tables and bars, whatever the format.

Texts are finished here, in one language; numbers stay numbers, so that a spreadsheet gets numbers.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable

    from paravent.i18n import Lang

type Cell = str | int | datetime | None
"""None: nothing to say, shown as a dash."""


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph; a ``note`` is smaller, a ``lead`` is what must be seen first."""

    text: str
    kind: Literal["plain", "note", "lead"] = "plain"


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under a caption and column titles; ``total`` is a last row that sums them up."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    total: tuple[Cell, ...] = ()
    wide: tuple[int, ...] = ()
    """Columns of running text, which get more room."""


def sum_up(rows: Iterable[tuple[Cell, ...]], first: int = 1) -> tuple[Cell, ...]:
    """The row of totals of these rows, whose columns from ``first`` on are counts."""
    columns = list(zip(*rows, strict=True))[first:]
    sums = [sum(cell for cell in column if isinstance(cell, int)) for column in columns]
    return ("Total", *([None] * (first - 1)), *sums) if columns else ()


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: its name, its parts by the name of the series."""

    name: str
    values: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Bars:
    """A chart of horizontal bars, each in parts, with every value written."""

    caption: str
    series: tuple[str, ...]
    bars: tuple[Bar, ...]


def chart(caption: str, series: tuple[str, ...], bars: Iterable[Bar]) -> tuple[Bars, ...]:
    """A chart, where there is something to compare: of one bar, its table says it all."""
    drawn = tuple(bars)
    return (Bars(caption, series, drawn),) if len(drawn) > 1 else ()


@dataclass(frozen=True, slots=True)
class Pairs:
    """Terms with what each of them is."""

    pairs: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Listing:
    """Sentences in a list."""

    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Code:
    """Characters that are to be read exactly."""

    text: str


@dataclass(frozen=True, slots=True)
class Figure:
    """A number and what it counts."""

    number: int
    name: str
    tone: Literal["", "protected", "attention", "refused"] = ""


@dataclass(frozen=True, slots=True)
class Figures:
    """The numbers that are to be seen at once."""

    figures: tuple[Figure, ...]


type Block = Text | Table | Bars | Pairs | Listing | Code | Figures


@dataclass(frozen=True, slots=True)
class Section:
    """A numbered section; ``id`` is the same in every language."""

    id: str
    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """The whole; ``footer`` stands on every page."""

    lang: Lang
    title: str
    subtitle: str
    cover: tuple[tuple[str, str], ...]
    sections: tuple[Section, ...]
    footer: str
