"""The form of names in a text: words with a capital, initials, and particles between them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import re2

from paravent.detect.base import LETTER, UPPER
from paravent.detect.encoded import lines

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

PARTICLES = frozenset({"le", "la", "de", "du", "des", "da", "di", "dos", "van", "von", "el", "al"})
"""Small words inside a name; ``de`` and ``Van`` are neither names nor ordinary words there."""

_FIRST = UPPER.replace("Ā-ɏ", "Ā-ŒŔ-ɏ")  # not œ: sœur
CAPITAL = rf"[{_FIRST}][{LETTER}'’\-]+"
"""One word with a capital, as a pattern, whatever stands in it."""

_LETTERS = rf"(?:[{_FIRST}][{LETTER}]?['’])?[{_FIRST}][{LETTER}]+"
_INITIAL = rf"[{_FIRST}]\."

PART = rf"(?:{_LETTERS}|{_INITIAL})(?:-(?:{_LETTERS}|{_INITIAL}))*"
"""A first name, a surname or an initial: O'Hara, J., Anne-Marie."""

PARTICLE = r"(?:de la|d[aeiu]|des|dos|van de[nr]?|van|von|le|la|el|al|ben|bint|ter|Mc)"
"""What may stand before a part of a name."""

NAME = (
    rf"(?:(?:\b{PARTICLE} ){{0,2}}(?:d['’])?{PART}(?: (?:{PARTICLE} ){{0,2}}"
    rf"(?:d['’])?{PART}){{0,3}})"
)
"""A whole name, of four parts at most."""

_NAME = re2.compile(NAME)
_APART = re.compile(r"(?s).*(?:[^\w '’.\-]|[\d_]|(?<= )[a-z]{5,}(?= ))")
"""What no name goes on behind: a sign, a digit, a word that is no particle."""


def names_at(text: str, spans: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """What is written as a name and touches one of these stretches, line by line, in order."""
    ordered = sorted(spans)
    for begin, stop in lines(text, ordered):
        line = text[begin:stop]
        data = line.encode()
        at = 0
        for first, last in ((start - begin, end - begin) for start, end in ordered):
            if last <= 0:
                continue
            if first >= len(line):
                break
            if apart := _APART.match(line, at, max(at, first)):
                at = apart.end()
            while found := _NAME.search(data, _bytes(line, at)):
                left, right = (len(data[:edge].decode()) for edge in found.span())
                if left >= last:
                    break
                if right > first:
                    yield begin + left, begin + right
                at = right


def _bytes(text: str, at: int) -> int:
    """The place ``at`` of a text in the bytes of it."""
    return len(text[:at].encode())
