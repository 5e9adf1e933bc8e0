"""Dates of birth in texts about people: old dates that nothing says are anything else.

Who writes of people's births writes dates in every way, a column without a heading, a line of a
chat, a form in disorder; a date of a generation ago in such a text is somebody's birth, unless the
words before it tell another event. Without a word of births, it must stand in the line of somebody.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING

import re2

from paravent.detect.base import LETTER, Hit
from paravent.detect.births import is_event
from paravent.detect.dates import DATE, is_long_ago
from paravent.detect.encoded import Encoded
from paravent.detect.tables import cells

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_LIKELY, _SCORE = 0.5, 0.6
_REACH = 90  # characters from somebody to a date in the same line
_OLD = re2.compile(rf"(?i)(?:^|[^{LETTER}\d/.\-])({DATE})(?:[^{LETTER}\d/\-]|$)")
_SAID = re.compile(
    rf"(?i)(?<![{LETTER}])(?:n[ée]e?s?(?:\(e\))?(?= (?:le|à|en|au|aux)\b)|naiss\w*|born|birth\w*"
    rf"|d\.?o\.?b|ddn|bday|[âa]g[ée]e?s?|anniv\w*)(?![{LETTER}])"
)
_OTHERWISE = (
    r"(?:.* )?(?:embauche|entree|sortie|hired?|hire|joined|joining|starte?d?|ends?|ended|visite?"
    r"|contrat|fin|debut|adhesion|inscription|renewal|expiry|expires?|issued?|died|deaths?|deces"
    r"|mariage|married|wedding|last seen|review|signed|signature)(?: .*)?"
)


def old_dates(text: str, hits: Sequence[Hit]) -> Iterator[Hit]:
    """The old dates of a text about people, given what was found in it."""
    people = sorted(hit.end for hit in hits if hit.type == "PERSON" and hit.score >= _LIKELY)
    if not people:
        return
    dates = list(Encoded(text).spans(_OLD, 1))
    if not any(is_long_ago(text[start:end]) for start, end in dates):
        return
    dates = [span for span in dates if not is_event(text, span[0])]
    said, last = _SAID.search(text) is not None, 0
    headed = sorted(cells(text, _OTHERWISE))
    for start, end in dates:
        before, last = last, end
        row = bisect_right(headed, (start, len(text)))
        if not is_long_ago(text[start:end]) or (row and start < headed[row - 1][1]):
            continue
        at = bisect_right(people, start)
        near = at > 0 and start - people[at - 1] <= _REACH
        beside = near and "\n" not in text[people[at - 1] : start]
        if beside and before > people[at - 1]:
            continue  # the first date behind somebody is the birth
        if said or beside:
            yield Hit(start, end, "DATE_OF_BIRTH", _SCORE, "beside")
