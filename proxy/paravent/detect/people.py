"""People in a text: a model's guesses and the cues around names, judged together.

Overlapping finds become one, as wide as the widest, so that no half of a name is left; a name
found once is found again wherever it stands alone in the same stretch of text.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import re2

from paravent.detect.base import Hit
from paravent.detect.casing import recase
from paravent.detect.cues import CONTEXT, Cues
from paravent.detect.names import PERSON, Names
from paravent.detect.words import WORD, fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from paravent.detect.lexicon import Lexicon

_LINE = re.compile(r"[^\n\t|]+")
# Addresses, of the web and of mail, are found whole or not at all, see their recognizers; what
# looks like a name in the base64 of a picture is none.
_WHOLE = re2.compile(
    r"(?i)\b(?:https?://|www\.)[^\s;,|\"'<>(){}\[\]]+"
    r"|[a-z0-9._%+\-]{1,64}@[a-z0-9.\-]+\.[a-z]{2,24}"
    r"|[a-z0-9+/=_\-]{64,}"
)
_ASCII_WORD = re.compile(r"[a-z]+")
_FAMOUS = 0.3  # shown as found, too low to be hidden by default
_REPEAT = 0.7


class People:
    """Finds people, places and firms from a model's guesses; holds no text."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._names = Names(lexicon)
        self._cues = Cues(self._names)

    def find(self, text: str, guesses: Iterable[Hit]) -> list[Hit]:
        """The names in a text, given what a model took for people, places and firms."""
        text = recase(text, self._lexicon)
        found = list(self._cues.find(text))
        places: list[Hit] = []
        for guess in guesses:
            named = list(self._judge(text, guess))
            (found if named else places).extend(named or [guess])
        found += self._repeated(text, found)
        whole = [match.span() for match in _WHOLE.finditer(text)]
        people = [
            self._rate(text, hit)
            for hit in _merge(found)
            if not any(start <= hit.start and hit.end <= end for start, end in whole)
        ]
        # Where somebody is named, a place or a firm must not be read instead of the person.
        return people + [
            place
            for place in places
            if place.type != PERSON.id
            and not any(hit.start < place.end and place.start < hit.end for hit in people)
        ]

    def _judge(self, text: str, guess: Hit) -> Iterator[Hit]:
        if guess.type != PERSON.id:
            return
        yield guess

    def _repeated(self, text: str, found: list[Hit]) -> Iterator[Hit]:
        """The parts of a full name where they stand alone: the surname, further down."""
        named = (fold(word) for hit in found for word in WORD.findall(text[hit.start : hit.end]))
        parts = {word for word in named if len(word) > 2 and not self._lexicon.is_word(word)}
        for word in WORD.finditer(text):
            if word.group()[0].isupper() and fold(word.group()) in parts:
                yield Hit(*word.span(), PERSON.id, _REPEAT, "repeat")

    def _rate(self, text: str, hit: Hit) -> Hit:
        """The same, rated down if it is somebody famous whom nothing around says to be met."""
        name = " ".join(_ASCII_WORD.findall(fold(text[hit.start : hit.end])))
        famous = name in self._lexicon.notables and hit.source != CONTEXT
        return hit._replace(score=_FAMOUS) if famous else hit


def _merge(hits: list[Hit]) -> Iterator[Hit]:
    merged: Hit | None = None
    for hit in sorted(hits):
        if merged and hit.start < merged.end:
            best = max(merged, hit, key=lambda one: one.score)
            merged = best._replace(start=merged.start, end=max(merged.end, hit.end))
        else:
            if merged:
                yield merged
            merged = hit
    if merged:
        yield merged
