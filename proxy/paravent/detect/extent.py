"""Where a name begins and ends: whole words, particles, suffixes, the other half of a couple."""

from __future__ import annotations

import re
from bisect import bisect_left
from itertools import accumulate
from typing import TYPE_CHECKING

from paravent.detect.cues import COMPANY, CONTEXT, LEXICON, TITLE
from paravent.detect.homonyms import is_surname
from paravent.detect.words import WORD, fold

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from paravent.detect.base import Hit
    from paravent.detect.lexicon import Lexicon

# A name goes on behind an apostrophe: O'Halloran, O''Halloran in SQL; but not in Dupont's.
_WORD_BEFORE = re.compile(r"(?<![^\W_])[^\W_]++(?:['’]{1,2}+[^\W_]++)*+['’]{0,2}\Z")
_WORD_AFTER = re.compile(r"[^\W_]*+(?:['’]{1,2}(?!s\b)[^\W\d_]++|-[^\W\d_]{2,}+)*+")
_SIZED = re.compile(r"(?i)(?:(?<![^\W_])(my|our|the|his|her|a|your) )?(?:big|little|lil'?|wee) \Z")
_IRISH = re.compile(r"(?<![^\W_])O['’]{1,2}\Z|(?<![^\W\d_])[a-z]_\Z")
_COUPLE = re.compile(r"(?<![^\W_])[A-Z]\.? (?:&|and|et) \Z")
# Carl Stenmark III; in a cell of a table, Ballantyne, K.
_SUFFIX = re.compile(r",? (?:[JS]r\.?|I{2,3}|IV)(?!\w)|, [A-Z]\.?(?=[ \t]{0,3}(?:[|;\t\n]|\Z))")
_INITIAL = re.compile(r"[A-Z]\.? ")
_FOUNDED = (LEXICON, "ner", COMPANY, TITLE, CONTEXT)  # where a name comes from, best last
_BEGUN = 8  # characters before a name that belong to it
_CALLED = 12  # the same with what friends call somebody: my big steve
_LONGEST = 40  # characters of a word
_SURNAME = re.compile(r"[ \u00a0]([^\W\d_a-zà-ÿ][^\W\d_]+)(?![^\W_]|[ \u00a0]?\d)")
_PARTICLE = re.compile(
    r" (?:d[aeiu]|d[aeo]s|de l[ae]s?|v[ao]n(?: de[nr]?)?|ter|ten|bin|ben|el|al|y|[ée]p\.?|vve) "
)


class Taken:
    """Stretches of a text, to ask of others whether they touch one of these.

    Args:
        hits: where they are.
    """

    def __init__(self, hits: Iterable[Hit]) -> None:
        spans = sorted(hit[:2] for hit in hits)
        self._starts = [start for start, _ in spans]
        self._reach = list(accumulate((end for _, end in spans), max))

    def touch(self, hit: Hit) -> bool:
        """Whether one of them has a character of this."""
        before = bisect_left(self._starts, hit.end)
        return before > 0 and self._reach[before - 1] > hit.start


def completed(text: str, hit: Hit, lexicon: Lexicon) -> Hit:
    """The same, with a surname behind the first name that is an ordinary word: Sylvain Page.

    And with what begins it before an apostrophe, O''Konkwo in SQL, before an *and* between
    initials, T. & J. Rathbone, in a file's name, e_tomlinson, or as friends say, big steve; and
    with what ends it, Jr.
    """
    begins = _COUPLE if _INITIAL.match(text, hit.start) else _IRISH
    if before := begins.search(text, max(0, hit.start - _BEGUN), hit.start):
        hit = hit._replace(start=before.start())
    sized = _SIZED.search(text, max(0, hit.start - _CALLED), hit.start)
    if sized and not sized[1]:
        hit = hit._replace(start=sized.start())
    if after := _SUFFIX.match(text, hit.end):
        return hit._replace(end=after.end())
    following = _SURNAME.match(text, hit.end)
    if following is None or not is_surname(fold(following[1])):
        return hit
    last = WORD.findall(text[hit.start : hit.end])[-1:]
    is_first = last and lexicon.is_first_name(fold(last[0]))
    return hit._replace(end=following.end()) if is_first else hit


def whole_words(text: str, start: int, end: int) -> tuple[int, int]:
    """The stretch to the edges of its words: apostrophes and digits of a scan belong to a name."""
    if before := _WORD_BEFORE.search(text, max(0, start - _LONGEST), start):
        start = before.start()
    if after := _WORD_AFTER.match(text, end, end + _LONGEST):
        end = after.end()
    return start, end


def bridged(text: str, hits: Iterable[Hit]) -> Iterator[Hit]:
    """Two that only a particle sets apart as one: Aurélien *de* Saint-Vallier."""

    def both(last: Hit, hit: Hit) -> Hit | None:
        if not _PARTICLE.fullmatch(text, last.end, hit.start):
            return None
        return last._replace(end=max(last.end, hit.end), score=max(last.score, hit.score))

    return _joined(hits, both)


def merged(hits: Iterable[Hit]) -> Iterator[Hit]:
    """Overlapping hits as one: as wide, as sure and as well founded as the best of them."""

    def both(last: Hit, hit: Hit) -> Hit | None:
        if hit.start >= last.end:
            return None
        return last._replace(
            end=max(last.end, hit.end),
            score=max(last.score, hit.score),
            source=max(last.source, hit.source, key=_FOUNDED.index),
        )

    return _joined(hits, both)


def _joined(hits: Iterable[Hit], both: Callable[[Hit, Hit], Hit | None]) -> Iterator[Hit]:
    """The hits in order, each with those behind it that it makes one with."""
    last: Hit | None = None
    for hit in sorted(hits):
        if last and (one := both(last, hit)):
            last = one
        else:
            if last:
                yield last
            last = hit
    if last:
        yield last
