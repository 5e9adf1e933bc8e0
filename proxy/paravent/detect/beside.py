"""Dates of birth that nothing announces: a date right behind somebody's name, long ago.

*Rm 15 Lucien Faber 23/10/36*, *Thomas, infirmier, du 6 avril 1985*. What is dated near a name in
a letter or a file is of these years; where a text is about ages or birthdays, or where another one
in the line is a birth, any date will do.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from paravent.detect.base import LETTER, Hit
from paravent.detect.birth_words import LATE
from paravent.detect.births import is_event
from paravent.detect.born_rows import births_in_rows
from paravent.detect.dates import DATE, DAY, DAY_IN_FIGURES, MONTHLY, SAID_EN, is_long_ago

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

type Span = tuple[int, int]

_LIKELY, _SCORE = 0.5, 0.7
_DATE_OF_BIRTH = "DATE_OF_BIRTH"
_AGE = r" ?\(\d{1,2}(?: ?ans| ?yo?)?, (?=\d)"
_BEHIND = re.compile(
    rf"(?i)(?:{_AGE}"
    rf"| ?[(,] ?[{LETTER}' -]{{1,25}},(?= )|, (?! )|[ :()/.–-]|\b(?:est )?du\b|\bas\b"
    r"|(?-i:\b(?:[FMH]|MR|MRS|MS|MISS|MSTR|MME)\b)){1,14}+"
    rf"(?<![{LETTER}\d])(?P<v>{DATE}|{MONTHLY}|{DAY}|{DAY_IN_FIGURES})(?![{LETTER}\d]|[/.,]\d)"
)
_is_date = re.compile(rf"(?i){DATE}|\d\d?/\d{{4}}").fullmatch
_ABOUT = re.compile(
    r"(?i)\b(?:[âa]ges?|birthdays?|anniv(?:ersaire)?s?|star ?signs?|signes?(?: astro\w*)?|zodiac"
    r"|horoscopes?|how old|dobs|naissances|dates of birth|n[ée]s|n[ée]es|mineurs?|majeurs?)\b"
)
_AGED = re.compile(_AGE)
_LIFE = re.compile(rf"(?i)\s{{0,2}}\((?P<v>{DATE}) ?[-–—] ?[†+]? ?(?P<end>{DATE})\)")
_SAID = re.compile(rf"(?i),? (?P<v>{SAID_EN})(?<!twenty[ -]six)(?<!twenty[ -]seven)\b")
_YEAR = re.compile(r" \((?P<v>(?:19[2-9]|20[0-2])\d)\)")
_TEAM = re.compile(
    r"(?i)\b(?:u1\d|club|tournoi|[ée]quipe|cousine?s|petits-enfants|team|grandkids|grandchildren"
    r"|nephews|nieces|cat[ée]gorie|benjamins|minimes|cadets)\b"
)
_WEIGHT = re.compile(r"(?i).{0,14}\b\d(?:[.,]\d{1,3})? ?kg\b")


def births_beside(text: str, hits: Sequence[Hit]) -> Iterator[Hit]:
    """The dates of birth behind those of the hits that are people, and in rows with them."""
    people = [hit for hit in hits if hit.type == "PERSON" and hit.score >= _LIKELY]
    if not people:
        return
    born = {*_behind(text, people), *_lives(text, people)}
    born.update(births_in_rows(text, [hit.start for hit in people]))
    born.update(_years(text, people, {_line(text, start) for start, _ in born}))
    for start, end in sorted(born):
        yield Hit(start, end, _DATE_OF_BIRTH, _SCORE, "beside")


def _behind(text: str, people: Sequence[Hit]) -> Iterator[Span]:
    """Dates of long ago right behind somebody, and the others in their lines."""
    dates = [
        (hit, found)
        for hit in people
        if (found := _BEHIND.match(text, hit.end)) and not is_event(text, found.start("v"))
    ]
    if not dates:
        return
    about = _ABOUT.search(text) is not None
    born = {
        found.start("v")
        for hit, found in dates
        if _is_birth(text, found, about=about or bool(_AGED.match(text, hit.end)))
    }
    lines = {_line(text, start) for start in born}
    for _, found in dates:
        start, end = found.span("v")
        alike = _line(text, start) in lines and not LATE.search(found["v"])
        if start in born or alike:
            yield start, end


def _lives(text: str, people: Sequence[Hit]) -> Iterator[Span]:
    """The first day of a life told behind a name, and a date as one says it."""
    for hit in people:
        life = _LIFE.match(text, hit.end)
        if life and is_long_ago(life["v"]) and not is_long_ago(life["end"]):
            yield life.span("v")
        said = _SAID.match(text, hit.end)
        if said:
            yield said.span("v")


def _years(text: str, people: Sequence[Hit], lines: Collection[int]) -> Iterator[Span]:
    """Years in brackets behind people where others have a birth, or several of a team do."""
    years = [found.span("v") for hit in people if (found := _YEAR.match(text, hit.end))]
    team = len(years) > 1 and _TEAM.search(text) is not None
    for start, end in years:
        young = team and text[start:end] > "2003"
        if young or _line(text, start) in lines:
            yield start, end


def _line(text: str, at: int) -> int:
    """Where the line begins."""
    return text.rfind("\n", 0, at) + 1


def _is_birth(text: str, found: re.Match[str], *, about: bool) -> bool:
    value = found["v"]
    if is_long_ago(value) and _is_date(value):
        return True
    return bool(about or _WEIGHT.match(text, found.end())) and not LATE.search(value)
