"""A text for RE2: put into bytes once, whatever number of patterns is looked for.

Where a pattern matches is told in characters. Pure; holds the text as long as whoever asked does.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from paravent.detect.excerpt import Place
from paravent.detect.sieve import SIEVE

if TYPE_CHECKING:
    import re
    from collections.abc import Iterable, Iterator, Sequence

    import re2


class Encoded:
    """A text and its bytes; it must hold no lone surrogate."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._data = text.encode()

    @cached_property
    def lower(self) -> str:
        """The text in lower case."""
        return self.text.lower()

    @cached_property
    def _vain(self) -> frozenset[re2._Regexp]:
        """The patterns that need not be looked for."""
        return SIEVE.vain(self._data)

    def has(self, needs: Sequence[str]) -> bool:
        """Whether one of these stands in the text, whatever its case; they are in lower case."""
        return any(map(self.lower.__contains__, needs))

    def spans(
        self, pattern: re2._Regexp, group: int = 0, *, within: bool = False
    ) -> Iterator[tuple[int, int]]:
        """Where the group of each match stands, in characters.

        The next match begins behind the group at the earliest; ``within``, at the group, but never
        where the one before began. Where the group takes no part in a match, it stands nowhere.
        """
        if pattern in SIEVE and pattern in self._vain:
            return
        data, at = self._data, 0
        place: Place | None = None
        while match := pattern.search(data, at):
            first = match.start()
            start, end = match.span(group)
            if start >= 0:
                place = place or Place(data, plain=len(data) == len(self.text))
                left = place.of(first, start)
                yield left, left + place.length(start, end)
            at = max(start if within else end, first + 1)

    def behind(self, pattern: re2._Regexp, value: re.Pattern[str]) -> Iterator[tuple[int, int]]:
        """Where a ``value``, named v, stands right behind each match; the next begins at it.

        RE2 would need a state for each length that a value may have.
        """
        data, at = self._data, 0
        place = Place(data, plain=len(data) == len(self.text))
        while match := pattern.search(data, at):
            first, at = match.span()
            left = place.of(first, at)
            if found := value.match(self.text, left):
                start, end = found.span("v")
                at += len(self.text[left:start].encode())
                yield start, end


def lines(text: str, spans: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The lines that some stretches touch, in order, those that one crosses together."""
    done = 0
    for first, last in sorted(spans):
        start = max(done, text.rfind("\n", done, first) + 1)
        end = text.find("\n", max(done, last))
        done = end if end >= 0 else len(text)
        if start < done:
            yield start, done
