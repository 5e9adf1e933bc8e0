"""Whether what is said in a flat text is said of a person: grammar of French and English, in brief.

A name or a number that was found is a person, and so is "ma cliente" or "his son". A client in
general ("un salarié peut …") is not, nor is the subject of an article or a law.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING

from paravent.detect import grammar
from paravent.detect.flat import PERSON, Sentences
from paravent.detect.mark_terms import Reach

if TYPE_CHECKING:
    from paravent.detect.mark_terms import Hit

NEAR = 90
"""Characters around a term in which grammar ties it to a person."""

_FAR = 400  # characters within a paragraph


class Ties:
    """The people of one flat text, and what is tied to them."""

    def __init__(self, flat: str) -> None:
        self._flat = flat
        self._sentences = Sentences.of(flat)
        named = [match.span() for match in re.finditer(rf"{PERSON}+", flat)]
        owned = [match.span() for match in grammar.OWNED.finditer(flat)]
        self._people = sorted({*named, *owned})
        self._general: dict[int, bool] = {}

    def holds(self, hit: Hit) -> bool:
        """Whether a term is said of a person."""
        start, end = self._sentences.around(hit.start)
        before = self._flat[max(start, hit.start - NEAR) : hit.start]
        after = self._flat[hit.end : hit.end + NEAR]
        if hit.term.reach is Reach.OWNED:
            return self._belongs(hit, before, after)
        if hit.term.reach >= Reach.TIED:
            return self._is_tied(hit, before, after)
        if self._belongs(hit, before, after):
            return True
        if grammar.TOPIC.search(before) or grammar.TOPIC_AFTER.match(after):
            return False
        return (
            self._anybody(start, end)
            or (hit.term.reach is Reach.PARAGRAPH and self.paragraph(hit.start, hit.end))
            or self._is_told(hit, before)
        )

    def sentence(self, start: int) -> bool:
        """Whether somebody is in the sentence of this position, or "he" or "she" before it."""
        first, last = self._sentences.around(start)
        return self._anybody(first, last) or bool(
            grammar.BEFORE.search(self._flat[max(first, start - NEAR) : start])
        )

    def paragraph(self, start: int, end: int) -> bool:
        """Whether somebody is in the same paragraph as this stretch, not far from it."""
        at = bisect_left(self._people, (start, start))
        before = self._people[at - 1] if at else None
        after = self._people[at] if at < len(self._people) else None
        return bool(
            (before and start - before[1] <= _FAR and "\n\n" not in self._flat[before[1] : start])
            or (after and after[0] - end <= _FAR and "\n\n" not in self._flat[end : after[0]])
        )

    def _is_tied(self, hit: Hit, before: str, after: str) -> bool:
        """Whether a person and a term are right next to each other."""
        start, end = self._sentences.around(hit.start)
        if grammar.TIED_PERSON.search(before) or (
            grammar.OWNER.search(before) and grammar.FOLLOWED.match(after)
        ):
            return not self._is_general(start, end)
        return (
            hit.term.reach is Reach.TIED
            and bool(grammar.TIED_PRONOUN.search(before))
            and not grammar.LAW.search(self._flat, start, end)
        )

    def _belongs(self, hit: Hit, before: str, after: str) -> bool:
        """Whether it is somebody's: "her cancer", "le cancer de ma cliente"."""
        if grammar.OF_SOMEBODY.match(after):
            return True
        owned = grammar.POSSESSED.search(before) or grammar.POSSESSION.match(self._flat, hit.start)
        return bool(owned) and not self._is_general(*self._sentences.around(hit.start))

    def _is_told(self, hit: Hit, before: str) -> bool:
        """Whether it is told of "I", "he" or "she", or of one whom something happened to."""
        start, end = self._sentences.around(hit.start)
        if grammar.MYSELF.search(before):
            return not grammar.PLAIN_QUESTION.search(self._flat, start, hit.start)
        if grammar.BEFORE.search(before):
            return not grammar.LAW.search(self._flat, start, end)
        return self._is_known(start, end)

    def _is_general(self, start: int, end: int) -> bool:
        """Whether a sentence speaks of people in general: no one is named, a rule is asked for."""
        known = self._general.get(start)
        if known is None:
            sentence = self._flat[start:end]
            known = not self._anybody(start, end) and bool(
                grammar.LAW.search(sentence)
                or (grammar.GENERAL.search(sentence) and grammar.GENERIC.search(sentence))
            )
            self._general[start] = known
        return known

    def _is_known(self, start: int, end: int) -> bool:
        """Whether a sentence tells what happened to "la salariée", not what the law says."""
        sentence = self._flat[start:end]
        return bool(
            grammar.GENERIC.search(sentence)
            and grammar.HAPPENED.search(sentence)
            and not grammar.LAW.search(sentence)
            and not grammar.GENERAL.search(sentence)
        )

    def _anybody(self, start: int, end: int) -> bool:
        at = bisect_left(self._people, (start, start))
        return at < len(self._people) and self._people[at][0] < end
