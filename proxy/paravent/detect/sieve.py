"""Which patterns may match somewhere in a text, told of all of them in one go.

RE2 works out by itself which strings a pattern cannot do without. A text is searched once for all
of these; most texts hold those of few patterns, and are searched for these alone. If that search
itself fails, which RE2 tells by silence, no pattern is vain: nothing is ever missed for want of
memory.
"""

from __future__ import annotations

import re2

ALWAYS = "\x00"
"""In no view; put behind every text, to tell a failed search from a vain one."""


class Sieve:
    """Grows as patterns are made; holds no text.

    Args:
        options: how they are compiled.
    """

    def __init__(self, options: re2.Options | None = None) -> None:
        self._options = options
        self._filter = re2.Filter()
        self._is_ready = False
        self._further: Sieve | None = None
        """What was added after a first text was seen: a filter of RE2's grows no more then."""
        self._numbers: dict[re2._Regexp, int] = {}
        self._always = self.add(ALWAYS)

    def add(self, pattern: str) -> re2._Regexp:
        """The pattern, compiled, which from now on is told to be vain where it is."""
        if self._is_ready:
            self._further = self._further or Sieve(self._options)
            return self._further.add(pattern)
        number = self._filter.Add(pattern, self._options)
        made = self._filter.re(number)
        self._numbers[made] = number
        return made

    def __contains__(self, pattern: re2._Regexp) -> bool:
        return pattern in self._numbers or (self._further is not None and pattern in self._further)

    def vain(self, data: bytes) -> frozenset[re2._Regexp]:
        """Those of the patterns that cannot match anywhere in a text."""
        if not self._is_ready:
            self._filter.Compile()
            self._is_ready = True
        possible = {*(self._filter.Match(data + ALWAYS.encode(), potential=True) or ())}
        vain = frozenset(one for one, number in self._numbers.items() if number not in possible)
        if self._always in vain:
            vain = frozenset()
        return vain | self._further.vain(data) if self._further else vain


SIEVE = Sieve()
"""That of the patterns by which names are found."""
