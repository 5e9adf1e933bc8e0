"""A text as the matcher walks over it: its words folded, each with its place.

Nothing hides in it: what is invisible or spelled by escapes is looked at as a reader would see it.
A word of which only a part may be a name (``FactureDupont2024``) is taken apart.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from itertools import accumulate, zip_longest
from typing import TYPE_CHECKING

from paravent.core.folding import HIDDEN, expand, fold
from paravent.detect.disguise import disguised
from paravent.detect.view import View, view

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    type _Known = Callable[[str], bool]

_PIECE = 500  # characters from which on a text is cut at the next empty line
_EMPTY_LINE = re.compile(r"\n[ \t\r]*\n")
"""What no name stands across; so what is hidden in one piece slows down that piece alone."""

_GAP = re.compile(r"[ \t\xa0\u202f_.,'’`´/&@+*‐‑–-]*\n?[ \t\xa0\u202f]*")
_MOST_GAP = 5  # characters between two words of one name
_LONG = 6  # letters of a word that is worth taking apart
_PART = re.compile(r"\d+|[A-ZÀ-ÖØ-Þ]+(?![a-zß-öø-ÿ])|[A-ZÀ-ÖØ-Þ]?[a-zß-öø-ÿ]+|[^\W\d_]+")
_FAR_LETTER = re.compile("[\u0100-\u1fff\u2100-\U0010ffff]")
"""A letter that Latin-1 has not; signs such as ’ and € are none."""
_SMALL, _CAPITAL, _DIGIT = (re.compile(f"[{signs}]") for signs in ("a-zß-öø-ÿ", "A-ZÀ-ÖØ-Þ", "0-9"))


def _kind(sign: str) -> str:
    """``a`` for a small letter, ``A`` for a capital, ``0`` for a digit, a space for the rest."""
    kinds = ((_SMALL, "a"), (_CAPITAL, "A"), (_DIGIT, "0"))
    return next((kind for signs, kind in kinds if signs.match(sign)), " ")


_KINDS = "".join(map(_kind, map(chr, range(0x100)))).encode()
"""The kinds of the signs of Latin-1."""


class Sight:
    """The words of a text.

    Args:
        seen: the view of it.
        folded: the same, folded.
        known: tells whether something that is looked for may begin with a word.
    """

    __slots__ = (
        "_at", "_folded", "_glued", "_is_latin", "_kinds", "_place", "_raw", "_view", "inside",
        "shown", "words",
    )  # fmt: skip

    def __init__(self, seen: View, folded: str, known: _Known) -> None:
        self._view, self._folded = seen, folded
        self.shown = seen.text
        signs = seen.text.encode("latin-1", "replace")
        self._kinds = signs.translate(_KINDS)
        self._is_latin = signs.decode("latin-1") == seen.text
        expanded = expand(folded)
        self.words = expanded.split(" ")
        self._raw = self.words if len(expanded) == len(folded) else folded.split(" ")
        self._at = self._place = 0
        self._glued: dict[int, int] = {}
        self.inside: set[int] = set()
        """Where words begin that are a part of a longer one."""
        self._take_apart(known)

    def start(self, number: int) -> int:
        """Where a word begins. It is counted from the word that was asked for before."""
        at = self._at
        if number > at:
            self._place += len(" ".join(self._raw[at:number])) + 1
        elif number < at:
            self._place -= len(" ".join(self._raw[number:at])) + 1
        self._at = number
        return self._place

    def end(self, number: int) -> int:
        """Where a word ends."""
        return self.start(number) + (self._glued.get(number) or len(self._raw[number]))

    def initialled(self) -> Iterator[str]:
        """Words joined with the lone capital that follows, as *Marie D.* is kept."""
        folded = self._folded
        for at in self._capitals():
            if folded[at - 1] == " " and folded[at + 1 : at + 2] in {" ", ""}:
                yield expand(folded[folded.rfind(" ", 0, at - 1) + 1 : at - 1] + folded[at])

    def _capitals(self) -> Iterator[int]:
        """Where capitals may stand alone, but for the first sign; some of them do not."""
        for at in _places(b"%b " % self._kinds, b" A "):
            yield at + 1
        if not self._is_latin:
            places = (match.start() for match in _FAR_LETTER.finditer(self.shown, 1))
            yield from (at for at in places if self.shown[at].isupper())

    def joins(self, before: int, after: int) -> bool:
        """Whether what stands between two places may stand within one name."""
        return after - before <= _MOST_GAP and _GAP.fullmatch(self.shown, before, after) is not None

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The stretch of the text as it was given."""
        return self._view.span(start, end)

    def _take_apart(self, known: _Known) -> None:
        """Put the parts of words in their place, where something may begin with one of them."""
        words: list[str] = []
        raw: list[str] = []
        done = place = number = 0
        for start, inner, parts in self._apart(known):
            number += self._folded.count(" ", place, start)
            place = start
            words += [*self.words[done:number], *inner]
            raw += self._raw[done:number]
            done = number + 1
            # Nothing stands between two parts: a word before another is taken to be one shorter.
            self._glued.update(enumerate(map(len, parts[:-1]), len(raw)))
            raw += [*(part[:-1] for part in parts[:-1]), parts[-1]]
            self.inside.update(accumulate(map(len, parts[:-1]), initial=start))
        if done:
            self.words = words + self.words[done:]
            self._raw = raw + self._raw[done:]

    def _apart(self, known: _Known) -> Iterator[tuple[int, list[str], list[str]]]:
        """Where such words begin; their parts, with ligatures spelled out and as they are."""
        for start, end in _odd(self._kinds, self._folded):
            if end - start < _LONG or known(expand(self._folded[start:end])):
                continue
            spans = [match.span() for match in _PART.finditer(self.shown, start, end)]
            parts = [self._folded[first:last] for first, last in spans]
            inner = [expand(part) for part in parts]
            if len(parts) > 1 and any(map(known, _beginnings(inner))):
                yield start, inner, parts


