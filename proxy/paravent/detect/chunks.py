"""Cutting a long text into pieces that are read one by one, each with some text around it.

Cuts fall between paragraphs, else between lines, sentences, words; never inside a private key.
Where they fall depends on the text near them only, so that a change at the top of a long document
leaves the pieces below as they were, and their findings in the memo.
"""

from __future__ import annotations

import re
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_LEAST, _MOST, _WORD = 3_000, 6_000, 8_000  # characters of a piece, and of a piece without a space
_BEFORE, _AFTER = 60, 160  # characters around a piece that are read with it
_SEAM = 8  # characters in which the empty line at the end of a paragraph is looked for

_LONGEST_KEY = 16_000
_KEY_BEGINS = re.compile(r"-----BEGIN [A-Z0-9 ]{0,60}PRIVATE KEY")
_KEY_GOES_ON = re.compile(r"(?:[\s-]++|\\[rn]|[A-Za-z0-9+/=]{16,}+)*+")
_SEAMS = (
    re.compile(r"\n[ \t\r]*\n\s*"),
    re.compile(r"\n"),
    re.compile(r"[.!?…;]\s+"),
    re.compile(r"\s+"),
)


@dataclass(frozen=True, slots=True)
class Chunk:
    """A piece ``start:end`` of a text, and the stretch ``left:right`` around it that is read."""

    start: int
    end: int
    left: int
    right: int


def split(text: str) -> Iterator[Chunk]:
    """The pieces of a text, in order, without gaps or overlaps; their surroundings do overlap."""
    if len(text) <= _MOST:
        if text:
            yield Chunk(0, len(text), 0, len(text))
        return
    for start, end in _group(text, _units(text)):
        left = _inward(text, max(0, start - _BEFORE), start)
        # Nothing that is looked for goes on after an empty line, private keys aside.
        after = 0 if _SEAMS[0].search(text, end - _SEAM, end) else _AFTER
        yield Chunk(start, end, left, _outward(text, end, min(len(text), end + after)))


def _units(text: str) -> Iterator[tuple[int, int]]:
    """Stretches that are never cut: keys whole, paragraphs or what they consist of."""
    at = 0
    while begin := _KEY_BEGINS.search(text, at):
        yield from _cut(text, at, begin.start(), 0)
        at = _end_of_key(text, begin.end())
        yield begin.start(), at
    yield from _cut(text, at, len(text), 0)


def _end_of_key(text: str, start: int) -> int:
    """Where a key ends, or goes on no more if its end is missing."""
    longest = min(len(text), start + _LONGEST_KEY)
    if (end := text.find("-----END ", start, longest)) >= 0:
        line = text.find("\n", end, longest)
        return line if line >= 0 else longest
    going_on = _KEY_GOES_ON.match(text, start, longest)
    return going_on.end() if going_on else start


def _cut(text: str, start: int, end: int, level: int) -> Iterator[tuple[int, int]]:
    if end - start <= _MOST or level == len(_SEAMS):
        for at in range(start, end, _WORD):
            yield at, min(at + _WORD, end)
        return
    at = start
    for seam in _SEAMS[level].finditer(text, start, end):
        yield from _cut(text, at, seam.end(), level + 1)
        at = seam.end()
    if at < end:
        yield from _cut(text, at, end, level + 1)


def _group(text: str, units: Iterator[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Units put together up to a size, closed after a unit whose own text says so."""
    start = at = 0
    for first, last in units:
        if at > start and last - start > _MOST:
            yield start, at
            start = first
        at = last
        if (
            at - start >= _LEAST
            and zlib.crc32(text[first:last].encode("utf-8", "surrogatepass")) % 2
        ):
            yield start, at
            start = at
    if at > start:
        yield start, at


def _inward(text: str, left: int, start: int) -> int:
    """``left``, moved right to the next space before ``start`` so that no word is cut."""
    if left == 0:
        return left
    spaces = (at for at in range(left, start + 1) if text[at - 1].isspace())
    return next(spaces, left)


def _outward(text: str, end: int, right: int) -> int:
    """``right``, moved left to the next space after ``end``; where there is none, it stays."""
    if right == len(text):
        return right
    spaces = (at for at in range(right, end, -1) if text[at].isspace())
    return next(spaces, right)
