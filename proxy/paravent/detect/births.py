"""Whether a date is that of somebody's birth: what is said before it, behind it and around it.

A date says nothing of itself. It is a birth where the nearest words that tell what it is say so
(*née à Dax le*), beside an age, in a list of people's ages, behind somebody's name. What is born
may be a firm or a claim, and other things have a date too: hired, expires.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from paravent.detect import birth_words as words
from paravent.detect import dates

_BEFORE, _AFTER = 200, 80  # characters that may tell what a date is
_SHORT = 2  # digits of a year as one says it
_SIGNED = 4  # characters before a date in which a sign may say that it is none
_NEAR = 100  # characters from a guess to what says that it is somebody's birth
_SURE = 0.95  # from here on a model needs no word of births near
_HEADED = 2_000  # characters in which a text may say what a list is of

_is_day = re.compile(rf"(?i){dates.DAY}|{dates.DAY_IN_FIGURES}").fullmatch
_is_monthly = re.compile(rf"(?i){dates.MONTHLY}").fullmatch
_is_date = re.compile(
    rf"(?i)(?!\d{{6,}}){dates.DATE}\S{{0,30}}|{dates.SPELLED}|{dates.SCANNED}|{dates.SAID}"
).fullmatch
_is_short = re.compile(r"(?:0[1-9]|1[0-2])/(?:0\d|1[0-2]|[3-9]\d)").fullmatch
_is_year = re.compile(
    rf"(?i)[02-9]\d|{dates.YEAR}(?:(?:, ?|,? et |,? and ){dates.YEAR})*"
).fullmatch


class _Said(NamedTuple):
    """What stands around a date: the text before it and behind it, and the date itself.

    ``line`` is what stands before it in its line; ``is_whole`` says that it is a date anywhere.
    """

    before: str
    value: str
    after: str
    line: str
    is_whole: bool


class _Cue(NamedTuple):
    """Words of a birth, what stands before them, and what is between them and a date."""

    before: str
    words: str
    gap: str


def is_birth(text: str, start: int, end: int) -> bool:
    """Whether the date here is somebody's birth."""
    before, value = text[max(0, start - _BEFORE) : start], text[start:end]
    after, line = text[end : end + _AFTER], before.rpartition("\n")[2]
    if words.AMISS.search(before[-_SIGNED:]) or words.COMMENT.match(after):
        return False
    if dates.is_limit(text, start, end):
        return False
    said = _Said(before, value, after, line, is_whole=bool(_is_date(value)))
    if words.SPOKEN.search(said.before.encode()) and _is_told(said):
        return True
    if _is_in_list(text, start, said) or _is_in_file(said) or _is_astral(said):
        return True
    return said.is_whole and (_told_behind(said) or _of_somebody(said))


def is_event(text: str, start: int) -> bool:
    """Whether words right before a date say that it is something else."""
    near = text[max(0, start - 40) : start].rpartition("\n")[2]
    if words.DIGIT.search(near):
        near = words.DATES.split(near)[-1]
    return bool(words.OTHER.search(near) or words.AMISS.search(near))


def may_be_birth(text: str, start: int, end: int, score: float) -> bool:
    """Whether what a model takes for a birth is one: a day, and it is sure or something says so."""
    if not words.DAYED.search(text, start, end) or dates.is_limit(text, start, end):
        return False
    near = (max(0, start - _NEAR), end + _NEAR)
    if score < _SURE and not words.NEAR.search(text, *near):
        return False
    return is_birth(text, start, end) or not _is_other(text, start)


def _is_other(text: str, start: int) -> bool:
    """Whether the nearest words before a date say that it is something else, or nobody's."""
    before = text[max(0, start - _BEFORE) : start]
    cue = _cue(before)
    if cue is None or words.AMISS.search(before[-_SIGNED:]):
        return is_event(text, start)
    if words.DATES.search(cue.gap.rpartition("\n")[2]) or words.OTHER.search(cue.gap[-60:]):
        return True
    return _of_thing(cue)


