"""Lines that only sign: *PR*, *H.* or *Ros* below the mail of Priyanka Raghunathan, of Rosalind.

Pure; what such letters may stand for is compared with names elsewhere, and is never guessed here.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from paravent.detect.base import LETTER, UPPER
from paravent.detect.words import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

MARK = "^"
"""What the keys of signatures begin with, as no word does."""

_SIGNED = re.compile(
    rf"(?m)^[ \t>*_~\-–—]{{0,8}}"
    rf"(?P<v>[{UPPER}](?:\.? ?[{UPPER}]){{0,2}}\.?|[{UPPER}][{LETTER}]{{2,9}})"
    r"[ \t,!*_]{0,4}(?: x{1,3})?[ \t]{0,4}$"
)
_LETTER = re.compile(rf"(?m)^[ \t>*_\-–—]{{0,8}}([{UPPER}])[.)]?[ \t]{{0,4}}$")
_SENTENCE = re.compile(r"[.!?…,;:)]\W*$|\w\W+\w+\W+\w")
_BARE = re.compile(r"[ \t>*_~\-–—]*")
_SHORT, _LONG = 3, 6  # letters of a first name cut short
DATES = frozenset(
    """jan feb mar apr may jun jul aug sep sept oct nov dec mon tue tues wed thu thur thurs fri sat
    sun janv fev mars avr juin juil aout lun mer jeu ven sam dim""".split()  # noqa: SIM905
)
"""Months and days cut short."""


def signatures(text: str) -> Iterator[tuple[int, int, str]]:
    """Where a line below a sentence, with nothing right under it, may sign; and the key of it."""
    for line in _SIGNED.finditer(text):
        key = fold(re.sub(r"[. ]", "", line["v"]))
        if key and key not in DATES and _ends(text, line.end()) and _follows(text, line.start()):
            yield *line.span("v"), MARK + key


def letters(text: str) -> frozenset[str]:
    """The keys of all lines that are one letter, as A, B and C are in a list."""
    return frozenset(MARK + fold(letter) for letter in _LETTER.findall(text))


def signs(given: Sequence[str], surname: Sequence[str]) -> Iterator[str]:
    """The keys by which somebody may sign: H, HA, Hil."""
    if not given:
        return
    yield MARK + given[0][0]
    if surname:
        yield MARK + given[0][0] + surname[0][0]
        yield MARK + "".join(word[0] for word in (*given, *surname))
    for size in range(_SHORT, min(_LONG, len(given[0]))):
        yield MARK + given[0][:size]


def _ends(text: str, at: int) -> bool:
    """Whether the next line is blank, quoted or not there."""
    following = text[at + 1 : at + 40].partition("\n")[0]
    return _BARE.fullmatch(following) is not None or following.startswith("--")


def _follows(text: str, at: int) -> bool:
    """Whether a sentence or a farewell stands above, with no more than a blank line between."""
    for _ in range(2):
        end = at - 1
        if end < 0:
            return False
        at = text.rfind("\n", 0, end) + 1
        above = text[max(at, end - 80) : end]
        if not _BARE.fullmatch(above):
            return _SENTENCE.search(above) is not None
    return False
