"""Which patterns may match somewhere in a text, told of all of them in one go.

RE2 works out by itself which strings a pattern cannot do without. A text is searched once for all
of these; most texts hold those of few patterns, and are searched for these alone. If that search
itself fails, which RE2 tells by silence, no pattern is vain: nothing is ever missed for want of
memory.
"""

from __future__ import annotations

import re2

_ALWAYS = "\x00"  # in no view; put behind every text, to tell a failed search from a vain one


class Sieve:
    """Grows as patterns are made; holds no text."""

    def __init__(self) -> None:
        self._filter = re2.Filter()
        self._patterns = [self._made(_ALWAYS)]
        self._is_ready = False
        self._further: Sieve | None = None
        """What was added after a first text was seen: a filter of RE2's grows no more then."""

    def add(self, pattern: str) -> re2._Regexp:
        """The pattern, compiled, which from now on is told to be vain where it is."""
        if self._is_ready:
            self._further = self._further or Sieve()
            return self._further.add(pattern)
        made = self._made(pattern)
        self._patterns.append(made)
        return made

    def vain(self, data: bytes) -> frozenset[re2._Regexp]:
        """Those of the patterns that cannot match anywhere in a text."""
        if not self._is_ready:
            self._filter.Compile()
            self._is_ready = True
        possible = self._filter.Match(data + _ALWAYS.encode(), potential=True) or ()
        vain = frozenset(self._patterns).difference(map(self._patterns.__getitem__, possible))
        if self._patterns[0] in vain:
            vain = frozenset()
        return vain | self._further.vain(data) if self._further else vain

    def _made(self, pattern: str) -> re2._Regexp:
        return self._filter.re(self._filter.Add(pattern))


SIEVE = Sieve()
"""That of the patterns by which names are found."""
