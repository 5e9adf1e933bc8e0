"""Names told by the row they stand in: lines of a list, parts of a sentence, speakers of a chat.

*Grace – salad, Hank – beer*, *Pierre lundi, Aurore mercredi*, ``will: ok`` above ``grace: sure``:
where most that begin alike are somebody, a word that may be a name is one.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from paravent.detect.company import TIMES
from paravent.detect.homonyms import is_forename, is_surname
from paravent.detect.words import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from paravent.detect.base import Hit
    from paravent.detect.lexicon import Lexicon

    type Span = tuple[int, int]

_LINE = re.compile(
    r"(?m)^[ \t>]{0,4}(?:[-*•–—] ?|\d{1,2}[.)] ?|\[[ xX]?\] ?|\| ?)?"
    r"(?:(?P<v>[^\W\d_][^\W\d_]+)(?=[ \t]{0,3}(?:[-–—:=|;,(✔✅☑✓✗✘❌]|$)))?.*$"
)
_SEGMENT = re.compile(r"[ \t]*(?:(?P<v>[^\W\d_][^\W\d_]+)(?= [^\W_A-ZÀ-Þ]|[ \t]*[,;.\n]|$))?[^,;\n]*+[,;\n]?")
_SPEAKS = re.compile(r"(?m)^(?P<v>[a-z]{2,12}): \S")
_LEAST = 3  # in a row
_SHARE = 0.6  # of a row that is somebody


def in_rows(text: str, guessed: Sequence[Hit], lexicon: Lexicon) -> Iterator[Span]:
    """Words that begin lines or parts of a sentence where somebody begins most of them."""
    yield from _speakers(text, lexicon)
    starts = {hit.start for hit in guessed}
    if len(starts) < 2:
        return
    for units in (_LINE, _SEGMENT):
        for row in _rows(text, units.finditer(text)):
            somebody = sum(start in starts for start, _ in row)
            if len(row) >= _LEAST and somebody >= max(2, _SHARE * len(row)):
                yield from (one for one in row if _is_name(text[slice(*one)], lexicon))


def _rows(text: str, units: Iterable[re.Match[str]]) -> Iterator[list[Span]]:
    """Words with a capital that begin units which follow each other."""
    row: list[Span] = []
    for unit in units:
        if unit["v"] and unit["v"][0].isupper():
            row.append(unit.span("v"))
        elif unit.group().strip():
            yield row
            row = []
    yield row


def _is_name(word: str, lexicon: Lexicon) -> bool:
    folded = fold(word)
    if folded in TIMES or (folded in lexicon.towns and not lexicon.is_given(folded)):
        return False
    word_too = is_surname(folded) or is_forename(folded)
    known = folded in lexicon.first_names or folded in lexicon.surnames
    return word_too or (known and (folded in lexicon.first_names or not lexicon.is_word(folded)))


def _speakers(text: str, lexicon: Lexicon) -> Iterator[Span]:
    """Who speaks in a chat without capitals: two or more, one of them twice, all first names."""
    lines = list(_SPEAKS.finditer(text))
    names = {line["v"] for line in lines}
    if 1 < len(names) < len(lines) and all(map(lexicon.is_given, names)):
        yield from (line.span("v") for line in lines)
