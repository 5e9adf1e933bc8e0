"""Dates of birth that nothing announces: a date right behind somebody's name, long ago.

*Rm 15 Lucien Faber 23/10/36*, *Thomas, infirmier, du 6 avril 1985*. What is dated near a name in
a letter or a file is of these years; where a text is about ages or birthdays, any date will do.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from paravent.detect.base import LETTER, Hit
from paravent.detect.births import is_event
from paravent.detect.dates import DATE, DAY, MONTHLY

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_LIKELY, _SCORE = 0.5, 0.7
_DATE_OF_BIRTH = "DATE_OF_BIRTH"
_BEHIND = re.compile(
    rf"(?i)(?: ?[(,] ?[{LETTER}' -]{{3,25}},(?= )|, (?! )|[ :()/.–-]|\b(?:est )?du\b"
    r"|(?-i:\b(?:[FMH]|MR|MRS|MS|MISS|MSTR|MME)\b)){1,14}+"
    rf"(?<![{LETTER}\d])(?P<v>{DATE}|{MONTHLY}|{DAY})(?![{LETTER}\d])"
)
_LONG_AGO = re.compile(r"\b(?:19[2-9]\d|200\d|201[0-2])(?!\d)|\D(?:2[6-9]|[3-9]\d)$")
_ABOUT = re.compile(
    r"(?i)\b(?:[âa]ges?|birthdays?|anniv(?:ersaire)?s?|star ?signs?|signes?(?: astro\w*)?|zodiac"
    r"|horoscopes?|how old|dobs|naissances|dates of birth|n[ée]s|n[ée]es|mineurs?|majeurs?)\b"
)
_WEIGHT = re.compile(r"(?i).{0,14}\b\d(?:[.,]\d{1,3})? ?kg\b")
_LATE = re.compile(r"\b20(?:2[4-9]|3\d)\b")


def births_beside(text: str, hits: Sequence[Hit]) -> Iterator[Hit]:
    """The dates of birth behind those of the hits that are people."""
    about: bool | None = None
    for hit in hits:
        if hit.type != "PERSON" or hit.score < _LIKELY:
            continue
        found = _BEHIND.match(text, hit.end)
        if found is None or is_event(text, found.start("v")):
            continue
        value = found["v"]
        if about is None:
            about = _ABOUT.search(text) is not None
        if _LONG_AGO.search(value) or (
            (about or _WEIGHT.match(text, found.end())) and not _LATE.search(value)
        ):
            yield Hit(found.start("v"), found.end("v"), _DATE_OF_BIRTH, _SCORE, "beside")
