"""A text as the matcher walks over it: its words folded, each with its place.

Nothing hides in it: what is invisible or spelled by escapes is looked at as a reader would see it.
A word of which only a part may be a name (``FactureDupont2024``) is taken apart.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import accumulate, count
from operator import add
from typing import TYPE_CHECKING

import re2

from paravent.core.folding import HIDDEN, expand, fold
from paravent.detect.disguise import uncover
from paravent.detect.view import View, view

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_GAP = re.compile(r"[ \t\xa0\u202f_.,'’`´/&@+*‐‑–-]*\n?[ \t\xa0\u202f]*")
_MOST_GAP = 5  # characters between two words of one name
_LONG = 6  # letters of a word that is worth taking apart
_PART = re.compile(r"\d+|[A-ZÀ-ÖØ-Þ]+(?![a-zß-öø-ÿ])|[A-ZÀ-ÖØ-Þ]?[a-zß-öø-ÿ]+|[^\W\d_]+")
_ODD = re2.compile(r"[a-zß-öø-ÿ][A-ZÀ-ÖØ-Þ]|[A-Za-zÀ-ÖØ-öø-ÿ]{3}[0-9]")
"""Signs that a word is written like several."""
_LONE = re2.compile(r"(?:^|[^\pL\pN])[A-ZÀ-ÖØ-Þ](?:[^\pL\pN]|$)")
"""A capital that stands alone."""


class Sight:
    """The words of a text.

    Args:
        text: as it was given.
        known: tells whether something that is looked for may begin with a word.
    """

    __slots__ = ("_ends", "_raw", "_sizes", "_view", "inside", "shown", "words")

    def __init__(self, text: str, known: Callable[[str], bool]) -> None:
        self._view, folded = _look(text)
        self.shown = self._view.text
        raw = folded.split(" ")
        self.words = list(raw) if folded.isascii() else [expand(word) for word in raw]
        self._raw = raw
        self._sizes: list[int] = []
        self._ends: list[int] = []
        self.inside: set[int] = set()
        """Where words begin that are a part of a longer one."""
        if _ODD.search(self.shown):
            self._take_apart(known)

    def start(self, number: int) -> int:
        """Where a word begins."""
        if not self._ends:
            self._measure()
        return self._ends[number] - self._sizes[number]

    def end(self, number: int) -> int:
        """Where a word ends."""
        if not self._ends:
            self._measure()
        return self._ends[number]

    def _measure(self) -> None:
        """Work out places, which most texts are never asked for."""
        self._sizes = list(map(len, self._raw))
        self._ends = list(map(add, accumulate(self._sizes), count()))

    def initialled(self) -> list[str]:
        """Words joined with the lone capital that follows, as *Marie D.* is kept."""
        if not _LONE.search(self.shown):
            return []
        words = self.words
        return [words[n - 1] + word for n, word in enumerate(words) if n and len(word) == 1]

    def joins(self, before: int, after: int) -> bool:
        """Whether what stands between two places may stand within one name."""
        return after - before <= _MOST_GAP and _GAP.fullmatch(self.shown, before, after) is not None

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The stretch of the text as it was given."""
        return self._view.span(start, end)

    def _take_apart(self, known: Callable[[str], bool]) -> None:
        self._measure()
        words: list[str] = []
        ends: list[int] = []
        sizes: list[int] = []
        done = 0
        for number in self._odd():
            word, start = self.words[number], self.start(number)
            parts = list(_PART.finditer(self._written(number)))
            inner = [expand(fold(part.group())) for part in parts]
            if len(parts) < 2 or known(word) or not any(map(known, inner)):
                continue
            words += [*self.words[done:number], *inner]
            ends += [*self._ends[done:number], *(start + part.end() for part in parts)]
            sizes += [*self._sizes[done:number], *(len(part.group()) for part in parts)]
            self.inside.update(start + part.start() for part in parts)
            done = number + 1
        if done:
            self.words = words + self.words[done:]
            self._ends = ends + self._ends[done:]
            self._sizes = sizes + self._sizes[done:]

    def _odd(self) -> Iterator[int]:
        """The numbers of long words that are written like several, in order."""
        data = self.shown.encode()
        at = byte = char = 0
        last = -1
        while match := _ODD.search(data, at):
            char += len(data[byte : match.start()].decode())
            byte = match.start()
            at = match.end()
            number = bisect_right(self._ends, char)
            if number != last and self._sizes[number] >= _LONG:
                yield number
            last = number

    def _written(self, number: int) -> str:
        return self.shown[self.start(number) : self.end(number)]


def _look(text: str) -> tuple[View, str]:
    folded = fold(text)
    if HIDDEN not in folded and uncover(text) is None:
        return View(text), folded
    seen = view(text)
    return seen, fold(seen.text).replace(HIDDEN, " ")