def _cue(before: str) -> _Cue | None:
    """The last words of a birth in a text."""
    data, found = before.encode(), None
    for found in words.CUE.finditer(data):  # noqa: B007
        pass
    if found is None:
        return None
    first, last = found.span(found.lastindex)
    return _Cue(data[:first].decode(), data[first:last].decode(), data[last:].decode())


def _is_told(said: _Said) -> bool:
    """Whether the words before a date say that somebody was born then, or how old he became."""
    near = said.before[-70:]
    if _is_year(said.value):
        return _of_year(near, said.value)
    if _signed(near, said.value) or _announced(said) or _turns(near):
        return True
    if _is_short(said.value):
        return _aged(near)
    if not (said.is_whole or _is_monthly(said.value)):
        return bool(_is_day(said.value) and words.WEIGHT.match(said.after)) and _of_baby(said)
    if _aged(near) and not words.LATE.search(said.value):
        return True
    return _is_personal(near, said.value) or (said.is_whole and _of_baby(said))


def _signed(near: str, value: str) -> bool:
    """Whether a sign stands for a birth right before a date: *b.*, *DN*, *°*."""
    if words.NATUS.search(near):
        return words.OLDEN.search(value) is not None
    return bool(words.TIGHT.search(near[-24:])) and not words.OPTION.search(near)


def _of_year(near: str, value: str) -> bool:
    """Whether a year is that of somebody's birth."""
    if _signed(near, value) or words.YEARLY.search(near) or words.CHILDREN_OF.search(near):
        return True
    if kin := words.KIN_THEN.search(near):
        return not words.THING.search(kin.group())
    if words.BORN_THEN.search(near):
        return not _is_thing(near)
    born = words.BORN_IN.search(near)
    if born and value.isdigit() and len(value) == _SHORT:
        return not _is_thing(near)
    return born is not None and bool(
        words.SOMEBODY.search(words.CLAUSE.split(near[: born.start() + 1])[-1])
    )


def _announced(said: _Said) -> bool:
    """Whether words of a birth lead to a date, and nobody but a person is born."""
    cue = _cue(said.before)
    if cue is None or (words.BARE.fullmatch(cue.words) and not words.LED.match(cue.gap)):
        return False
    plain = cue.gap
    if words.DIGIT.search(plain):
        plain = words.PLACE.sub("", words.HOUR.sub("", words.DATES.sub("§", plain)))
    first, again, rest = plain.partition("§")
    if again and words.DIFFERS.fullmatch(rest):
        return True
    if words.OTHER.search(plain) or _of_thing(cue):
        return False
    return _goes_on(cue, rest, said) if again else _leads(first, said)


def _goes_on(cue: _Cue, rest: str, said: _Said) -> bool:
    """Whether a date is one more birth behind others."""
    if words.MANY.search(cue.before[-9:] + cue.words) and words.LIST.fullmatch(rest):
        return True
    link = rest.rpartition("§")[2]
    if words.AND.fullmatch(link) or link == " (":
        return True
    if not said.is_whole or words.LATE.search(said.value):
        return False
    return bool(words.TOO.fullmatch(link) or words.ANOTHER.fullmatch(link))


def _leads(gap: str, said: _Said) -> bool:
    """Whether what is between words of a birth and a date leads from one to the other."""
    if words.ASKED.fullmatch(gap):
        return True
    if words.DIGIT.search(gap) or words.ENDS.search(gap.lstrip(". ")):
        return False
    if "\n" in gap and (words.HEADING.match(gap) or not words.LINE_END.search(gap)):
        return False
    return len(gap) <= _reach(said)


def _reach(said: _Said) -> int:
    """How far from its words a date may stand, in characters."""
    if said.is_whole:
        return 60
    return 30 if _is_day(said.value) or _is_monthly(said.value) else 20


def _of_thing(cue: _Cue) -> bool:
    """Whether what is born here is a firm, a thing or a paper."""
    clause = words.CLAUSE.split(cue.before)[-1][-60:]
    if words.PAPER.search(clause) or _is_thing(clause):
        return True
    return cue.words.lower().startswith(("an", "bi", "bd", "b'", "na")) and bool(
        words.THING.search(cue.gap)
    )


