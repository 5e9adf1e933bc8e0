"""Dates of birth in texts about people: old dates that nothing says are anything else.

Who writes of people's births writes dates in every way, a column without a heading, a line of a
chat, a form in disorder; a date of a generation ago in such a text is somebody's birth, unless the
words before it tell another event. Without a word of births, it must stand in the line of somebody.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING

from paravent.detect.base import LETTER, Hit
from paravent.detect.births import is_event
from paravent.detect.dates import DATE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_LIKELY, _SCORE = 0.5, 0.6
_REACH = 90  # characters from somebody to a date in the same line
_OLD = re.compile(rf"(?i)(?<![{LETTER}\d/.\-]){DATE}(?![{LETTER}\d/\-])")
_LONG_AGO = re.compile(r"(?<!\d)(?:19[2-9]\d|200\d|201[0-2])(?!\d)|\D(?:2[7-9]|[3-9]\d)$")
_SAID = re.compile(
    rf"(?i)(?<![{LETTER}])(?:n[ée]e?s?(?:\(e\))?(?= (?:le|à|en|au|aux)\b)|naiss\w*|born|birth\w*"
    rf"|d\.?o\.?b|ddn|bday|[âa]g[ée]e?s?|anniv\w*)(?![{LETTER}])"
)


def old_dates(text: str, hits: Sequence[Hit]) -> Iterator[Hit]:
    """The old dates of a text about people, given what was found in it."""
    people = sorted(hit.end for hit in hits if hit.type == "PERSON" and hit.score >= _LIKELY)
    if not people:
        return
    said = _SAID.search(text) is not None
    for found in _OLD.finditer(text):
        if not _LONG_AGO.search(found[0]) or is_event(text, found.start()):
            continue
        at = bisect_right(people, found.start())
        near = at > 0 and found.start() - people[at - 1] <= _REACH
        if said or (near and "\n" not in text[people[at - 1] : found.start()]):
            yield Hit(*found.span(), "DATE_OF_BIRTH", _SCORE, "beside")
