"""Ages and years of birth that make a person a minor, in a flat text.

The current year is an argument: nothing here reads a clock. Who may still be 17 counts as a minor.
"""

from __future__ import annotations

import re
from itertools import count
from typing import TYPE_CHECKING

import re2

from paravent.detect.flat import PERSON

if TYPE_CHECKING:
    from paravent.detect.ties import Ties

_MAJORITY = 18  # years: art. 388 Code civil, Family Law Reform Act 1969 s. 1
_FRENCH = "un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize"
_ENGLISH = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"
    " sixteen seventeen"
)
_NUMBERS = dict(zip(_FRENCH.split(), count(1))) | dict(zip(_ENGLISH.split(), count(1)))
_NUMBER = rf"\d{{1,2}}|{'|'.join(_NUMBERS)}"
_AGE = re2.compile(
    rf"\b(?P<age>{_NUMBER}) (?P<unit>ans|mois|semaines|years? old|yo|y o|months? old|weeks? old)\b"
    rf"|\b(?:aged?|turned|turns|turning) (?P<aged>{_NUMBER})\b"
)
_BORN = re2.compile(
    r"\b(?:nee?s?|born|naissance|dob|birth)(?: [a-z]{1,12}| \d{1,2}(?:er|st|nd|rd|th)?"
    r"|[ /.:]\d{1,2}[/. ]"
    r"|[ :]{1,3}|\d{1,2}[/. ]){0,7}(?P<year>(?:19|20)\d\d)\b"
)
_YEAR = re.compile(r"(?:19|20)\d\d|(?<=[/.\- ])\d\d$")

_CHILD = (
    r"(?:fils|filles?|enfants?|garcons?|fillettes?|bebes?|nourrissons?|eleves?|neveux?|nieces?"
    r"|ados?"
    r"|freres?|soeurs?|jumeaux|jumelles|petite?|ainee?|cadette?|benjamine?|gamine?s?|patiente?"
    r"|sons?|daughters?|child(?:ren)?|kids?|boys?|girls?|toddlers?|baby|babies|grandsons?|nephews?"
    r"|granddaughters?|pupils?|students?|brothers?|sisters?|twins?|stepsons?|stepdaughters?"
    r"|infants?"
    r"|victime|adolescente?|patients?|teenagers?|lyceenne?|collegienne?|clients?|cliente)"
)
_ALSO = r"(?:\d{1,2}(?: ans)?(?:,| et| and) ){0,3}"  # "6 and 9 years old"
_BEFORE = re.compile(
    rf"(?:\b{_CHILD}|{PERSON})(?: (?:est|is|was|are))?[ ,(:]*(?:agee?s? |who is |qui a |a )?(?:de "
    rf"|d )?$"
    rf"|\bagee?s? (?:de |d )?{_ALSO}$"
    rf"|(?:\b(?:il|elle|ils|elles|qui)|{PERSON}|\b{_CHILD}) (?:n )?(?:a|aura|avait|ont"
    rf"|vient d avoir"
    r"|va avoir|fete ses|fetera ses|vient de feter ses|is|was|s|turned|turns|will be"
    r"|has just turned)"
    r" (?:deja |tout juste |bientot |que |only |just |now )?$"
    r"|\b(?:he|she|who) (?:is|s|was|turned|turns|will be) (?:only |just |now |about )?$"
)
_NOT_AFTER = re.compile(
    r" (?:d|de|du|des|plus|apres|avant|ferme|fermes|avec|minimum|maximum|ou plus|in the"
    r"|of (?:experience"
    r"|service)|company|firm|building|house|car|business|et plus|pour|dans|a la tete)\b"
)
_CHILD_AFTER = re.compile(rf" {_CHILD}\b")
_NEAR = 60  # characters around an age


def tells_age(flat: str) -> bool:
    """Whether a flat text tells any age or year of birth; costs less than asking whose."""
    return bool(_AGE.search(flat) or _BORN.search(flat))


def finds_minor(flat: str, ties: Ties, year: int) -> bool:
    """Whether somebody in a flat text is told to be a minor in ``year``, by age or birth."""
    return any(_is_age_of_minor(flat, found, ties) for found in _AGE.finditer(flat)) or any(
        is_born_late(found["year"], year) and ties.sentence(found.start())
        for found in _BORN.finditer(flat)
    )


def is_born_late(date: str, year: int) -> bool:
    """Whether somebody born on a date, written with its year, may be a minor in ``year``."""
    found = _YEAR.search(date)
    if not found:
        return False
    born = int(found[0])
    if born < 100:
        born += year - year % 100 - (100 if born > year % 100 else 0)
    return 0 <= year - born <= _MAJORITY


def _is_age_of_minor(flat: str, found: re2._Match, ties: Ties) -> bool:
    start, end = found.span()
    said = found["age"] or found["aged"]
    age = _NUMBERS.get(said) or int(said)
    if (found["unit"] or "").startswith(("mois", "month", "sem", "week")):
        age //= 12
    if age >= _MAJORITY or _NOT_AFTER.match(flat, end):
        return False
    told = (
        found["aged"]
        or _BEFORE.search(flat, max(0, start - _NEAR), start)
        or _CHILD_AFTER.match(flat, end)
    )
    return bool(told) and (ties.sentence(start) or ties.paragraph(start, end))