def _is_thing(clause: str) -> bool:
    """Whether the last one spoken of is a thing."""
    thing = None
    for thing in words.THING.finditer(clause):  # noqa: B007
        pass
    return thing is not None and not words.SOMEBODY.search(clause, thing.end())


def _aged(near: str) -> bool:
    """Whether somebody's age is told right before a date."""
    aged = words.AGED.search(near)
    return aged is not None and not words.THING.search(near[: aged.start()].rpartition("\n")[2])


def _turns(near: str) -> bool:
    """Whether somebody, and no firm, becomes so many years old on a day."""
    turns = words.TURNS.search(near)
    return turns is not None and not words.THING.search(
        words.CLAUSE.split(near[: turns.start()])[-1]
    )


def _is_personal(near: str, value: str) -> bool:
    """Whether somebody is said to be of a day or a month of long ago: *elle est du 6 avril 69*."""
    grown = words.GROWN.search(value) or not words.YEARED.search(value)
    if grown and words.PERSONAL.search(near):
        return True
    if words.HERS.search(near) and (dates.is_long_ago(value) or words.IN_WORDS.search(value)):
        return True
    return words.LATE.search(value) is None and words.CHILDREN.search(near) is not None


def _told_behind(said: _Said) -> bool:
    """Whether what follows a date says that it is a birth."""
    return bool(words.BEHIND.match(said.after)) and not words.OTHER.search(
        words.CLAUSE.split(said.before[-25:])[-1]
    )


def _of_somebody(said: _Said) -> bool:
    """Whether a date stands right behind somebody's name, where one tells who somebody is."""
    line = said.line
    if line[-2:].strip()[-1:] not in words.SIGNS:
        return False
    if words.AFTER_NAME.search(line[-40:]) and words.PARENTED.search(line):
        return True
    if not words.GROWN.search(said.value):
        return False
    if words.KNOWN.search(line) or words.KIN.search(line[-20:]):
        return True
    named = (
        said.after.startswith(")") and words.NAMED.search(line) and words.DIGIT.match(said.value)
    )
    return bool(named) and not words.ACT.search(line)


def _is_astral(said: _Said) -> bool:
    """Whether somebody asks for the star sign of who was born then."""
    if not (said.is_whole or _is_day(said.value)) or words.LATE.search(said.value):
        return False
    if not (words.ASTRAL.search(said.before) or words.ASTRAL.search(said.after)):
        return False
    near = said.line[-40:]
    return not (words.OTHER.search(near) or words.SKY.search(near) or words.SPAN.match(said.after))


def _is_in_file(said: _Said) -> bool:
    """Whether a form says so: a record (HL7), a licence, a pedigree (GEDCOM), a calendar."""
    if words.HEALTH_RECORD.search(said.line):
        return True
    forms = (words.LICENCE, words.PEDIGREE)
    if said.line[:1].isdigit() and any(form.search(said.before) for form in forms):
        return True
    if not words.CALENDAR.search(said.line) or re.match(r"202[4-9]", said.value):
        return False
    return bool(words.BIRTHDAY.search(f"{said.before[-100:]} {said.after}"))


def _of_baby(said: _Said) -> bool:
    """Whether a child has come on a day."""
    came = words.CAME.search(said.before[-70:])
    return bool(came) and bool(words.BABY.search(f"{said.before} {said.after}"))


def _is_in_list(text: str, start: int, said: _Said) -> bool:
    """Whether a date stands behind a name in a list of births or ages."""
    if not (words.LISTED.fullmatch(said.line) and words.REST.match(said.after)):
        return False
    if not _is_day(said.value) and (
        words.LATE.search(said.value) or not words.YEARED.search(said.value)
    ):
        return False
    if words.OTHER.search(said.line):
        return False
    return bool(words.ABOUT.search(text, max(0, start - _HEADED), start))
