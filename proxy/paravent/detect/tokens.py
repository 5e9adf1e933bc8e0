"""What the name model sees of a text: its words one by one, and what is known of each.

A word is a run of letters, also where a scan sets them apart, a run of digits, a mark, or the end
of a line. Of each the model gets a
few numbers: its form, the lexicons it stands in, its place in the line, the word the line begins
with, the head of its column, and how the same word is written elsewhere in the text. That way a
narrow window of words is enough. Pure functions; the order of the columns is the model's.
"""

from __future__ import annotations

import re
import zlib
from collections import Counter
from functools import partial
from itertools import count, groupby
from typing import TYPE_CHECKING, Any, NamedTuple, cast

import numpy as np

from paravent.detect.words import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from numpy.typing import NDArray

    from paravent.detect.lexicon import Lexicon

    type Numbers = NDArray[Any]

COLUMNS = (
    "norm",
    "prefix",
    "suffix",
    "shape",
    "lexicons",
    "place",
    "opening",
    "above",
    "column",
    "elsewhere",
)
"""What the numbers of a word stand for, in order."""

_TOKEN = re.compile(
    r"(?P<apart>(?<![^\W_])(?:[^\W\d_] ){3,}[^\W\d_](?![^\W_]))|[^\W\d_]+|\d+|[\n\t]|[^\w\s]|_"
)
_CELLS = "|;,\t"  # what parts the cells of a table, the surest first
_RUN = 3  # letters of one kind that a shape shows
_FORM, _SHAPE = 5, 3  # columns that a word has by itself; which of them is its shape
_LEXICONS = 4  # which of them tells its lexicons
_ORDINARY = np.uint64(0b1011_1000)  # those of ordinary words: common, words, english, ordinary
_MOST = 20_000  # words that are remembered
_WORD, _LOW, _HIGH, _LOUD = 1, 2, 4, 8  # begins with a letter, a small one, a capital, or two
_FAMOUS_FIRST, _KNOWN_FIRST = 20_000, 1_000  # bearers


class Token(NamedTuple):
    """A word and where it stands; ``text`` is without the blanks between letters apart."""

    text: str
    start: int
    end: int


def tokens(text: str) -> list[Token]:
    """The words of a text; blanks other than the ends of lines are none."""
    found = [
        (
            match.group().replace(" ", "") if match.lastgroup else match.group(),
            match.start(),
            match.end(),
        )
        for match in _TOKEN.finditer(text)
    ]
    return [*map(_make, found)]


# A named tuple's own way of being made takes as long as finding the word.
_make = cast("Callable[[tuple[str, int, int]], Token]", partial(tuple.__new__, Token))


def ordinary(rows: NDArray[np.uint64]) -> NDArray[np.bool_]:
    """Which of the words with these numbers are words of the language, whoever is called so."""
    return (rows[:, _LEXICONS] & _ORDINARY) > 0


