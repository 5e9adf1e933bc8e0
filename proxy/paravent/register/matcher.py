"""Finds many names at once in a text, in time that grows as the text does and no faster.

A name is a key without spaces: however its words are parted or joined, its letters are the same.
The walk begins only at words with which some name begins, and goes on only while one goes on so.
"""

from __future__ import annotations

import threading
from itertools import chain, compress, count
from typing import TYPE_CHECKING, NamedTuple

from paravent.register.gates import CHECKS, is_capital
from paravent.register.sight import sights
from paravent.register.spelling import Gate, splits
from paravent.register.variants import variants

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from collections.abc import Set as AbstractSet

    from paravent.detect.lexicon import Lexicon
    from paravent.register.directory import Numbers
    from paravent.register.entries import Entry
    from paravent.register.sight import Sight
    from paravent.register.spelling import Variant

type _Code = int
"""Number of what was found, number of words, gate; 0 is the beginning of a name and none itself."""

type _Shared = dict[_Code, list[int]]
"""Numbers of what was found, by number of words and gate."""

_MOST_WORDS = 31
_ASKED = 0xFF  # what of a code says what its match must be like: words and gate


class Match(NamedTuple):
    """A stretch of a text, and what was found there: entries, with the numbers of their owners."""

    start: int
    end: int
    found: tuple[tuple[int, Entry], ...]


class Matcher:
    """Looks for entries in texts.

    The variants of an entry are worked out once an anchor of it has been seen.

    Args:
        asleep: the owners that each anchor leads to; it is used up.
        entries: gives the entries of an owner.
        lexicon: tells first names and ordinary words.
    """

    def __init__(
        self,
        asleep: dict[str, Numbers],
        entries: Callable[[int], Iterable[Entry]],
        lexicon: Lexicon,
    ) -> None:
        self._asleep = asleep
        self._entries = entries
        self._lexicon = lexicon
        self._index: dict[str, _Code | _Shared] = {}
        self._awake: dict[int, None] = {}
        self._found: list[tuple[int, Entry]] = []
        self._waking = threading.Lock()

    @classmethod
    def of(cls, entries: Sequence[Entry], lexicon: Lexicon) -> Matcher:
        """A matcher of a few entries, whose owners are their numbers."""
        made = cls({}, lambda number: [entries[number]], lexicon)
        for number in range(len(entries)):
            made._wake(number)
        return made

    def find(self, text: str) -> list[Match]:
        """Everything that is found, from left to right, the longest first, without overlap.

        Raises:
            ParaventError: the entries of an owner cannot be read.
        """
        return [
            Match(one.start + at, one.end + at, one.found)
            for at, sight in sights(text, self._knows)
            for one in self._find(sight)
        ]

    def _find(self, sight: Sight) -> list[Match]:
        words = {*sight.words, *sight.initialled()}
        self._wake_by(words)
        begins = self._index.keys() & words
        found: list[Match] = []
        free = 0
        for number in compress(count(), map(begins.__contains__, sight.words)):
            if number < free or not self._goes_on(sight.words, number):
                continue
            last, owners = self._walk(sight, number)
            if owners:
                free = last + 1
                span = sight.span(sight.start(number), sight.end(last))
                found.append(Match(*span, tuple(map(self._found.__getitem__, owners))))
        return found

    def _goes_on(self, words: Sequence[str], number: int) -> bool:
        """Whether a walk that begins with a word can come to anything; most can not."""
        word = words[number]
        if self._index[word] or number + 1 == len(words):
            return True
        after = words[number + 1]
        return not after or word + after in self._index

    def _knows(self, word: str) -> bool:
        return word in self._index or word in self._asleep

    def _wake_by(self, words: AbstractSet[str]) -> None:
        with self._waking:  # else another thread would miss what is half awake
            for word in self._asleep.keys() & words:
                owners = self._asleep[word]
                for owner in [owners] if isinstance(owners, int) else owners:
                    if owner not in self._awake:
                        self._wake(owner)
                del self._asleep[word]

    def _wake(self, owner: int) -> None:
        """Work out the variants of an owner's entries."""
        for entry in self._entries(owner):
            self._found.append((owner, entry))
            for variant in variants(entry, self._lexicon):
                self._add(len(self._found) - 1, variant)
        self._awake[owner] = None

    def _add(self, owner: int, variant: Variant) -> None:
        index, key = self._index, ""
        for number, word in enumerate(variant.words):
            key += word
            if number < len(variant.words) - 1:
                index.setdefault(key, 0)
            for split in splits(word):
                index.setdefault(key[: split - len(word)], 0)
        code = owner << 8 | min(len(variant.words), _MOST_WORDS) << 3 | variant.gate
        known = index.get(key, 0)
        if known in (0, code):
            index[key] = code
        else:
            if isinstance(known, int):
                known = index[key] = {known & _ASKED: [known >> 8]}
            known.setdefault(code & _ASKED, []).append(owner)

    def _walk(self, sight: Sight, number: int) -> tuple[int, Sequence[int]]:
        """The last word of the longest match that begins with a word, and its owners."""
        index, words = self._index, sight.words
        best: tuple[int, Sequence[int]] = (number, ())
        joined, spots = "", [number]
        for at in range(number, len(words)):
            word = words[at]
            if not word:
                continue
            joined += word
            code = index.get(joined)
            if code is None:
                break
            if at > number:
                if not sight.joins(sight.end(spots[-1]), sight.start(at)):
                    break
                spots.append(at)
            if code:
                owners = self._owners(sight, spots, code)
                best = (at, owners) if owners else best
        return best

    def _owners(self, sight: Sight, spots: Sequence[int], code: _Code | _Shared) -> Sequence[int]:
        """Whose name these words are. Hundreds may share it, *Marie D.*, but what they ask for."""
        if isinstance(code, int):
            return [code >> 8] if self._may(sight, spots, code & _ASKED) else []
        met = [some for asked, some in code.items() if self._may(sight, spots, asked)]
        return list(dict.fromkeys(chain(*met)))

    def _may(self, sight: Sight, spots: Sequence[int], code: _Code) -> bool:
        """Whether a match at these words is one of a variant with this code."""
        gate, count = Gate(code & 7), code >> 3 & _MOST_WORDS
        if sight.start(spots[0]) in sight.inside and gate is not Gate.ANY:
            return False
        if len(spots) > count and not is_capital(sight, spots[-1]):  # « du Bois »
            return False
        return gate is Gate.ANY or CHECKS[gate](sight, spots, self._lexicon)
