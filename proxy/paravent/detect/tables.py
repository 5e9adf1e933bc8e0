"""Cells of a table whose heading says what stands below: CSV, TSV, Markdown.

Only the shape is looked at; what the cells hold is judged by whoever asked.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from paravent.detect.words import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

_LINE = re.compile(r"[^\n]+")
_DELIMITERS = ";,\t|"
_NAMES = (
    r"(?:nom|prenom|nom complet|nom de famille|nom prenom|nom et prenom|client|cliente"
    r"|contact|patient|salarie|locataire"
    r"|candidat|participant|responsable|interlocuteur|auteur|employe|eleve|adherent|membre"
    r"|beneficiaire|titulaire"
    r"|(?:full|first|last|given|family|client|customer|patient|employee|contact)[ _]?name"
    r"|name|surname|customer"
    r"|employee|tenant|candidate|attendee|author|owner|assignee|manager|student|member)s?"
)
_LONGEST = 400  # characters of a heading


def name_cells(text: str) -> Iterator[tuple[int, int]]:
    """Where the cells are that stand under a heading of names."""
    return cells(text, _NAMES)


def cells(text: str, heading: str) -> Iterator[tuple[int, int]]:
    """Where the cells are that stand under a heading of this form, folded, ``_`` as a space."""
    form = _form(heading)
    delimiter, columns, width = "", frozenset[int](), 0
    for line in _LINE.finditer(text):
        parts = _cells(line.group(), delimiter) if delimiter else []
        if delimiter and len(parts) == width:
            for number, (start, end) in enumerate(parts):
                if number in columns and end > start:
                    yield line.start() + start, line.start() + end
            continue
        delimiter, columns, width = _heading(line.group(), form)


def _same(one: int, other: int) -> bool:
    return 0 < one == other


def headings(text: str) -> Iterator[str]:
    """Lines that may head a table: what stands below has as many cells."""
    before, counts = "", (0,) * len(_DELIMITERS)
    for line in text.split("\n"):
        if not line:
            continue
        now = tuple(map(line.count, _DELIMITERS))
        if len(before) <= _LONGEST and any(map(_same, now, counts)):
            yield before
        before, counts = line, now


def _heading(line: str, form: re.Pattern[str]) -> tuple[str, frozenset[int], int]:
    """The delimiter, the columns sought and the number of columns, if this is a heading."""
    folded = fold(line[:_LONGEST]).replace("_", " ")
    if len(line) > _LONGEST or not form.search(folded):
        return "", frozenset(), 0
    for delimiter in _DELIMITERS:
        parts = folded.split(delimiter)
        sought = [
            number for number, part in enumerate(parts) if form.fullmatch(part.strip(" \"'*`"))
        ]
        if len(parts) > 1 and sought:
            return delimiter, frozenset(sought), len(parts)
    return "", frozenset(), 0


@cache
def _form(heading: str) -> re.Pattern[str]:
    return re.compile(heading)


def _cells(line: str, delimiter: str) -> list[tuple[int, int]]:
    starts = [0, *(found.end() for found in re.finditer(re.escape(delimiter), line))]
    ends = [*(start - 1 for start in starts[1:]), len(line)]
    return list(zip(starts, ends, strict=True))
