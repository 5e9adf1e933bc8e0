"""A text as terms and grammar are looked for in it: plain letters, people as runs of ``@``.

Lower case, no accents, no quotes or hyphens, nothing invisible (see ``view``). What stands here is
thrown away when the text was read; it is never kept or shown.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from paravent.detect.view import Letters, view

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

PERSON = "@"
"""Stands for every character of somebody's name, address or number."""

_HIDDEN = "\ue000"  # the same before the text is made plain; of private use, so in no prompt
_OTHER = "~"  # a letter of another script: part of a word, of none that is looked for
_KEPT = frozenset("abcdefghijklmnopqrstuvwxyz0123456789.,;:!?()\n")
_SAME = {"œ": "oe", "Œ": "oe", "æ": "ae", "Æ": "ae", "ß": "ss", "ø": "o", "ł": "l", _HIDDEN: PERSON}
_SPACES = re.compile(r" {2,}")
_ENDS = re.compile(r"[.!?](?=[ \n)])|\n")
_ABBREVIATION = re.compile(
    r"(?:^|[^a-z0-9])(?:mm?|mmes?|mlle|me|drs?|prs?|prof|mrs?|ms|st|ste|no)$"
)
_LONGEST = 400  # characters of a sentence; what is longer is a list or no prose at all


def _plain(char: str) -> str:
    if char in _SAME:
        return _SAME[char]
    base = unicodedata.normalize("NFKD", char)[:1].lower()[:1]
    if base in _KEPT:
        return base
    return _OTHER if char.isalnum() else " "


_LETTERS = Letters(_plain)


def flatten(text: str) -> str:
    """The plain form: ASCII letters, digits, stops, line ends and spaces."""
    return _SPACES.sub(" ", view(text).text.translate(_LETTERS))


def hide(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """The text with the people at these places hidden, for ``flatten`` to show as ``@``."""
    parts, at = [], 0
    for start, end in sorted(spans):
        if end > at:
            parts += [text[at:start], _HIDDEN * (end - max(start, at))]
            at = end
    return "".join((*parts, text[at:]))


@dataclass(frozen=True, slots=True)
class Sentences:
    """Where the sentences of a flat text begin; a line ends one, and so does sheer length."""

    starts: Sequence[int]
    length: int

    @classmethod
    def of(cls, flat: str) -> Sentences:
        """The sentences of a flat text."""
        ends = [0]
        ends += [
            stop.end()
            for stop in _ENDS.finditer(flat)
            if not _ABBREVIATION.search(flat, max(0, stop.start() - 6), stop.start())
        ]
        ends.append(len(flat))
        starts = [at for one, two in pairwise(ends) for at in range(one, two, _LONGEST)]
        return cls(starts or [0], len(flat))

    def around(self, at: int) -> tuple[int, int]:
        """The sentence that holds a position."""
        number = bisect_right(self.starts, at)
        return self.starts[number - 1], (*self.starts[number : number + 1], self.length)[0]
