"""What the name model sees of a text: its words one by one, and what is known of each.

A word is a run of letters, also where a scan sets them apart, a run of digits, a mark, or the end
of a line. Of each the model gets a few numbers: its form, the lexicons it stands in, and what its
line and the rest of the text say of it (``word_lines``). That way a narrow window of words is
enough. Pure functions; the order of the columns is the model's.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Sequence
from itertools import count
from typing import TYPE_CHECKING, NamedTuple, overload, override

import numpy as np

from paravent.detect.word_lines import Lines, traits
from paravent.detect.words import fold

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from paravent.detect.lexicon import Lexicon

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
    r"((?<![^\W_])(?:[^\W\d_] ){3,}[^\W\d_](?![^\W_])|[^\W\d_]+|\d+|[\n\t]|[^\w\s]|_)"
)
_RUN = 3  # letters of one kind that a shape shows
_FORM, _SHAPE = 5, 3  # columns that a word has by itself; which of them is its shape
_LEXICONS = 4  # which of them tells its lexicons
_ORDINARY = np.uint64(0b1011_1000)  # those of ordinary words: common, words, english, ordinary
_MOST = 20_000  # words that are remembered
_FAMOUS_FIRST, _KNOWN_FIRST = 20_000, 1_000  # bearers


class Token(NamedTuple):
    """A word and where it stands; ``text`` is without the blanks between letters apart."""

    text: str
    start: int
    end: int


class Tokens(Sequence[Token]):
    """The words of a text, which are made one by one only for whoever asks for them so."""

    def __init__(self, text: str) -> None:
        pieces = _TOKEN.split(text)  # every other of them is what stands between words
        edges = np.fromiter(map(len, pieces), np.intp, len(pieces)).cumsum()
        self.texts = [word.replace(" ", "") for word in pieces[1::2]]
        self.starts, self.ends = edges[:-1:2], edges[1::2]

    @override
    def __len__(self) -> int:
        return len(self.texts)

    @overload
    def __getitem__(self, at: int) -> Token: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Token]: ...
    @override
    def __getitem__(self, at: int | slice) -> Token | Sequence[Token]:
        if isinstance(at, slice):
            starts, ends = self.starts[at].tolist(), self.ends[at].tolist()
            return [*map(Token, self.texts[at], starts, ends)]
        return Token(self.texts[at], int(self.starts[at]), int(self.ends[at]))


def tokens(text: str) -> Tokens:
    """The words of a text; blanks other than the ends of lines are none."""
    return Tokens(text)


def ordinary(rows: NDArray[np.uint64]) -> NDArray[np.bool_]:
    """Which of the words with these numbers are words of the language, whoever is called so."""
    return (rows[:, _LEXICONS] & _ORDINARY) > 0


class Features:
    """Turns words into numbers; remembers what it worked out for a word, not where it stood."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._known: dict[str, int] = {}
        self._forms = np.empty((0, _FORM + 1), dtype=np.uint64)

    def of(self, words: Tokens) -> NDArray[np.uint64]:
        """One row of numbers a word, as ``COLUMNS`` says."""
        rows = np.zeros((len(words), len(COLUMNS)), dtype=np.uint64)
        if not words:
            return rows
        texts = words.texts
        forms = self._look_up(texts)
        lines = Lines(texts, forms[:, 0], forms[:, _FORM])
        inside = ~lines.breaks
        rows[:, :_FORM] = forms[:, :_FORM]
        rows[inside, _SHAPE] *= 2
        rows[1:, _SHAPE] += inside[1:] & (words.starts[1:] > words.ends[:-1])
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
        rows = [(*self._worked_out(word), traits(word)) for word in new]
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
