"""A document as PDF/A-3: tagged, with the report's JSON inside, the same bytes for the same report.

Typst sets it, from fonts that it brings along; nothing is read from the system or the network.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typst

from paravent.i18n import speaking, t
from paravent.report.document import Bars, Code, Figures, Listing, Pairs, Table, Text
from paravent.report.formats.html import show_cell
from paravent.report.typesetting import number, typeset

if TYPE_CHECKING:
    from datetime import datetime
    from zoneinfo import ZoneInfo

    from paravent.report.document import Block, Document

_FOLDER = Path(__file__).parents[1] / "templates"
_WIDE = 3
"""Shares of the width that a column of running text gets; others get what they need."""


def write_pdf(document: Document, zone: ZoneInfo, report: bytes, made_at: datetime) -> bytes:
    """The pages, with the report as JSON attached; ``made_at`` is the time that they bear."""
    with speaking(document.lang):
        plain = _plain(document, zone, made_at)
    compiled = typst.compile(
        _FOLDER / "report.typ",
        root=_FOLDER,
        format="pdf",
        sys_inputs={
            "document": json.dumps(plain, ensure_ascii=False),
            "report": report.decode(),
        },
        ignore_system_fonts=True,
        pdf_standards=["a-3a"],
        timestamp=int(made_at.timestamp()),
    )
    assert isinstance(compiled, bytes)
    return compiled


def _plain(document: Document, zone: ZoneInfo, made_at: datetime) -> dict[str, Any]:
    day = made_at.astimezone(zone)
    return {
        "lang": document.lang,
        "date": [day.year, day.month, day.day],
        "title": typeset(document.title),
        "subtitle": typeset(document.subtitle),
        "author": typeset(document.cover[0][1]),
        "cover": _pairs(document.cover),
        "footer": typeset(document.footer),
        "attachment": typeset(
            t("Les données du rapport, en JSON", "The data of the report, as JSON")
        ),
        "sections": [
            {
                "title": typeset(section.title),
                "blocks": [_block(block, zone) for block in section.blocks],
            }
            for section in document.sections
        ],
    }


def _block(block: Block, zone: ZoneInfo) -> dict[str, Any]:  # noqa: PLR0911 -- one a kind
    match block:
        case Text():
            return {"kind": "text", "tone": block.kind, "text": typeset(block.text)}
        case Listing():
            return {"kind": "listing", "items": [typeset(item) for item in block.items]}
        case Code():
            return {"kind": "code", "text": block.text}
        case Pairs():
            return {"kind": "pairs", "pairs": _pairs(block.pairs)}
        case Figures():
            return {
                "kind": "figures",
                "figures": [
                    {
                        "number": number(one.number),
                        "name": typeset(one.name),
                        "tone": one.tone if one.number else "",
                    }
                    for one in block.figures
                ],
            }
        case Bars():
            return _bars(block)
        case Table():
            return _table(block, zone)


def _bars(block: Bars) -> dict[str, Any]:
    said = [" + ".join(number(value) for value in bar.values if value) or "0" for bar in block.bars]
    told = "; ".join(f"{bar.name}: {text}" for bar, text in zip(block.bars, said, strict=True))
    return {
        "kind": "bars",
        "caption": typeset(block.caption),
        "series": [typeset(name) for name in block.series],
        "alt": typeset(f"{block.caption}. {told}"),
        "bars": [
            {"name": typeset(bar.name), "values": list(bar.values), "said": text}
            for bar, text in zip(block.bars, said, strict=True)
        ],
    }


def _table(block: Table, zone: ZoneInfo) -> dict[str, Any]:
    numeric = [
        any(isinstance(row[n], int) for row in block.rows) for n in range(len(block.columns))
    ]
    # The first column names the row; it takes what is left, unless there is running text.
    widths = [0] * len(block.columns)
    for n in block.wide or (0,):
        widths[n] = _WIDE if n else 1
    return {
        "kind": "table",
        "caption": typeset(block.caption),
        "columns": [typeset(name) for name in block.columns],
        "numeric": numeric,
        "widths": widths,
        "rows": [[show_cell(cell, zone) for cell in row] for row in block.rows],
        "total": [show_cell(cell, zone) if cell is not None else "" for cell in block.total],
    }


def _pairs(pairs: tuple[tuple[str, str], ...]) -> list[list[str]]:
    return [[typeset(term), typeset(what)] for term, what in pairs]
