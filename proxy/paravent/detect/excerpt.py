"""The parts of a text that may hold a number or a key, so that no more need be read.

Most of a text is words: a number is looked for only where enough digits stand close together, a key
only where many signs do without a space.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

MARGIN = 64
"""Bytes around such a part that belong to it: ``IBAN FR76`` begins before its digits do."""

_APART = 16  # bytes between two digits that still stand close together
_SHAPE = bytes(0x30 if 0x30 <= byte <= 0x39 else 0x20 for byte in range(256))
_PARTED = bytes(0x20 if byte in b" \n\t" else byte for byte in range(256))
_RUN = re.compile(rb"0(?: {0,%d}+0)*+" % _APART)
_SIGNS = re.compile(rb"[^ \n\t]{16,}")
_DRAWN = re.compile(rb"[0-9]|[a-z][A-Z]")  # what a word has not, and a key has
_GAP = b"\x00"  # in no view, and in no pattern of a number
_MOST = 0.7  # of a text: more is no excerpt of it


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Parts of a text put behind each other; offsets in bytes."""

    data: bytes
    starts: tuple[int, ...] = (0,)
    shifts: tuple[int, ...] = (0,)

    def shift(self, at: int) -> int:
        """What to add to an offset in the excerpt to get the one in the text."""
        return self.shifts[bisect_right(self.starts, at) - 1]


LONG = -1
"""Asks for what is around sixteen signs or more without a space, as keys of services are."""


@dataclass(frozen=True)
class Parts:
    """Where the digits and the long runs of signs of a text are.

    Args:
        data: the text.
    """

    data: bytes
    _made: dict[int, Excerpt] = field(default_factory=dict)

    @cached_property
    def _runs(self) -> list[tuple[int, int, int]]:
        """The surroundings of digits that stand close together, and how many these are."""
        return [
            (*self._around(*found.span()), found.group().count(b"0"))
            for found in _RUN.finditer(self.data.translate(_SHAPE))
        ]

    @cached_property
    def _parted(self) -> bytes:
        """The text, with a space wherever a word may end."""
        return self.data.translate(_PARTED)

    @cached_property
    def _counts(self) -> list[int]:
        return sorted({count for *_, count in self._runs})

    @cached_property
    def most(self) -> int:
        """How many digits stand close together at most."""
        return self._counts[-1] if self._counts else 0

    def near(self, least: int) -> Excerpt:
        """What is around so many digits close together; the whole text where ``least`` is 0."""
        if 0 < least <= self.most:  # the same for whatever is asked between two numbers there are
            least = self._counts[bisect_left(self._counts, least)]
        if least not in self._made:
            self._made[least] = self._excerpt(least)
        return self._made[least]

    def _excerpt(self, least: int) -> Excerpt:
        if not least:
            return Excerpt(self.data)
        if least == LONG:
            runs = _SIGNS.finditer(self.data)
            return self._joined(
                [self._around(*run.span()) for run in runs if _DRAWN.search(run.group())]
            )
        return self._joined([(start, end) for start, end, count in self._runs if count >= least])

    def _joined(self, places: Iterable[tuple[int, int]]) -> Excerpt:
        parts: list[tuple[int, int]] = []
        done = -1
        for start, end in places:
            if start <= done:
                parts[-1] = parts[-1][0], end
            else:
                parts.append((start, end))
            done = end
        if sum(end - start for start, end in parts) > _MOST * len(self.data):
            return Excerpt(self.data)
        starts, shifts, at = [], [], 0
        for start, end in parts:
            starts.append(at)
            shifts.append(start - at)
            at += end - start + len(_GAP)
        data = _GAP.join([self.data[start:end] for start, end in parts])
        return Excerpt(data, tuple(starts), tuple(shifts))

    def _around(self, first: int, last: int) -> tuple[int, int]:
        """A stretch with its margins, and what words are begun there, as far as a margin again."""
        left, right, size = first - MARGIN, last + MARGIN, len(self.data)
        if left > 0:
            space = self._parted.rfind(b" ", max(1, left - MARGIN + 1), left + 1)
            left = space if space >= 0 else self._character(left - MARGIN)
        if right < size:
            space = self._parted.find(b" ", right, right + MARGIN)
            right = space if space >= 0 else self._character(right + MARGIN)
        return max(0, left), min(right, size)

    def _character(self, at: int) -> int:
        """Where the character begins that this byte is of."""
        while 0 < at < len(self.data) and self.data[at] & 0xC0 == 0x80:
            at -= 1
        return at


class Place:
    """From offsets in bytes, which must not go down, to offsets in characters."""

    def __init__(self, data: bytes, *, plain: bool) -> None:
        self._data = data
        self._plain = plain
        self._byte = self._char = 0

    def of(self, first: int, start: int) -> int:
        """The offset of ``start``; the next ``first`` must not be before this one."""
        self._char += self.length(self._byte, first)
        self._byte = first
        return self._char + self.length(first, start)

    def length(self, start: int, end: int) -> int:
        """How many characters these bytes are."""
        return end - start if self._plain else len(self._data[start:end].decode())
