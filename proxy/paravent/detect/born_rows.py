"""Dates of birth told by the rows they stand in: a table without headings, a list of birthdays.

*ABADIE;Romane;11/03/1999;12/01/2025*, *Zoé → 3 mai*: where lines that follow each other name
somebody and have as many dates each, the column of dates that is long before the others is of
births, and so is the only one if it goes back far enough.
"""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from paravent.detect.birth_words import OTHER
from paravent.detect.dates import DATE, DAY, MONTH, TIME, year_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

type Span = tuple[int, int]

_OPENS = r"(?:^|[\t|;,:→>–-] ?|  )[ \t\"'*]{0,4}(?:(?:datetime\.)?date\()?"
_ENDS = r"(?=[ \t\"')*]{0,8}(?:[\t|;,(]|  |\r?$))"
_WHOLE = rf"{DATE}{TIME}|(?:19|20)\d\d, ?\d\d?, ?\d\d?"
_DATES = re.compile(rf"(?im){_OPENS}(?P<v>{_WHOLE}){_ENDS}")
_DAYS = re.compile(rf"(?im){_OPENS}(?P<v>{DATE}|{DAY}|\d\d? {MONTH}|\d\d?[/.-]\d\d?){_ENDS}")
_YEARS = re.compile(rf"(?m){_OPENS}(?P<v>(?:19|20)\d\d|\d\d){_ENDS}")
_BIRTHDAYS = re.compile(r"(?i)\b(?:anniv(?:ersaire)?s?|birthdays?|b['’]?days?)\b")
_YEARLY = re.compile(r"(?i)\b(?:yob|years? of birth|birth years?|ann[ée]es? de naissance)\b")
_AGES = re.compile(
    r"(?i)\b(?:[âa]ges?|mineurs?|majeurs?|minors?|under \d\d|moins de \d\d ans|u1\d|[ée]l[èe]ves"
    r"|enfants|children|kids|pupils|naissances?|dobs?|birthda(?:te|y)s?|how old|born in"
    r"|n[ée]s en)\b"
)
_WEDDINGS = re.compile(r"(?i)\bmariage|\bwedding")
_LEAST, _SHARE = 2, 0.6  # lines of a run that name somebody
_LONGEST = 300  # characters of a row
_FIRST, _LAST = 1920, 2022  # years of birth of those who stand in tables
_OLDEST = 1985  # a table's only dates go back that far if they are births
_GROWN, _SMALL = 15, 2  # years from a birth to the other dates of a row; where it is about children


class _Line(NamedTuple):
    """A line of a text: where it begins and ends, whether it names somebody, its dates."""

    start: int
    end: int
    is_named: bool
    dates: Sequence[Span]


def births_in_rows(text: str, people: Iterable[int]) -> Iterator[Span]:
    """The births in rows that name somebody, given where people's names begin."""
    named = {text.rfind("\n", 0, at) + 1 for at in people}
    if len(named) < _LEAST:
        return
    lines, low = list(_lines(text, named)), text.lower()
    days = any(map(low.__contains__, ("anniv", "birthday", "bday", "b'day", "b’day")))
    if days and _BIRTHDAYS.search(text) and not _WEDDINGS.search(text):
        yield from _only(text, _runs(text, lines, _DAYS))
    if ("yob" in low or "birth" in low or "naissance" in low) and _YEARLY.search(text):
        yield from _only(text, _runs(text, lines, _YEARS))
    about: bool | None = None
    for rows in _runs(text, lines, _DATES):
        about = _AGES.search(text) is not None if about is None else about
        column = _column(text, rows, about=about)
        if column is not None and not _headed_otherwise(text, rows, column):
            yield from (row.dates[column] for row in rows)


def _only(text: str, runs: Iterable[Sequence[_Line]]) -> Iterator[Span]:
    """The dates of rows that have no other date."""
    for rows in runs:
        if len(rows[0].dates) == 1 and not _headed_otherwise(text, rows, 0):
            yield from (row.dates[0] for row in rows)


def _lines(text: str, named: Collection[int]) -> Iterator[_Line]:
    """The lines from the one before the first that names somebody to the one after the last."""
    at, last = _bounds(text, max(0, min(named) - 1))[0], max(named)
    left = 2
    while left and at <= len(text):
        start, end = _bounds(text, at)
        yield _Line(start, end, start in named, ())
        left -= at >= last
        at = end + 1


def _runs(text: str, lines: Iterable[_Line], form: re.Pattern[str]) -> Iterator[list[_Line]]:
    """Lines that follow each other and have as many dates of a form each; most name somebody."""
    dated = (
        line._replace(dates=[date.span("v") for date in form.finditer(text, line.start, line.end)])
        if line.end - line.start <= _LONGEST
        else line
        for line in lines
    )
    for count, rows in groupby(dated, key=lambda line: len(line.dates)):
        run = list(rows)
        named = sum(line.is_named for line in run)
        if count and named >= max(_LEAST, _SHARE * len(run)):
            yield run


def _bounds(text: str, at: int) -> Span:
    end = text.find("\n", at)
    return text.rfind("\n", 0, at) + 1, end if end >= 0 else len(text)


def _column(text: str, rows: Sequence[_Line], *, about: bool) -> int | None:
    """Which dates of the rows are births."""
    years = [[year_of(text[slice(*date)]) for date in row.dates] for row in rows]
    column = min(range(len(years[0])), key=lambda one: years[0][one])
    births = [row[column] for row in years]
    if not all(_FIRST <= year <= _LAST for year in births):
        return None
    others = [row[:column] + row[column + 1 :] for row in years]
    if not others[0]:
        return column if about or min(births) <= _OLDEST else None
    gap = _SMALL if about else _GROWN
    far = all(min(row) - birth >= gap for row, birth in zip(others, births, strict=True))
    return column if far else None


def _headed_otherwise(text: str, rows: Sequence[_Line], column: int) -> bool:
    """Whether the line above says that the dates are of something else."""
    first = rows[0]
    sign = next((sign for sign in "\t|;," if sign in text[first.start : first.end]), "")
    above = text[slice(*_bounds(text, first.start - 1))] if first.start else ""
    if not sign or sign not in above:
        return False
    cell = text[first.start : first.dates[column][0]].count(sign)
    heads = above.split(sign)
    return cell < len(heads) and OTHER.search(heads[cell]) is not None
