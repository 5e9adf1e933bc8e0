"""Cells of a table whose heading says that names stand below: CSV, TSV, Markdown.

Only the shape is looked at; what the cells hold is judged by whoever asked.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from paravent.detect.words import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

_LINE = re.compile(r"[^\n]+")
_DELIMITERS = ";,\t|"
_HEADING = re.compile(
    r"(?:nom|prenom|nom complet|nom de famille|nom prenom|nom et prenom|client|cliente"
    r"|contact|patient|salarie|locataire"
    r"|candidat|participant|responsable|interlocuteur|auteur|employe|eleve|adherent|membre"
    r"|beneficiaire|titulaire"
    r"|(?:full|first|last|given|family|client|customer|patient|employee|contact)[ _]?name"
    r"|name|surname|customer"
    r"|employee|tenant|candidate|attendee|author|owner|assignee|manager|student|member)s?"
)
_HINT = re.compile(r"(?i)nom|name|client|customer|[;|\t,] ?\w{4,15} ?[;|\t,]")
_LONGEST = 400  # characters of a heading


def name_cells(text: str) -> Iterator[tuple[int, int]]:
    """Where the cells are that stand under a heading of names."""
    delimiter, columns, width = "", frozenset[int](), 0
    for line in _LINE.finditer(text):
        cells = _cells(line.group(), delimiter) if delimiter else []
        if delimiter and len(cells) == width:
            for number, (start, end) in enumerate(cells):
                if number in columns and end > start:
                    yield line.start() + start, line.start() + end
            continue
        delimiter, columns, width = _heading(line.group())


def _heading(line: str) -> tuple[str, frozenset[int], int]:
    """The delimiter, the columns of names and the number of columns, if this is a heading."""
    if len(line) > _LONGEST or not _HINT.search(line):
        return "", frozenset(), 0
    for delimiter in _DELIMITERS:
        cells = [line[start:end] for start, end in _cells(line, delimiter)]
        named = [
            n
            for n, cell in enumerate(cells)
            if _HEADING.fullmatch(fold(cell).replace("_", " ").strip(" \"'*`"))
        ]
        if len(cells) > 1 and named:
            return delimiter, frozenset(named), len(cells)
    return "", frozenset(), 0


def _cells(line: str, delimiter: str) -> list[tuple[int, int]]:
    starts = [0, *(found.end() for found in re.finditer(re.escape(delimiter), line))]
    ends = [*(start - 1 for start in starts[1:]), len(line)]
    return list(zip(starts, ends, strict=True))
