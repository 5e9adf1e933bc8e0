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
from array import array
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from paravent.detect.words import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

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
    r"(?P<apart>(?<![^\W_])(?:[^\W\d_] ){3,}[^\W\d_](?![^\W_]))|[^\W\d_]+|\d+|[\n\t]|[^\w\s]|_"
)
_CELLS = re.compile(r"[;\t|,]")
_RUN = 3  # letters of one kind that a shape shows
_FAMOUS_FIRST, _KNOWN_FIRST = 20_000, 1_000  # bearers


class Token(NamedTuple):
    """A word and where it stands; ``text`` is without the blanks between letters apart."""

    text: str
    start: int
    end: int


def tokens(text: str) -> list[Token]:
    """The words of a text; blanks other than the ends of lines are none."""
    return [
        Token(match.group().replace(" ", "") if match["apart"] else match.group(), *match.span())
        for match in _TOKEN.finditer(text)
    ]


class Features:
    """Turns words into numbers; remembers what it worked out for a word, not where it stood."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._known: dict[str, tuple[int, ...]] = {}

    def of(self, words: Sequence[Token]) -> NDArray[np.uint64]:
        """One row of numbers a word, as ``COLUMNS`` says."""
        rows = array("Q")
        forms = [self._form(word.text) for word in words]
        seen = _elsewhere(words, forms)
        line_start = 0
        above = 0
        heads: list[int] = []
        for end in [*(at for at, word in enumerate(words) if word.text == "\n"), len(words)]:
            line = range(line_start, end)
            heads, columns = self._columns(words, line, forms, heads)
            profile = _profile(words, line)
            opening = next((forms[at][0] for at in line if words[at].text[0].isalpha()), 0)
            last = 0
            for at in line:
                norm, prefix, suffix, shape, lexicons = forms[at]
                gap = at > 0 and words[at - 1].end < words[at].start
                place = min(at - line_start, 6) * 8 + min(end - 1 - at, 6)
                rows.extend(
                    (
                        norm,
                        prefix,
                        suffix,
                        shape * 2 + gap,
                        lexicons,
                        place * 4 + profile,
                        opening,
                        above if at - line_start < 4 else 1,
                        columns[at - line_start] if columns else 0,
                        seen[at],
                    )
                )
                if words[at].text[0].isalpha():
                    last = norm
            if end < len(words):
                rows.extend((*forms[end], profile, 0, 0, 0, 0))
            if last:
                above = last
            line_start = end + 1
        return np.array(rows, dtype=np.uint64).reshape(-1, len(COLUMNS))

    def _form(self, word: str) -> tuple[int, ...]:
        known = self._known.get(word)
        if known is None:
            if len(self._known) > 50_000:
                self._known.clear()
            known = self._known[word] = self._worked_out(word)
        return known

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

    def _columns(
        self,
        words: Sequence[Token],
        line: range,
        forms: Sequence[tuple[int, ...]],
        heads: list[int],
    ) -> tuple[list[int], list[int]]:
        """The heads of the table a line is in, and for each word that of its cell."""
        marks = Counter(words[at].text for at in line if _CELLS.match(words[at].text))
        mark = next((mark for mark in "|;,\t" if marks[mark] > (1 if mark == "," else 0)), "")
        if not mark:
            return [], []
        cells = [0]
        begins: list[int] = [0]
        for at in line:
            if words[at].text == mark:
                cells.append(cells[-1] + 1)
                begins.append(0)
            else:
                cells.append(cells[-1])
                if not begins[-1] and words[at].text[0].isalpha():
                    begins[-1] = forms[at][0]
        if len(heads) != len(begins):
            return begins, []
        return heads, [heads[cell] for cell in cells[1:]]


def _profile(words: Sequence[Token], line: range) -> int:
    """Whether a line is all lower case, all capitals, or neither."""
    upper = lower = 0
    for at in line:
        word = words[at].text
        if word[0].isalpha():
            upper += word[0].isupper() and (len(word) > 1 and word[1].isupper())
            lower += word[0].islower()
            if word[0].isupper() and not (len(word) > 1 and word[1].isupper()):
                return 3
    return 1 if lower and not upper else 2 if upper > lower else 0


def _elsewhere(words: Sequence[Token], forms: Sequence[tuple[int, ...]]) -> list[int]:
    """How the same word is written in the rest of the text."""
    low: Counter[int] = Counter()
    high: Counter[int] = Counter()
    for word, form in zip(words, forms, strict=True):
        if word.text[0].islower():
            low[form[0]] += 1
        elif word.text[0].isupper():
            high[form[0]] += 1
    return [
        (min(low.get(form[0], 0), 2) * 4 + min(high.get(form[0], 0), 3))
        if word.text[0].isalpha()
        else 15
        for word, form in zip(words, forms, strict=True)
    ]


def _shape(word: str) -> str:
    """``Xxx`` for Dupont, ``XXX`` for SARL, ``xX`` for iPhone, the mark itself for a mark."""
    if not word[0].isalpha():
        return word
    shape = ""
    for letter in word[:12]:
        kind = "X" if letter.isupper() else "x"
        if shape[-_RUN:] != kind * _RUN:
            shape += kind
    return shape if word.isascii() else shape + "é"


def _number(word: str) -> int:
    """A number for a string, the same on every machine."""
    return zlib.crc32(word.encode("utf-8", "surrogatepass")) + 2
