"""The lines of a text: what each of its words gets from the one that it stands in.

Whether the line is in capitals, the word that it begins with, the one that ends the line above, and
in a table the head of the column. Pure; words are known by their numbers, see ``tokens``.
"""

from __future__ import annotations

from collections import Counter
from itertools import groupby, pairwise
from operator import itemgetter
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    type Numbers = NDArray[Any]

_CELLS = "|;,\t"  # what parts the cells of a table, the surest first
_WORD, _LOW, _HIGH, _LOUD = 1, 2, 4, 8  # begins with a letter, a small one, a capital, or two
_BREAK, _CELL = 16, 32  # the end of a line; what may part cells
_TRAITS = 16  # numbers that the first four of them make
_HAVING = np.array([[at & some > 0 for some in (_LOW, _HIGH, _LOUD)] for at in range(_TRAITS)])


def traits(word: str) -> int:
    """What a word looks like."""
    first = word[0]
    loud = first.isupper() and word[1:2].isupper()
    letters = first.isalpha() * _WORD | first.islower() * _LOW | first.isupper() * _HIGH
    return letters | loud * _LOUD | (word == "\n") * _BREAK | (word in _CELLS) * _CELL


class _Row(NamedTuple):
    """A line of a table: its number, and what parts its cells how often."""

    line: int
    mark: str
    parts: int


class Lines:
    """The lines of a text, and what a word gets from the one that it stands in.

    Args:
        texts: its words.
        norms: the first number of each of them.
        looks: the ``traits`` of each of them.
    """

    def __init__(self, texts: Sequence[str], norms: Numbers, looks: Numbers) -> None:
        self._texts = texts
        self._norms = norms
        self._traits: Numbers = looks.astype(np.intp)
        self.breaks: Numbers = looks & _BREAK > 0
        """Which words are ends of lines."""
        breaks = np.flatnonzero(self.breaks)
        self.numbers: Numbers = np.cumsum(self.breaks) - self.breaks
        """The line of each word."""
        self._starts = np.concatenate([[0], breaks + 1])
        self._ends = np.concatenate([breaks, [len(texts)]])
        at = np.arange(len(texts))
        self.before = at - self._starts[self.numbers]
        """How many words of its line stand before each."""
        self.behind = self._ends[self.numbers] - 1 - at
        """How many stand behind it."""
        self._worded = np.flatnonzero(looks & _WORD)

    def profiles(self) -> Numbers:
        """Of each line, whether it is all lower case (1), all capitals (2), or neither."""
        worded = self._traits[self._worded]
        numbers = self.numbers[self._worded]
        counts = np.bincount(numbers * _TRAITS + worded, minlength=len(self._starts) * _TRAITS)
        low, high, loud = counts.reshape(-1, _TRAITS).dot(_HAVING).T
        quiet = np.where((low > 0) & (loud == 0), 1, np.where(loud > low, 2, 0))
        return np.where(high > loud, 3, quiet)

    def neighbours(self) -> tuple[Numbers, Numbers]:
        """The word that the line of each begins with; the one that ends the line above."""
        norms, numbers = self._norms[self._worded], self.numbers[self._worded]
        opening = np.zeros(len(self._starts), dtype=np.uint64)
        opening[numbers[::-1]] = norms[::-1]  # of several, the last that is put there stays
        closing = np.zeros(len(self._starts) + 1, dtype=np.uint64)
        closing[numbers + 1] = norms
        latest = np.maximum.accumulate(np.where(closing > 0, np.arange(len(closing)), 0))
        above = closing[latest[:-1]][self.numbers]
        return opening[self.numbers], np.where(self.before < 4, above, np.uint64(1))

    def columns(self) -> Numbers:
        """In a line of a table, the head of the cell that each word is in."""
        made = np.zeros(len(self._texts), dtype=np.uint64)
        heads: list[int] = []
        for above, row in pairwise(self._rows()):
            if row.line != above.line + 1 or row.parts != above.parts:
                heads = []
                continue
            heads = heads or self._cells(above)[1]
            start, end = self._starts[row.line], self._ends[row.line]
            made[start:end] = [heads[cell] for cell in self._cells(row)[0]]
        return made

    def _rows(self) -> Iterator[_Row]:
        """The lines that may be of a table."""
        marks = np.flatnonzero(self._traits & _CELL)
        listed = zip(self.numbers[marks].tolist(), marks.tolist(), strict=True)
        for line, group in groupby(listed, key=itemgetter(0)):
            counts = Counter(self._texts[at] for _, at in group)
            mark = next((mark for mark in _CELLS if counts[mark] > (mark == ",")), "")
            if mark:
                yield _Row(line, mark, counts[mark])

    def _cells(self, row: _Row) -> tuple[list[int], list[int]]:
        """Of a line the cell of each word, and the words that the cells begin with."""
        start, end = self._starts[row.line], self._ends[row.line]
        norms, traits = self._norms[start:end].tolist(), self._traits[start:end].tolist()
        cells: list[int] = []
        begins = [0]
        for text, norm, trait in zip(self._texts[start:end], norms, traits, strict=True):
            if text == row.mark:
                begins.append(0)
            elif not begins[-1] and trait & _WORD:
                begins[-1] = norm
            cells.append(len(begins) - 1)
        return cells, begins

    def elsewhere(self) -> Numbers:
        """How the same word as each is written in the whole of the text."""
        norms, traits = self._norms[self._worded], self._traits[self._worded]
        order = norms.argsort()
        first = np.ones(len(order), dtype=bool)
        first[1:] = np.diff(norms[order]) > 0
        same = np.empty_like(order)
        same[order] = first.cumsum()
        low = np.bincount(same, traits & _LOW > 0)
        high = np.bincount(same, traits & _HIGH > 0)
        seen = np.full(len(self._texts), 15)
        seen[self._worded] = (np.minimum(low, 2) * 4 + np.minimum(high, 3))[same]
        return seen
