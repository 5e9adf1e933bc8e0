"""A document as one self-contained page: no script, no font, no picture from elsewhere."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from paravent.i18n import speaking, t
from paravent.report.charts import draw_bars
from paravent.report.document import Bars, Code, Figures, Listing, Pairs, Table, Text
from paravent.report.typesetting import moment, number, typeset

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from paravent.report.document import Block, Cell, Document

_FOLDER = Path(__file__).parents[1] / "templates"
_KINDS = {
    Text: "text",
    Table: "table",
    Bars: "bars",
    Pairs: "pairs",
    Listing: "listing",
    Code: "code",
    Figures: "figures",
}


def write_html(document: Document, zone: ZoneInfo) -> bytes:
    """The page, always the same for the same document."""
    environment = Environment(
        loader=FileSystemLoader(_FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.globals |= {"t": t, "kind": _kind, "draw": draw_bars, "number": number}
    environment.filters |= {
        "set": typeset,
        "cell": partial(show_cell, zone=zone),
        "is_number": _counts,
    }
    style = (_FOLDER / "report.css").read_text(encoding="utf-8")
    with speaking(document.lang):
        page = environment.get_template("report.html").render(doc=document, style=style)
    return page.encode()


def _kind(block: Block) -> str:
    return _KINDS[type(block)]


def _counts(cell: Cell) -> bool:
    return isinstance(cell, int)


def show_cell(cell: Cell, zone: ZoneInfo) -> str:
    """A cell as a reader sees it; a dash where there is nothing to say."""
    if cell is None:
        return "–"
    if isinstance(cell, datetime):
        return moment(cell, zone)
    return number(cell) if isinstance(cell, int) else typeset(cell)
