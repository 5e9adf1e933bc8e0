"""The sensitive marks of a request, from its texts and what was found in them.

A text that was read before, with the same findings, costs a hash. Long texts are read piece by
piece, so that the loop is never blocked; nothing of them is kept.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING

from paravent.core.types import Finding
from paravent.detect.chunks import split
from paravent.detect.marks import Marker, Marks
from paravent.detect.memo import Memo

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from datetime import datetime
    from pathlib import Path

    from paravent.core.types import EntityType
    from paravent.core.vocabulary import Mark

_REMEMBERED = 20_000  # texts


@dataclass(frozen=True, slots=True)
class _Read:
    """What was found in a text, and the marks that it has with that."""

    found: Sequence[Finding]
    marks: frozenset[Mark]


class RequestMarks:
    """Finds the marks of requests.

    Args:
        models: the folder of the lexicons.
        entities: every type that can be found, by id.
        clock: the time, aware; who is a minor depends on the year.

    Raises:
        ParaventError: a lexicon cannot be read.
    """

    def __init__(
        self, models: Path, entities: Mapping[str, EntityType], clock: Callable[[], datetime]
    ) -> None:
        self._marker = Marker(models / "lexicon", entities)
        self._clock = clock
        self._memo: Memo[_Read] = Memo(_REMEMBERED, "", _weigh)

    async def marks_of(
        self, texts: Sequence[str], findings: Sequence[Sequence[Finding]]
    ) -> frozenset[Mark]:
        """The marks of all texts of a request; ``findings`` are those of each text."""
        year = self._clock().year
        marks: set[Mark] = set()
        for text, found in zip(texts, findings, strict=True):
            key = self._memo.key("marks", str(year), text)
            known = self._memo.get(key)
            if known is None or known.found != found:
                known = _Read(found, (await self._read(text, found, year)).marks)
                self._memo.put(key, known)
            marks.update(known.marks)
        return frozenset(marks)

    async def _read(self, text: str, findings: Sequence[Finding], year: int) -> Marks:
        marks = Marks()
        for piece, found in _pieces(text, findings):
            marks |= self._marker.find(piece, found, year)
            await asyncio.sleep(0)
        return marks


def _weigh(read: _Read) -> int:
    return 1 + len(read.found) // 16


def _pieces(text: str, findings: Sequence[Finding]) -> Iterator[tuple[str, list[Finding]]]:
    """Pieces of a text with what was found in each, and what surrounds them."""
    ordered = sorted(findings, key=lambda one: one.start)
    first = 0
    for chunk in split(text):
        while first < len(ordered) and ordered[first].end <= chunk.left:
            first += 1
        inside = [
            Finding(
                max(0, one.start - chunk.left),
                min(one.end, chunk.right) - chunk.left,
                one.type,
                one.score,
                one.source,
            )
            for one in _until(ordered, first, chunk.right)
            if one.end > chunk.left
        ]
        yield text[chunk.left : chunk.right], inside


def _until(ordered: Sequence[Finding], first: int, end: int) -> Iterator[Finding]:
    for number in range(first, len(ordered)):
        if ordered[number].start >= end:
            return
        yield ordered[number]