def _beginnings(parts: Sequence[str]) -> Iterator[str]:
    """What may begin with each part; some name begins with nearly every letter, so two with one."""
    for part, after in zip_longest(parts, parts[1:], fillvalue=""):
        yield part if len(part) > 1 else part + after


def sights(text: str, known: _Known) -> Iterator[tuple[int, Sight]]:
    """A text in pieces, and where each begins: what is plain stays together.

    Args:
        text: as it was given.
        known: see ``Sight``.
    """
    folded = fold(text)
    spelled = disguised(text)
    plain = 0
    for start, end in _pieces(text) if spelled or HIDDEN in folded else ():
        coded = bisect_left(spelled, start) < bisect_left(spelled, end)
        if not coded and folded.find(HIDDEN, start, end) < 0:
            continue
        if plain < start:
            yield plain, Sight(View(text[plain:start]), folded[plain:start], known)
        seen = view(text[start:end])
        yield start, Sight(seen, fold(seen.text).replace(HIDDEN, " "), known)
        plain = end
    if plain < len(text):
        yield plain, Sight(View(text[plain:]), folded[plain:], known)


def _pieces(text: str) -> Iterator[tuple[int, int]]:
    """Where the pieces of a text begin and end."""
    start = 0
    while cut := _EMPTY_LINE.search(text, start + _PIECE):
        yield start, cut.end()
        start = cut.end()
    yield start, len(text)


def _odd(kinds: bytes, folded: str) -> Iterator[tuple[int, int]]:
    """Where words begin and end in which a capital follows a small letter, or a digit three."""
    end = 0
    for at in sorted((*_places(kinds, b"aA"), *_places(kinds.lower(), b"aaa0"))):
        if at >= end:
            start = folded.rfind(" ", 0, at) + 1
            end = folded.find(" ", at)
            end = len(folded) if end < 0 else end
            yield start, end


def _places(kinds: bytes, wanted: bytes) -> Iterator[int]:
    """Where certain kinds of signs follow each other."""
    at = kinds.find(wanted)
    while at >= 0:
        yield at
        at = kinds.find(wanted, at + 1)
