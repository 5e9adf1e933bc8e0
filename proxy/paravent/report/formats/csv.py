"""A document's tables for a spreadsheet: the one that French or English Excel opens by itself.

No cell can be taken for a formula: what begins like one gets an apostrophe, which spreadsheets
show as text (OWASP, "CSV Injection").
"""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from paravent.i18n import speaking, t
from paravent.report.document import Bars, Figures, Pairs, Table
from paravent.report.formats.html import show_cell
from paravent.report.typesetting import typeset

if TYPE_CHECKING:
    from collections.abc import Iterator
    from zoneinfo import ZoneInfo

    from paravent.report.document import Block, Cell, Document

_BOM = "\ufeff"
_FORMULA = ("=", "+", "-", "@", "\t", "\r")

type _Row = tuple[str | int, ...]


def write_csv(document: Document, zone: ZoneInfo) -> bytes:
    """Every table, list of terms and chart, one after the other under its section's title."""
    text = io.StringIO()
    text.write(_BOM)
    with speaking(document.lang):
        writer = csv.writer(text, delimiter=t(";", ","), lineterminator="\r\n")
        for row in _rows(document, zone):
            writer.writerow([guard(cell) for cell in row])
    return text.getvalue().encode()


def guard(cell: str | int) -> str | int:
    """A cell that no spreadsheet calculates."""
    if isinstance(cell, str) and cell.startswith(_FORMULA):
        return f"'{cell}"
    return cell


def _rows(document: Document, zone: ZoneInfo) -> Iterator[_Row]:
    yield (typeset(document.title),)
    yield (typeset(document.subtitle),)
    for term, what in document.cover:
        yield typeset(term), typeset(what)
    for number, section in enumerate(document.sections, 1):
        blocks = [rows for block in section.blocks if (rows := list(_block(block, zone)))]
        if blocks:
            yield ()
            yield (f"{number}. {typeset(section.title)}",)
        for rows in blocks:
            yield ()
            yield from rows


def _block(block: Block, zone: ZoneInfo) -> Iterator[_Row]:
    match block:
        case Pairs():
            yield from ((typeset(term), typeset(what)) for term, what in block.pairs)
        case Figures():
            yield from ((typeset(one.name), one.number) for one in block.figures)
        case Bars():
            yield (typeset(block.caption), *map(typeset, block.series))
            for bar in block.bars:
                yield typeset(bar.name), *bar.values
        case Table():
            yield (typeset(block.caption),)
            yield tuple(map(typeset, block.columns))
            for row in (*block.rows, *((block.total,) if block.total else ())):
                yield tuple(_cell(cell, zone) for cell in row)


def _cell(cell: Cell, zone: ZoneInfo) -> str | int:
    """A number stays a number; nothing stays empty."""
    if cell is None:
        return ""
    return cell if isinstance(cell, int) else show_cell(cell, zone).replace("\n", " / ")
