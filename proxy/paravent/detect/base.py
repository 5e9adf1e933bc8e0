"""What a recognizer is: an identifier's patterns, its check digits, the words around it.

Pure of models: patterns are RE2, whose time is linear in the text, so no prompt can stall a
worker. A recognizer sees the view of a text (see ``view``), never the raw one, and says where the
value is; it never changes, keeps or logs it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

import re2

from paravent.detect.words import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from paravent.core.types import EntityType

GAP = r"(?:[ \t]{0,2}\n[ \t]{0,4}|[ .\-/]{1,2})?"
"""What may stand between the groups of a number: nothing, a space, a dot, a line break."""

UPPER = "A-ZÀ-ÖØ-ÞĀ-ɏͰ-ӿḀ-ỿ"
"""Letters a name starts with, for use inside brackets; beyond Latin-1 both cases count."""

LETTER = "A-Za-zÀ-ÖØ-öø-ɏͰ-ӿḀ-ỿ"
"""Latin, Greek and Cyrillic letters: ``\\p{L}`` makes RE2 programs a hundred times larger."""

_WORDLIKE = re.compile(rf"[{LETTER}\d]")
_SURE = 0.5
_BEFORE, _AFTER = 60, 20  # characters in which a context word counts

type Validate = Callable[[str], float | None]


class Hit(NamedTuple):
    """A stretch of a view: offsets in code points, entity id, confidence, who says so."""

    start: int
    end: int
    type: str
    score: float
    source: str


@dataclass(frozen=True, slots=True)
class Recognizer:
    """How one identifier is found.

    ``patterns`` are RE2; the value is the group named ``v``, or the whole match. ``score`` is the
    confidence of a match as such. ``validate``, where there is one, replaces it: it gets the value
    and returns its confidence, or None if the value cannot be one. ``context`` holds words,
    folded (no accents, lower case), that add ``boost`` when they stand near.
    """

    entity: EntityType
    patterns: tuple[str, ...]
    score: float = 0.5
    validate: Validate | None = None
    context: tuple[str, ...] = ()
    boost: float = 0.0

    def find(self, text: str) -> Iterator[Hit]:
        """Every value in the text, pattern by pattern; the same value may come twice."""
        for pattern in self.patterns:
            compiled = _compiled(pattern)
            group = compiled.groupindex.get("v", 0)
            for match in compiled.finditer(text):
                # What is not sure may hide a true value that begins inside of it.
                tried: re2._Match | None = match
                while tried and tried.start() < match.end():
                    start, end = tried.span(group)
                    score = self._judge(text, start, end)
                    if score is not None:
                        yield Hit(start, end, self.entity.id, score, self.entity.id.lower())
                    if score is not None and score >= _SURE:
                        break
                    tried = compiled.search(text, tried.start() + 1)

    def _judge(self, text: str, start: int, end: int) -> float | None:
        if inside_word(text, start, end):
            return None
        score = self.validate(text[start:end]) if self.validate else self.score
        if score is None or score >= 1 or not self.context:
            return score
        around = f"{text[max(0, start - _BEFORE) : start]} {text[end : end + _AFTER]}"
        near = _compiled(rf"\b(?:{'|'.join(self.context)})\b").search(fold(around))
        return round(min(1.0, score + self.boost), 2) if near else score


def inside_word(text: str, start: int, end: int) -> bool:
    """Whether the value is a piece of a longer word: RE2 knows word boundaries in ASCII only."""
    before, after = text[max(0, start - 1) : start], text[end : end + 1]
    return bool(
        (_WORDLIKE.match(before) and _WORDLIKE.match(text[start]))
        or (_WORDLIKE.match(after) and _WORDLIKE.match(text[end - 1]))
    )


@cache
def _compiled(pattern: str) -> re2._Regexp:
    return re2.compile(pattern)


def digits(text: str) -> str:
    """The ASCII digits of a text."""
    return "".join(filter(str.isdecimal, text))
