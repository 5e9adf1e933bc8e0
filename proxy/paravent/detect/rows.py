"""Names told by the row they stand in: lines of a list, parts of a sentence, speakers of a chat.

*Grace – salad, Hank – beer*, *Pierre lundi, Aurore mercredi*, ``will: ok`` above ``grace: sure``:
where most that begin or end alike are somebody, a word that may be a name is one.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from paravent.detect.company import TIMES
from paravent.detect.homonyms import is_forename, is_surname
from paravent.detect.signed import DATES
from paravent.detect.words import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from paravent.detect.base import Hit
    from paravent.detect.lexicon import Lexicon

    type Span = tuple[int, int]

_NAME = r"(?P<v>[^\W\d_]{2,20}+)"
_BEGINS = re.compile(
    r"(?m)^[ \t>]{0,4}(?:[-*•–—] ?|\d{1,2}[.)] ?|\[[ xX]?\] ?|\| ?)?"
    rf"(?:{_NAME}(?=[ \t]{{0,3}}(?:[-–—:=|;,(✔✅☑✓✗✘❌]|$)))?.*$"
)
_ENDS = re.compile(rf"(?m)^(?:[^\n]{{1,80}}?(?: [-–—]|[:→@|]) ?{_NAME}[ \t|]{{0,3}}$|.*$)")
_SEGMENT = re.compile(
    rf"[ \t]*+(?:{_NAME}(?=['’]s | [^\W_A-ZÀ-Þ]|[ \t]{{0,3}}(?:[,;.\n]|$)))?"
    r"[^,;:.!?\n]*+[,;:.!?\n]?"
)
_STOPS = (".", "!", "?", ":")  # behind a part of a sentence that ends the row
_SPEAKS = re.compile(r"(?m)^(?P<v>[a-z]{2,12}): \S")
_LEAST = 3  # in a row
_SURE = 2  # of a row that somebody is guessed to be
_BEGUN, _LEFT = 8, 25  # characters of a line before a name, or with it and behind it
_SHARE = 0.6  # of a row that is somebody
_LESS, _MOST = 0.4, 0.75  # the same where so much of it is somebody or a first name


def in_rows(text: str, guessed: Sequence[Hit], lexicon: Lexicon) -> Iterator[Span]:
    """Words that begin or end lines or parts of a sentence as somebody does in most of them."""
    yield from _speakers(text, lexicon)
    starts = {hit.start for hit in guessed}
    for units, stands in ((_BEGINS, _begins), (_ENDS, _ends), (_SEGMENT, _follows)):
        if sum(stands(text, start) for start in starts) < _SURE:
            continue
        for row in _rows(units.finditer(text)):
            if len(row) < _LEAST:
                continue
            sure = [one[0] in starts for one in row]
            given = [fold(text[slice(*one)]) in lexicon.first_names for one in row]
            called = sum(map(max, sure, given)) >= _MOST * len(row)
            if sum(sure) >= max(_SURE, (_LESS if called else _SHARE) * len(row)):
                yield from (one for one in row if _is_name(text[slice(*one)], lexicon))


def _begins(text: str, start: int) -> bool:
    """Whether what stands here may begin a line."""
    return start - text.rfind("\n", 0, start) - 1 <= _BEGUN


def _ends(text: str, start: int) -> bool:
    """Whether what stands here may end a line."""
    return text.find("\n", start, start + _LEFT) >= 0 or len(text) <= start + _LEFT


def _follows(text: str, start: int) -> bool:
    """Whether what stands here begins a part of a sentence."""
    return not (before := text[:start].rstrip(" \t")) or before[-1] in ",;:.!?\n"


def _rows(units: Iterable[re.Match[str]]) -> Iterator[list[Span]]:
    """Words with a capital that stand so in units which follow each other."""
    row: list[Span] = []
    for unit in units:
        if unit["v"] and unit["v"][0].isupper():
            row.append(unit.span("v"))
            if not unit.group().endswith(_STOPS):
                continue
            yield row
            row = []
        elif unit.group().strip():
            yield row
            row = []
    yield row


def _is_name(word: str, lexicon: Lexicon) -> bool:
    folded = fold(word)
    if (
        folded in TIMES
        or folded in DATES
        or (folded in lexicon.towns and not lexicon.is_given(folded))
    ):
        return False
    if folded in lexicon.first_names or is_surname(folded) or is_forename(folded):
        return True
    return folded in lexicon.surnames and not lexicon.is_word(folded)


def _speakers(text: str, lexicon: Lexicon) -> Iterator[Span]:
    """Who speaks in a chat without capitals: two or more, one of them twice, all first names."""
    lines = list(_SPEAKS.finditer(text)) if ": " in text else []
    names = {line["v"] for line in lines}
    if 1 < len(names) < len(lines) and all(map(lexicon.is_given, names)):
        yield from (line.span("v") for line in lines)