class Features:
    """Turns words into numbers; remembers what it worked out for a word, not where it stood."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._known: dict[str, int] = {}
        self._forms = np.empty((0, _FORM + 1), dtype=np.uint64)

    def of(self, words: Sequence[Token]) -> NDArray[np.uint64]:
        """One row of numbers a word, as ``COLUMNS`` says."""
        rows = np.zeros((len(words), len(COLUMNS)), dtype=np.uint64)
        if not words:
            return rows
        texts, starts, ends = zip(*words, strict=True)
        forms = self._look_up(texts)
        lines = _Lines(texts, forms[:, 0], forms[:, _FORM])
        inside = ~lines.breaks
        apart = np.zeros(len(words), dtype=bool)
        apart[1:] = np.array(ends[:-1]) < np.array(starts[1:])
        forms[inside, _SHAPE] = forms[inside, _SHAPE] * 2 + apart[inside]
        rows[:, :_FORM] = forms[:, :_FORM]
        place = np.minimum(lines.before, 6) * 8 + np.minimum(lines.behind, 6)
        profile = lines.profiles()[lines.numbers]
        rows[:, _FORM] = np.where(inside, place * 4 + profile, profile)
        others = (*lines.neighbours(), lines.columns(), lines.elsewhere())
        for column, numbers in enumerate(others, _FORM + 1):
            rows[:, column] = numbers
        rows[lines.breaks, _FORM + 1 :] = 0
        return rows

    def _look_up(self, texts: Sequence[str]) -> NDArray[np.uint64]:
        """What is known of each word, whatever stands around it, and its traits."""
        new = set(texts).difference(self._known)
        if new:
            if len(self._known) + len(new) > _MOST:
                self._known.clear()
                new = set(texts)
            self._learn(new)
        return self._forms[[*map(self._known.__getitem__, texts)]]

    def _learn(self, new: Iterable[str]) -> None:
        first = len(self._known)
        self._known.update(zip(new, count(first)))
        rows = [(*self._worked_out(word), _traits(word)) for word in new]
        if len(self._known) > len(self._forms):
            grown = np.empty((2 * len(self._known), _FORM + 1), dtype=np.uint64)
            grown[:first] = self._forms[:first]
            self._forms = grown
        self._forms[first : len(self._known)] = rows

    def _worked_out(self, word: str) -> tuple[int, ...]:
        if word.isdigit():
            norm = f"0{min(len(word), 14)}" + (word if len(word) == 1 else "")
            return _number(norm), _number(word[:2]), len(word), min(len(word), 15), 0
        folded = fold(word) or word.lower()
        return (
            _number(folded),
            _number(folded[:3]),
            _number(folded[-3:]),
            _number(_shape(word)),
            self._lexicons(folded),
        )

    def _lexicons(self, folded: str) -> int:
        known = self._lexicon
        bearers = known.first_names.get(folded, 0)
        first = (bearers > 0) + (bearers >= _KNOWN_FIRST) + (bearers >= _FAMOUS_FIRST)
        return (
            first
            | (folded in known.surnames) << 2
            | (folded in known.common) << 3
            | (folded in known.words) << 4
            | (folded in known.english) << 5
            | (folded in known.towns) << 6
            | (folded in known.ordinary) << 7
            | (folded in known.wordy_names) << 8
        )


class _Lines:
    """The lines of a text, and what a word gets from the one that it stands in.

    Args:
        texts: its words.
        norms: the first number of each of them.
        traits: what each of them looks like.
    """

    def __init__(self, texts: Sequence[str], norms: Numbers, traits: Numbers) -> None:
        self._texts = texts
        self._norms = norms
        self._traits = traits
        self.breaks = np.fromiter((text == "\n" for text in texts), bool, len(texts))
        """Which words are ends of lines."""
        breaks = np.flatnonzero(self.breaks)
        self.numbers = np.cumsum(self.breaks) - self.breaks
        """The line of each word."""
        self._starts = np.concatenate([[0], breaks + 1])
        self._ends = np.concatenate([breaks, [len(texts)]])
        at = np.arange(len(texts))
        self.before = at - self._starts[self.numbers]
        """How many words of its line stand before each."""
        self.behind = self._ends[self.numbers] - 1 - at
        """How many stand behind it."""
        self._worded = np.flatnonzero(traits & _WORD)

    def profiles(self) -> Numbers:
        """Of each line, whether it is all lower case (1), all capitals (2), or neither."""
        worded = self._traits[self._worded]
        numbers = self.numbers[self._worded]
        loud, low, high = (
            np.bincount(numbers, worded & trait > 0, len(self._starts))
            for trait in (_LOUD, _LOW, _HIGH)
        )
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
        marks = [at for at, text in enumerate(self._texts) if text in _CELLS]
        heads: list[int] = []
        last = -2
        for number, group in groupby(marks, key=self.numbers.__getitem__):
            counts = Counter(self._texts[at] for at in group)
            mark = next((mark for mark in _CELLS if counts[mark] > (mark == ",")), "")
            if not mark:
                continue
            start, end = int(self._starts[number]), int(self._ends[number])
            cells, begins = self._cells(mark, start, end)
            if number == last + 1 and len(heads) == len(begins):
                made[start:end] = [heads[cell] for cell in cells]
            else:
                heads = begins
            last = number
        return made

    def _cells(self, mark: str, start: int, end: int) -> tuple[list[int], list[int]]:
        """Of a line the cell of each word, and the words that the cells begin with."""
        norms, traits = self._norms[start:end].tolist(), self._traits[start:end].tolist()
        cells: list[int] = []
        begins = [0]
        for text, norm, trait in zip(self._texts[start:end], norms, traits, strict=True):
            if text == mark:
                begins.append(0)
            elif not begins[-1] and trait & _WORD:
                begins[-1] = norm
            cells.append(len(begins) - 1)
        return cells, begins

    def elsewhere(self) -> Numbers:
        """How the same word as each is written in the whole of the text."""
        _, same = np.unique(self._norms, return_inverse=True)
        low = np.bincount(same, self._traits & _LOW > 0)
        high = np.bincount(same, self._traits & _HIGH > 0)
        seen = np.minimum(low, 2) * 4 + np.minimum(high, 3)
        return np.where(self._traits & _WORD > 0, seen[same], 15)


def _traits(word: str) -> int:
    """What a word looks like."""
    first = word[0]
    loud = first.isupper() and word[1:2].isupper()
    return first.isalpha() * _WORD | first.islower() * _LOW | first.isupper() * _HIGH | loud * _LOUD


def _shape(word: str) -> str:
    """``Xxx`` for Dupont, ``XXX`` for SARL, ``xX`` for iPhone, the mark itself for a mark."""
    if not word[0].isalpha():
        return word
    if word[1:].islower():  # most words
        first = "X" if word[0].isupper() else "x"
        shape = first + "x" * min(_RUN - (first == "x"), len(word) - 1)
        return shape if word.isascii() else shape + "é"
    shape = ""
    for letter in word[:12]:
        kind = "X" if letter.isupper() else "x"
        if shape[-_RUN:] != kind * _RUN:
            shape += kind
    return shape if word.isascii() else shape + "é"


def _number(word: str) -> int:
    """A number for a string, the same on every machine."""
    return zlib.crc32(word.encode("utf-8", "surrogatepass")) + 2
