"""Dates of birth that nothing announces: a date right behind somebody's name, long ago.

*Rm 15 Lucien Faber 23/10/36*, *Thomas, infirmier, du 6 avril 1985*. What is dated near a name in
a letter or a file is of these years; where a text is about ages or birthdays, or where another one
in the line is a birth, any date will do.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from paravent.detect.base import LETTER, Hit
from paravent.detect.births import is_event
from paravent.detect.dates import DATE, DAY, DAY_IN_FIGURES, MONTHLY

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_LIKELY, _SCORE = 0.5, 0.7
_DATE_OF_BIRTH = "DATE_OF_BIRTH"
_BEHIND = re.compile(
    rf"(?i)(?: ?[(,] ?[{LETTER}' -]{{1,25}},(?= )|, (?! )|[ :()/.–-]|\b(?:est )?du\b"
    r"|(?-i:\b(?:[FMH]|MR|MRS|MS|MISS|MSTR|MME)\b)){1,14}+"
    rf"(?<![{LETTER}\d])(?P<v>{DATE}|{MONTHLY}|{DAY}|{DAY_IN_FIGURES})(?![{LETTER}\d]|[/.,]\d)"
)
_is_date = re.compile(rf"(?i){DATE}|\d\d?/\d{{4}}").fullmatch
_LONG_AGO = re.compile(r"\b(?:19[2-9]\d|200\d|201[0-2])(?!\d)|\D(?:2[6-9]|[3-9]\d)$")
_ABOUT = re.compile(
    r"(?i)\b(?:[âa]ges?|birthdays?|anniv(?:ersaire)?s?|star ?signs?|signes?(?: astro\w*)?|zodiac"
    r"|horoscopes?|how old|dobs|naissances|dates of birth|n[ée]s|n[ée]es|mineurs?|majeurs?)\b"
)
_WEIGHT = re.compile(r"(?i).{0,14}\b\d(?:[.,]\d{1,3})? ?kg\b")
_LATE = re.compile(r"\b20(?:2[4-9]|3\d)\b")


def births_beside(text: str, hits: Sequence[Hit]) -> Iterator[Hit]:
    """The dates of birth behind those of the hits that are people."""
    dates = [
        found
        for hit in hits
        if hit.type == "PERSON" and hit.score >= _LIKELY
        if (found := _BEHIND.match(text, hit.end)) and not is_event(text, found.start("v"))
    ]
    if not dates:
        return
    about = _ABOUT.search(text) is not None
    born = {found.start("v") for found in dates if _is_birth(text, found, about=about)}
    lines = {_line(text, start) for start in born}
    for found in dates:
        start, end = found.span("v")
        alike = _line(text, start) in lines and not _LATE.search(found["v"])
        if start in born or alike:
            yield Hit(start, end, _DATE_OF_BIRTH, _SCORE, "beside")


def _line(text: str, at: int) -> int:
    """Where the line begins."""
    return text.rfind("\n", 0, at) + 1


def _is_birth(text: str, found: re.Match[str], *, about: bool) -> bool:
    value = found["v"]
    if _LONG_AGO.search(value) and _is_date(value):
        return True
    return bool(about or _WEIGHT.match(text, found.end())) and not _LATE.search(value)
